import type { Language } from '@bilagsbro/service-kit/texts'
import { csvLine, csvMark, osloTime, type Cell } from '../csv.ts'
import { shownEntry, type FoundEntry } from './log-row.ts'

/** What a column is called, and what stands in it. */
type Column = readonly [name: Readonly<Record<Language, string>>, of: (entry: Shown) => Cell]

type Shown = ReturnType<typeof shownEntry> & { readonly amount: string | undefined }

const statusOf = ({ status, otherContent }: Shown) => (otherContent ? 'other_content' : status)

const columns: readonly Column[] = [
  [{ nb: 'Tid (Oslo)', nn: 'Tid (Oslo)', en: 'Time (Oslo)' }, ({ at }) => osloTime(at)],
  [{ nb: 'Organisasjon', nn: 'Organisasjon', en: 'Organisation' }, (one) => one.organizationId],
  [{ nb: 'Hendelse', nn: 'Hending', en: 'Event' }, ({ kind }) => kind],
  [{ nb: 'Status', nn: 'Status', en: 'Status' }, statusOf],
  [{ nb: 'Bilag', nn: 'Bilag', en: 'Record' }, ({ recordId }) => recordId],
  [{ nb: 'Versjon', nn: 'Versjon', en: 'Revision' }, ({ revision }) => revision],
  [{ nb: 'Forsøk', nn: 'Forsøk', en: 'Attempt' }, ({ attempt }) => attempt],
  [{ nb: 'Beløp', nn: 'Beløp', en: 'Amount' }, ({ amount }) => ({ amount })],
  [{ nb: 'Kode', nn: 'Kode', en: 'Code' }, ({ code }) => code],
  [{ nb: 'Melding', nn: 'Melding', en: 'Message' }, ({ message }) => message],
  [{ nb: 'Bilagsnummer', nn: 'Bilagsnummer', en: 'Voucher' }, (one) => one.voucherNumber],
  [{ nb: 'Referanse', nn: 'Referanse', en: 'Reference' }, ({ reference }) => reference],
  [{ nb: 'Kontering', nn: 'Kontering', en: 'Mapping' }, (one) => one.mappingVersion],
  [{ nb: 'Overføring', nn: 'Overføring', en: 'Run' }, ({ runId }) => runId],
  [{ nb: 'Av', nn: 'Av', en: 'By' }, ({ actor }) => actor],
  [{ nb: 'Sporing', nn: 'Sporing', en: 'Trace' }, ({ traceId }) => traceId],
  [{ nb: 'Oppføring', nn: 'Oppføring', en: 'Entry' }, ({ id }) => id],
]

export const csvHead = (language: Language): string =>
  csvMark + csvLine(columns.map(([name]) => name[language]))

/** Of approvals alone, so that the column adds up: a voucher that takes back another has debits, too, and they have no sign. */
function approvedAmount({ kind, line, isOtherContent }: FoundEntry): string | undefined {
  if (kind !== 'record.approved' || line === null || isOtherContent) return undefined
  return (JSON.parse(line) as { amount?: string }).amount
}

export function csvRow(found: FoundEntry): string {
  const shown = { ...shownEntry(found), amount: approvedAmount(found) }
  return csvLine(columns.map(([, of]) => of(shown)))
}
