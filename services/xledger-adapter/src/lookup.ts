import { differenceOf, timesBooked } from '@bilagsbro/booking/difference'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Found, Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { answeredFailure, textFailure } from './failures.ts'
import type { Session } from './session.ts'

interface Line {
  readonly dbId: string
  readonly ownerDbId: string
  readonly extIdentifier: string
  readonly postedDate: string
  readonly amount: string
  readonly account: { readonly code: string }
  /** Of a booked line. */
  readonly transactionNumber?: string
}

const fields = 'dbId ownerDbId extIdentifier postedDate amount account { code }'
/** Which of the two Xledger reads first is not told, so a line that is booked meanwhile may show in both, or in none. */
const linesQuery = `query ($references: [String!], $staged_after: String, $booked_after: String) {
  staged: glImportItems(first: 10000, after: $staged_after, ownerSet: ALL, objectStatus: ALL,
    filter: { extIdentifier_in: $references }) {
    edges { cursor node { ${fields} } } pageInfo { hasNextPage } }
  booked: journalEntries(first: 10000, after: $booked_after, ownerSet: ALL, objectStatus: ALL,
    filter: { extIdentifier_in: $references }) {
    edges { cursor node { ${fields} transactionNumber } } pageInfo { hasNextPage } }
}`
const errorsQuery = `query ($ids: [Int64String!], $errors_after: String) {
  errors: glImportItemErrors(first: 10000, after: $errors_after, ownerSet: ALL, objectStatus: ALL,
    filter: { transactionDbId_in: $ids }) {
    edges { cursor node { message transactionDbId } } pageInfo { hasNextPage } }
}`

/** Under one reference. */
interface There {
  readonly staged: readonly Line[]
  readonly booked: readonly Line[]
}

/** These vouchers in Xledger's import and journal; one request, unless there are very many lines. */
export async function lookUp(
  session: Session,
  postings: readonly Posting[],
): Promise<Result<Map<string, Found>, Failure>> {
  const lines = await linesOf(session, postings)
  return lines.ok ? ok(compared(postings, lines.value)) : lines
}

/** With what the import job says of lines that it could not book. */
export async function lookUpWithErrors(
  session: Session,
  postings: readonly Posting[],
): Promise<Result<Map<string, Found>, Failure>> {
  const lines = await linesOf(session, postings)
  if (!lines.ok) return lines
  const found = compared(postings, lines.value)
  const references = new Map(
    [...lines.value]
      .filter(([reference]) => found.get(reference)?.kind === 'delivered')
      .flatMap(([reference, { staged }]) => staged.map(({ dbId }) => [String(dbId), reference])),
  )
  if (references.size === 0) return ok(found)
  const errors = await session.api.list(errorsQuery, ['errors'], { ids: [...references.keys()] })
  if (!errors.ok) return errors
  for (const { message, transactionDbId } of errors.value.errors) {
    const reference = references.get(String(transactionDbId))
    if (reference) found.set(reference, { kind: 'rejected', failure: importFailure(message) })
  }
  return ok(found)
}

function compared(
  postings: readonly Posting[],
  lines: ReadonlyMap<string, There>,
): Map<string, Found> {
  return new Map(
    postings.flatMap((posting) => {
      const there = lines.get(posting.reference)
      return there ? [[posting.reference, compare(posting, there)]] : []
    }),
  )
}

const importFailure = (message: unknown): Failure => {
  const text = typeof message === 'string' ? message : ''
  const failure = textFailure(text, text)
  const { class: cls, code } = failure
  return {
    // The fault is this voucher's: the connection to Xledger works.
    class: cls === 'period_closed' ? cls : 'data',
    code: cls === 'period_closed' || cls === 'data' ? code : 'voucher.refused',
    message: `${failure.message} Its lines wait in Xledger's import: delete them there and send it again, or correct them there and mark it as handled.`,
  }
}

