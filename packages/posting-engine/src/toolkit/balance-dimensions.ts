import type { CredentialField } from '@bilagsbro/adapter-api/credential-schema'
import { withoutBalanceDimensions } from '@bilagsbro/booking/balance-lines'
import type { Connection, Posting } from '#application/ports/accounting-system.ts'

const name = 'balanceDimensions'

/** Of a connection: whether what is owed carries the dimensions of what it is owed for. Left out, it does not. */
export const balanceDimensionsField: CredentialField = {
  name,
  kind: 'target',
  required: false,
  pattern: '^(yes|no)$',
  label: {
    nb: 'Dimensjoner på balansekonti',
    nn: 'Dimensjonar på balansekontoar',
    en: 'Dimensions on balance accounts',
  },
  help: {
    nb: 'Skriv yes hvis avdeling og prosjekt også skal stå på linjen for det som skyldes, slik at hver avdeling går i balanse. Uten det står de bare på kostnadslinjene.',
    nn: 'Skriv yes dersom avdeling og prosjekt òg skal stå på linja for det som er skuldig, slik at kvar avdeling går i balanse. Utan det står dei berre på kostnadslinjene.',
    en: 'Write yes if departments and projects also belong on the line for what is owed, so that every department balances. Without it, they stand on the lines of the costs alone.',
  },
}

export const hasBalanceDimensions = ({ target }: Pick<Connection, 'target'>): boolean =>
  target[name] === 'yes'

/** The vouchers as the connection wants them sent. */
export const dimensioned = (
  postings: readonly Posting[],
  connection: Pick<Connection, 'target'>,
): readonly Posting[] =>
  hasBalanceDimensions(connection)
    ? postings
    : postings.map((posting) => ({
        ...posting,
        voucher: withoutBalanceDimensions(posting.voucher),
      }))
