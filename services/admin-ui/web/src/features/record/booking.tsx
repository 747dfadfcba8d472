import { Heading, Link } from '@navikt/ds-react'
import { useRead } from '../../shared/api/read.ts'
import type { Status } from '../../shared/organizations/status.ts'
import { Shown } from '../../shared/parts/shown.tsx'
import { connectorNames } from '../../shared/runs/connectors.ts'
import { useFormat, useTexts } from '../../shared/texts/language.tsx'
import { texts } from './booking-texts.ts'
import { isOpen } from './may.ts'
import { previewRead, type Preview, type Revision, type Which } from './queries.ts'
import { texts as recordTexts } from './standing-texts.ts'
import { VoucherTable, type VoucherLines } from './voucher-table.tsx'

interface BookingProps {
  readonly which: Which
  readonly shown: Revision
  readonly connector: Status['connector']
}

/** The voucher: as it would be made now, until it is in the ledger; then as it was sent. */
export function Booking({ which, shown, connector }: BookingProps) {
  const say = useTexts(texts)
  return (
    <section aria-labelledby="booking">
      <Heading level="2" size="medium" id="booking">
        {say('title')}
      </Heading>
      {isOpen(shown) ? (
        <Planned which={which} shown={shown} />
      ) : (
        <Sent which={which} shown={shown} connector={connector} />
      )}
    </section>
  )
}

function Sent({ which, shown, connector }: BookingProps) {
  const say = useTexts(texts)
  const sayOfRecord = useTexts(recordTexts)
  const format = useFormat()
  const { sent, status, voucher } = shown
  const system = connector ? connectorNames[connector.type] : sayOfRecord('ledger')
  if (!sent) return <p>{say(status === 'handled' ? 'never_sent' : 'unknown')}</p>
  const day = format.day(voucher?.date ?? sent.postingDate)
  const how = status === 'posted' ? 'booked' : status === 'delivered' ? 'delivered' : 'last_sent'
  return (
    <>
      <VoucherTable which={which} caption={say(how, { day })} lines={sent.lines} />
      {voucher?.url && (
        <p>
          <Link href={voucher.url} target="_blank" rel="noreferrer">
            {sayOfRecord('open_in', { system })}
          </Link>
        </p>
      )}
    </>
  )
}

function Planned({ which, shown }: Omit<BookingProps, 'connector'>) {
  const preview = useRead(previewRead(which))
  return (
    <Shown read={preview} lines={4}>
      {(planned) => <PlannedVoucher which={which} shown={shown} planned={planned} />}
    </Shown>
  )
}

interface PlannedVoucherProps {
  readonly which: Which
  readonly shown: Revision
  readonly planned: Preview
}

function PlannedVoucher({ which, shown, planned }: PlannedVoucherProps) {
  const say = useTexts(texts)
  const format = useFormat()
  const { sent } = shown
  const { voucher, mappingVersion: v } = planned
  const day = voucher && format.day(voucher.postingDate)
  const differs = sent && (!voucher || !isSame(sent, voucher))
  return (
    <>
      <Checks planned={planned} standing={standingOf(shown)} />
      {voucher?.corrects && (
        <p>
          {say('takes_back', {
            n: voucher.corrects.lines,
            voucher: voucher.corrects.voucherNumber,
          })}
        </p>
      )}
      {voucher && differs && <p>{say('differs')}</p>}
      {voucher && day ? (
        <VoucherTable
          which={which}
          caption={v ? say('planned_by', { day, v }) : say('planned', { day })}
          lines={voucher.lines}
        />
      ) : (
        <p>{say('no_voucher')}</p>
      )}
      {differs && (
        <VoucherTable
          which={which}
          caption={say('last_sent', { day: format.day(sent.postingDate) })}
          lines={sent.lines}
        />
      )}
    </>
  )
}

/** Texts are masked in what was sent, and not compared. */
const isSame = (
  sent: NonNullable<Revision['sent']>,
  voucher: NonNullable<Preview['voucher']>,
): boolean =>
  sent.postingDate === voucher.postingDate && comparable(sent.lines) === comparable(voucher.lines)

const comparable = (lines: VoucherLines) =>
  JSON.stringify(
    lines.map(({ account, amount, vatCode, dimensions, subledger }) => [
      account,
      amount,
      vatCode,
      dimensions?.map(({ code, value }) => [code, value]).toSorted() ?? [],
      subledger && [subledger.kind, subledger.number],
    ]),
  )

/** What has come of it, where the checks alone would say that nothing is wrong. */
const standingOf = ({ status, reason }: Revision) => {
  if (status === 'failed') return 'ready_but_failed'
  return status === 'pending' && reason !== undefined ? 'ready_but_held' : 'verdict.ready'
}

interface ChecksProps {
  readonly planned: Preview
  readonly standing: ReturnType<typeof standingOf>
}

/** Whether the ledger takes it, as far as it can be asked without sending anything. */
function Checks({ planned: { verdict, faults }, standing }: ChecksProps) {
  const say = useTexts(texts)
  const faultText = ({ kind, code, dimension = '', standing, why }: Preview['faults'][number]) => {
    const values = { code, dimension }
    const fault =
      standing === 'missing' ? say(`missing.${kind}`, values) : say(`blocked.${kind}`, values)
    return why ? say('because', { fault, why }) : fault
  }
  return (
    <>
      <p>{say(verdict === 'ready' ? standing : `verdict.${verdict}`)}</p>
      {faults.length > 0 && (
        <ul>
          {faults.map((fault) => (
            <li key={faultText(fault)}>{faultText(fault)}</li>
          ))}
        </ul>
      )}
    </>
  )
}
