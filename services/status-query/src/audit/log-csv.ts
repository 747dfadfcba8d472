import type { Language } from '@bilagsbro/service-kit/texts'
import { shownEntry, type FoundEntry } from './log-row.ts'

/** What a column is called, and what stands in it. */
type Column = readonly [
  name: Readonly<Record<Language, string>>,
  of: (entry: Shown) => string | number | undefined,
]

type Shown = ReturnType<typeof shownEntry> & { readonly amount: string | undefined }

const columns: readonly Column[] = [
  [{ nb: 'Tid (Oslo)', nn: 'Tid (Oslo)', en: 'Time (Oslo)' }, ({ at }) => osloTime(at)],
  [{ nb: 'Organisasjon', nn: 'Organisasjon', en: 'Organisation' }, (one) => one.organizationId],
  [{ nb: 'Hendelse', nn: 'Hending', en: 'Event' }, ({ kind }) => kind],
  [{ nb: 'Status', nn: 'Status', en: 'Status' }, ({ status }) => status],
  [{ nb: 'Bilag', nn: 'Bilag', en: 'Record' }, ({ recordId }) => recordId],
  [{ nb: 'Versjon', nn: 'Versjon', en: 'Revision' }, ({ revision }) => revision],
  [{ nb: 'Forsøk', nn: 'Forsøk', en: 'Attempt' }, ({ attempt }) => attempt],
  [{ nb: 'Beløp', nn: 'Beløp', en: 'Amount' }, ({ amount }) => amount?.replace('.', ',')],
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

/** Excel takes a table for UTF-8 by this mark alone. */
const mark = '\ufeff'

export const csvHead = (language: Language): string =>
  mark + csvLine(columns.map(([name]) => name[language]))

export function csvRow(found: FoundEntry): string {
  const { amount } = (found.line === null ? {} : JSON.parse(found.line)) as { amount?: string }
  const shown = { ...shownEntry(found), amount }
  return csvLine(columns.map(([, of]) => of(shown)))
}

const csvLine = (cells: readonly (string | number | undefined)[]) =>
  `${cells.map(cell).join(';')}\r\n`

/** A text that begins like a formula is one to a spreadsheet, whoever wrote it; an apostrophe before it keeps it a text. */
function cell(value: string | number | undefined): string {
  const text = String(value ?? '')
  const safe =
    /^[\s\p{Cc}]*[=+\-@＝＋－＠]/u.test(text) || /^[\t\r\n]/.test(text) ? `'${text}` : text
  return /[";\r\n\t]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** In the one form that every spreadsheet reads as a time. */
const osloTime = (at: string): string => form.format(new Date(at)).replace(',', '')
const form = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Europe/Oslo',
  dateStyle: 'short',
  timeStyle: 'medium',
})
