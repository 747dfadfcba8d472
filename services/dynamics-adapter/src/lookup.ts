import type { Failure } from '@bilagsbro/booking/failure'
import type { Voucher } from '@bilagsbro/booking/voucher'
import { isMarked, markOf } from '@bilagsbro/posting-engine/toolkit/marked-text'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { unreadable } from './failures.ts'
import { pageOf, quoted, type Api, type Operation } from './odata.ts'

/** Conditions in one filter: the address inside the $batch stays under 2,000 characters. */
const numbersPerFilter = 40
const marksPerFilter = 25

export interface Sought {
  readonly reference: string
  readonly voucher: Pick<Voucher, 'postingDate'>
}

export interface Entry {
  readonly entryNumber: number
  readonly documentNumber: string
  readonly accountNumber: string
  readonly postingDate: string
  readonly description: string
  readonly debitAmount: number
  readonly creditAmount: number
}

/** The entries of one voucher, by the document number that they are under. */
export type Documents = ReadonlyMap<string, readonly Entry[]>

/**
 * The entries of these vouchers. Each voucher is looked for by its reference as document number, and as the last word of
 * a description, which stays where a posting number series gave the voucher another number. One request, unless there
 * are very many vouchers or some have other numbers.
 */
export async function documentsOf(
  api: Api,
  company: string,
  postings: readonly Sought[],
): Promise<Result<Map<string, Documents>, Failure>> {
  const references = postings.map(({ reference }) => reference)
  const looks = [...byNumber(company, references), ...byMark(company, postings)]
  const read = await entriesOf(api, looks)
  if (!read.ok) return read
  const numbers = numbersOf(read.value, new Set(references))
  const others = [...numbers].flatMap(([reference, all]) =>
    [...all].filter((number) => number !== reference),
  )
  // Entries that the ledger added to a voucher under another number may lack the mark.
  const added = await entriesOf(api, byNumber(company, others))
  if (!added.ok) return added
  const entries = new Map([...read.value, ...added.value].map((each) => [each.entryNumber, each]))
  const documents = Map.groupBy(entries.values(), ({ documentNumber }) => documentNumber)
  const documentsUnder = (all: Iterable<string>): Documents =>
    new Map(Array.from(all, (number) => [number, documents.get(number) ?? []]))
  return ok(new Map(Array.from(numbers, ([reference, all]) => [reference, documentsUnder(all)])))
}

/** Looks by document number alone: enough for vouchers that were just posted. */
export async function numberedOf(
  api: Api,
  company: string,
  postings: readonly Sought[],
): Promise<Result<Map<string, Documents>, Failure>> {
  const references = postings.map(({ reference }) => reference)
  const read = await entriesOf(api, byNumber(company, references))
  if (!read.ok) return read
  const documents = Map.groupBy(read.value, ({ documentNumber }) => documentNumber)
  return ok(new Map(Array.from(documents, ([number, all]) => [number, new Map([[number, all]])])))
}

function* byNumber(company: string, numbers: readonly string[]): Generator<Operation> {
  for (let at = 0; at < numbers.length; at += numbersPerFilter)
    yield entries(
      company,
      numbers
        .slice(at, at + numbersPerFilter)
        .map((number) => `documentNumber%20eq%20${quoted(number)}`)
        .join('%20or%20'),
    )
}

/** Descriptions have no index in Business Central: only the days on which the vouchers may be are searched. */
function* byMark(company: string, postings: readonly Sought[]): Generator<Operation> {
  const byDate = postings.toSorted((a, b) =>
    a.voucher.postingDate < b.voucher.postingDate ? -1 : 1,
  )
  for (let at = 0; at < byDate.length; at += marksPerFilter) {
    const some = byDate.slice(at, at + marksPerFilter)
    const marked = some
      .map(({ reference }) => `endswith(description,${quoted(reference)})`)
      .join('%20or%20')
    const [first, last] = [some[0]!.voucher.postingDate, some.at(-1)!.voucher.postingDate]
    yield entries(
      company,
      `postingDate%20ge%20${day(first)}%20and%20postingDate%20le%20${day(last)}%20and%20(${marked})`,
    )
  }
}

const day = (date: string): string => encodeURIComponent(date)

const fields =
  'entryNumber,documentNumber,accountNumber,postingDate,description,debitAmount,creditAmount'
const entries = (company: string, filter: string): Operation => ({
  method: 'GET',
  path: `${company}/generalLedgerEntries?$select=${fields}&$filter=${filter}`,
})

async function entriesOf(
  api: Api,
  operations: Iterable<Operation>,
): Promise<Result<Entry[], Failure>> {
  const parts = await api.batch(operations)
  if (!parts.ok) return parts
  const rows: Entry[] = []
  for (const part of parts.value) {
    if (part?.failure) return err(part.failure)
    const page = pageOf<Entry>(part?.body)
    if (!page) return err(unreadable(part?.status ?? 0))
    rows.push(...page.rows)
    if (!page.next) continue
    const rest = await api.list<Entry>(page.next)
    if (!rest.ok) return rest
    rows.push(...rest.value)
  }
  return rows.every(isEntry) ? ok(rows) : err(unreadable(200))
}

const isEntry = (row: Entry): boolean =>
  Number.isSafeInteger(row.entryNumber) &&
  Number.isFinite(row.debitAmount) &&
  Number.isFinite(row.creditAmount) &&
  [row.documentNumber, row.accountNumber, row.postingDate, row.description].every(
    (text) => typeof text === 'string',
  )

/** The document numbers that each voucher is under. */
function numbersOf(
  rows: readonly Entry[],
  references: ReadonlySet<string>,
): Map<string, Set<string>> {
  const numbers = new Map<string, Set<string>>()
  const add = (reference: string, number: string) => {
    if (!references.has(reference)) return
    const known = numbers.get(reference)
    if (known) known.add(number)
    else numbers.set(reference, new Set([number]))
  }
  for (const { documentNumber, description } of rows) {
    add(documentNumber, documentNumber)
    const mark = markOf(description)
    if (mark !== documentNumber && isMarked(description, mark)) add(mark, documentNumber)
  }
  return numbers
}