/**
 * Reads again vouchers that show in both places, or in none. By then a line that was moving is in the journal, a voucher
 * that is there twice is still in both, and an absent voucher in none.
 */
async function linesOf(
  session: Session,
  postings: readonly Posting[],
): Promise<Result<Map<string, There>, Failure>> {
  const first = await readLines(session, postings)
  if (!first.ok) return first
  const unsure = postings.filter(({ reference }) => {
    const there = first.value.get(reference)
    return there === undefined || isInBoth(there)
  })
  if (unsure.length === 0) return first
  const again = await readLines(session, unsure)
  return again.ok ? ok(new Map([...first.value, ...again.value])) : again
}

async function readLines(
  { api, owner }: Session,
  postings: readonly Posting[],
): Promise<Result<Map<string, There>, Failure>> {
  const references = postings.map(({ reference }) => reference)
  const rows = await api.list(linesQuery, ['staged', 'booked'], { references })
  if (!rows.ok) return rows
  if (![...rows.value.staged, ...rows.value.booked].every(isLine)) return err(unreadable)
  const found = new Map<string, { staged: Line[]; booked: Line[] }>()
  for (const where of ['staged', 'booked'] as const)
    for (const line of rows.value[where] as Line[]) {
      if (String(line.ownerDbId) !== owner) continue
      const there = found.get(line.extIdentifier) ?? { staged: [], booked: [] }
      there[where].push(line)
      found.set(line.extIdentifier, there)
    }
  return ok(found)
}

/** Only what has the form of a line tells anything about one. */
const isLine = (line: Partial<Line> | null): boolean =>
  typeof line?.extIdentifier === 'string' &&
  typeof line.postedDate === 'string' &&
  typeof line.account?.code === 'string' &&
  /^-?\d+(\.\d+)?$/.test(String(line.amount))

const unreadable = answeredFailure(200, new Date(0))

const isInBoth = (there: There | undefined) =>
  there !== undefined && there.staged.length > 0 && there.booked.length > 0

/** Booked lines may have parted with their tax; what is staged is as we wrote it, or not ours any more. */
function compare({ reference, voucher }: Posting, there: There): Found {
  const numbers = new Set(there.booked.map(({ transactionNumber }) => String(transactionNumber)))
  const [number = reference, other = isInBoth(there) ? reference : undefined] = numbers
  if (other !== undefined)
    return twice(reference, `It is there more than once: as ${number} and ${other}.`, [
      number,
      other,
    ])
  const isBooked = there.booked.length > 0
  const lines = isBooked ? there.booked : there.staged
  const entries = lines.map(({ account, amount, postedDate: postingDate }) => ({
    account: account.code,
    amount: Math.round(Number(amount) * 100),
    // Every entry with the reference was booked for the voucher, by whichever rule of Xledger's.
    isMarked: isBooked,
    postingDate,
  }))
  const difference = differenceOf(voucher, entries)
  const times = difference ? timesBooked(voucher, entries) : 1
  if (times > 1) {
    const again = `It is there more than once: ${times} times as ${number}.`
    return twice(reference, again, [number, number])
  }
  const fault =
    difference ??
    (!isBooked && lines.length !== voucher.lines.length ? 'It has other lines.' : undefined)
  if (fault) return different(reference, fault)
  const date = voucher.postingDate
  return isBooked
    ? { kind: 'posted', voucher: { number, date } }
    : { kind: 'delivered', voucher: { number: reference, date } }
}

const different = (reference: string, fault: string) => {
  const failure: Failure = {
    class: 'different_in_ledger',
    code: 'ledger.different',
    message: `Xledger holds ${reference}, but not as it was sent. ${fault}`,
  }
  return { kind: 'different', failure } as const
}

function twice(reference: string, fault: string, numbers: readonly [string, string]) {
  const { kind, failure } = different(reference, fault)
  return { kind, failure: { ...failure, code: 'ledger.twice' }, twice: numbers } as const
}
