import { stopsLane, type Failure } from '@bilagsbro/booking/failure'
import type { VoucherLine } from '@bilagsbro/booking/voucher'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { markedText } from '@bilagsbro/posting-engine/toolkit/marked-text'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { notThere } from './failures.ts'
import { isGuid, type Api, type Operation, type Part, type Reply } from './odata.ts'

/** Why a journal of ours is given up; nothing of it was posted. */
export interface Halt {
  readonly failure?: Failure
  /** Refusals of vouchers, by reference. */
  readonly refused?: ReadonlyMap<string, Failure>
}

/** A line as it was written; `number` is the line number in Business Central's messages. */
export interface WrittenLine {
  readonly posting: Posting
  readonly line: VoucherLine
  readonly number: number
  id: string
}

/** What a journal is called that is not to be posted by anybody else, or is not complete yet. */
export const unfinished = 'Bilagsbro: midlertidig, skal ikke bokføres'
/** How the codes of our journals begin. */
export const journalPrefix = 'BB'

const lineStep = 10_000

/** All lines of a flight, numbered by us: a $batch that is carried out twice cannot write one twice. */
export function linesOf(postings: readonly Posting[]): WrittenLine[] {
  const lines: WrittenLine[] = []
  for (const posting of postings)
    for (const line of posting.voucher.lines)
      lines.push({ posting, line, number: (lines.length + 1) * lineStep, id: '' })
  return lines
}

export async function createJournal(
  api: Api,
  company: string,
  code: string,
): Promise<Result<string, Halt>> {
  const body = JSON.stringify({ code, displayName: unfinished })
  const reply = await api.send('POST', `${company}/journals`, body)
  if (reply.failure) return err({ failure: notTheVouchers(reply.failure) })
  const id = guidOf((reply as { body: unknown }).body)
  return id ? ok(id) : err({ failure: noId })
}

/** A refusal of the journal itself is about no voucher. */
const notTheVouchers = (failure: Failure): Failure =>
  failure.class === 'data' ? { ...failure, class: 'config', code: 'journal.refused' } : failure

const noId: Failure = {
  class: 'transient',
  code: 'vendor.unreadable',
  message: 'Business Central did not say what it created.',
}

export async function addLines(
  api: Api,
  company: string,
  journalId: string,
  lines: readonly WrittenLine[],
): Promise<Result<void, Halt>> {
  const written = await api.batch(creations(company, journalId, lines))
  if (!written.ok) return err({ failure: written.error })
  const halt = haltOf(lines.map((line, at) => ({ line, part: written.value[at] })))
  if (halt) return err(halt)
  for (let at = 0; at < lines.length; at++) {
    const id = guidOf(written.value[at]?.body)
    if (!id) return err({ failure: noId })
    lines[at]!.id = id
  }
  return ok(undefined)
}

function* creations(
  company: string,
  journalId: string,
  lines: readonly WrittenLine[],
): Generator<Operation> {
  // Only the id is needed of the answer; Business Central gives back all of it where it does not heed this.
  const path = `${company}/journals(${journalId})/journalLines?$select=id`
  for (const line of lines) yield { method: 'POST', path, body: lineBody(line) }
}

export const isSupplier = ({ subledger }: VoucherLine): boolean => subledger?.kind === 'supplier'

/** The number that the line is booked on: of an account, or of a vendor, whose posting group knows the account. */
export const accountOf = (line: VoucherLine): string =>
  isSupplier(line) ? line.subledger!.number : line.account

const longestDescription = 100

/** The amount goes as its decimal text, which is a JSON number: nothing is rounded on the way. */
function lineBody({ posting: { reference, voucher }, line, number }: WrittenLine): string {
  const text = line.description ?? voucher.description
  const description = JSON.stringify(markedText(text, reference, longestDescription))
  const taxCode = line.vatCode === undefined ? '' : `,"taxCode":${JSON.stringify(line.vatCode)}`
  // The kind of account comes first: Business Central looks the number up as it reads.
  const accountType = isSupplier(line) ? '"accountType":"Vendor",' : ''
  return `{"lineNumber":${number},${accountType}"accountNumber":${JSON.stringify(accountOf(line))},"postingDate":"${voucher.postingDate}","documentNumber":"${reference}","externalDocumentNumber":"${reference}","amount":${line.amount},"description":${description}${taxCode}}`
}

export interface Written {
  readonly line: WrittenLine
  readonly part: Part | undefined
}

/** Ties refusals to their vouchers; any other failure belongs to no voucher. */
export function haltOf(written: readonly Written[]): Halt | undefined {
  const refused = new Map<string, Failure>()
  let other: Failure | undefined
  for (const { line, part } of written) {
    if (part && !part.failure) continue
    const failure = part?.failure ?? unanswered
    const { reference } = line.posting
    if (!isRefusal(failure)) other = other && !stopsLane(failure) ? other : failure
    else if (!refused.has(reference)) refused.set(reference, failure)
  }
  // A batch that stops at its first refusal leaves the rest unanswered: then only the refusal counts.
  const failure = other === unanswered && refused.size > 0 ? undefined : other
  if (failure) return { failure, refused }
  return refused.size > 0 ? { refused } : undefined
}

export const unanswered: Failure = {
  class: 'transient',
  code: 'vendor.unreadable',
  message: 'Business Central did not answer every part of a $batch.',
}

export const isRefusal = ({ class: cls }: Failure): boolean =>
  cls === 'data' || cls === 'period_closed' || cls === 'awaiting_approval'

export const postJournal = (api: Api, company: string, journalId: string): Promise<Reply> =>
  api.send('POST', `${company}/journals(${journalId})/Microsoft.NAV.post`)

/** The number of our lines that still wait in a journal; 0 when the journal is gone. */
export async function linesLeft(
  api: Api,
  company: string,
  journalId: string,
  references: ReadonlySet<string>,
): Promise<Result<number, Failure>> {
  const path = `${company}/journals(${journalId})/journalLines?$select=documentNumber,accountNumber`
  const read = await api.list<{ documentNumber: string; accountNumber: string }>(path)
  if (!read.ok) return read.error.code === notThere ? ok(0) : read
  // Posting leaves an empty line behind, with the next document number.
  const ours = read.value.filter(
    ({ documentNumber, accountNumber }) => accountNumber && references.has(documentNumber),
  )
  return ok(ours.length)
}

/** Absent is as good as deleted. Of a version that is not there any more, nothing is deleted. */
export async function deleteJournal(
  api: Api,
  company: string,
  journalId: string,
  version?: string,
): Promise<Result<void, Failure>> {
  const path = `${company}/journals(${journalId})`
  const reply = await api.send('DELETE', path, undefined, version)
  return reply.failure && reply.failure.code !== notThere ? err(reply.failure) : ok(undefined)
}

function guidOf(body: unknown): string | undefined {
  const { id } = (body ?? {}) as { id?: unknown }
  return isGuid(id) ? id : undefined
}
