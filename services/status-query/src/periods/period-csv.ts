import type { Language } from '@bilagsbro/service-kit/texts'
import { csvLine, csvMark, osloTime, type Cell } from '../csv.ts'
import type { DateReason, Place } from './classified.ts'
import { valueOf } from './fold.ts'
import { withNet, type Total } from './totals.ts'
import { dateReasonWords, placeWords } from './words.ts'

/** A record as the table of a month shows it. */
export interface PeriodRecord {
  readonly recordId: string
  readonly revision: number
  readonly recordType: string | null
  readonly payeeKind: string | null
  /** In milliseconds. */
  readonly approvedAt: number | null
  readonly approvedIn: string | null
  readonly amount: string
  readonly place: Place
  readonly code: string | null
  readonly voucherNumber: string | null
  readonly bookedOn: string | null
  readonly dateReason: DateReason | null
  readonly corrects: number | null
  readonly reference: string | null
}

type Names = Readonly<Record<Language, string>>
type Column<Row> = readonly [name: Names, of: (row: Row, language: Language) => Cell | null]

const recordColumns: readonly Column<PeriodRecord>[] = [
  [{ nb: 'Bilag', nn: 'Bilag', en: 'Record' }, ({ recordId }) => recordId],
  [{ nb: 'Versjon', nn: 'Versjon', en: 'Revision' }, ({ revision }) => revision],
  [{ nb: 'Type', nn: 'Type', en: 'Type' }, ({ recordType }) => recordType],
  [{ nb: 'Mottaker', nn: 'Mottakar', en: 'Payee' }, ({ payeeKind }) => payeeKind],
  [
    { nb: 'Godkjent (Oslo)', nn: 'Godkjend (Oslo)', en: 'Approved (Oslo)' },
    ({ approvedAt }) => (approvedAt !== null ? osloTime(approvedAt) : null),
  ],
  [
    { nb: 'Måned godkjent', nn: 'Månad godkjend', en: 'Month approved' },
    ({ approvedIn }) => approvedIn,
  ],
  [{ nb: 'Beløp', nn: 'Beløp', en: 'Amount' }, ({ amount }) => ({ amount })],
  [
    { nb: 'Status', nn: 'Status', en: 'Status' },
    ({ place }, language) => placeWords[language][place],
  ],
  [{ nb: 'Kode', nn: 'Kode', en: 'Code' }, ({ code }) => code],
  [{ nb: 'Bilagsnummer', nn: 'Bilagsnummer', en: 'Voucher' }, (one) => one.voucherNumber],
  [{ nb: 'Bokføringsdato', nn: 'Bokføringsdato', en: 'Posting date' }, ({ bookedOn }) => bookedOn],
  [
    { nb: 'Måned bokført', nn: 'Månad bokført', en: 'Month booked' },
    ({ bookedOn }) => bookedOn?.slice(0, 7),
  ],
  [
    { nb: 'Hvorfor en annen måned', nn: 'Kvifor ein annan månad', en: 'Why another month' },
    ({ dateReason }, language) => dateReason && dateReasonWords[language][dateReason],
  ],
  [
    { nb: 'Korrigerer versjon', nn: 'Korrigerer versjon', en: 'Corrects revision' },
    ({ corrects }) => corrects,
  ],
  [{ nb: 'Referanse', nn: 'Referanse', en: 'Reference' }, ({ reference }) => reference],
]

const accountColumns: readonly Column<Total>[] = [
  [{ nb: 'Konto', nn: 'Konto', en: 'Account' }, ({ account }) => account],
  [{ nb: 'Mva-kode', nn: 'Mva-kode', en: 'VAT code' }, ({ vatCode }) => vatCode],
]

const sumColumns: readonly Column<Total>[] = [
  [{ nb: 'Debet', nn: 'Debet', en: 'Debit' }, ({ debit }) => ({ amount: debit })],
  [{ nb: 'Kredit', nn: 'Kredit', en: 'Credit' }, ({ credit }) => ({ amount: credit })],
  [{ nb: 'Netto', nn: 'Netto', en: 'Net' }, (total) => ({ amount: withNet(total).net })],
]

const headOf = <Row>(columns: readonly Column<Row>[], language: Language): string =>
  csvMark + csvLine(columns.map(([name]) => name[language]))

const rowOf = <Row>(columns: readonly Column<Row>[], row: Row, language: Language): string =>
  csvLine(columns.map(([, of]) => of(row, language) ?? undefined))

export const recordsHead = (language: Language): string => headOf(recordColumns, language)
export const recordRow = (record: PeriodRecord, language: Language): string =>
  rowOf(recordColumns, record, language)

/** The totals, with a column for each dimension of the ledger. */
export function totalsTable(totals: readonly Total[], language: Language): string {
  const codes = new Set(totals.flatMap(({ dimensions }) => dimensions.map(({ code }) => code)))
  const dimensions = [...codes]
    .toSorted()
    .map((code): Column<Total> => [
      { nb: code, nn: code, en: code },
      (total) => valueOf(total, code),
    ])
  const columns = [...accountColumns, ...dimensions, ...sumColumns]
  return headOf(columns, language) + totals.map((total) => rowOf(columns, total, language)).join('')
}
