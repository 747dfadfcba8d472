import type { Posting } from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Failure, VoucherLine } from '@bilagsbro/connector/domain/voucher'
import { oreOf } from '@bilagsbro/kernel/money'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { stops } from './failures.ts'
import type { Api, Operation, Part, Reply } from './odata.ts'

/** A journal of our own is not to be used any further; nothing of it was posted. */
export interface Halt {
  readonly failure?: Failure
  /** What Business Central said no to, by reference. */
  readonly refused?: ReadonlyMap<string, Failure>
}

/** A line as it was written; `number` is what Business Central names it by in its messages. */
export interface WrittenLine {
  readonly posting: Posting
  readonly line: VoucherLine
  readonly number: number
  id: string
}

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
  const body = JSON.stringify({ code, displayName: 'Bilagsbro: midlertidig, skal ikke bokføres' })
  const reply = await api.send('POST', `${company}/journals`, body)
  if (reply.failure) return err({ failure: notTheVouchers(reply.failure) })
  const id = idOf((reply as { body: unknown }).body)
  return id ? ok(id) : err({ failure: noId })
}

/** A "no" to the journal itself says nothing about any voucher. */
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
  const path = `${company}/journals(${journalId})/journalLines`
  const operations = lines.map((line): Operation => ({
    method: 'POST',
    path,
    body: lineBody(line),
  }))
  const written = await api.batch(operations)
  if (!written.ok) return err({ failure: written.error })
  const halt = haltOf(lines.map((line, at) => ({ line, part: written.value[at] })))
  if (halt) return err(halt)
  for (let at = 0; at < lines.length; at++) {
    const id = idOf(written.value[at]?.body)
    if (!id) return err({ failure: noId })
    lines[at]!.id = id
  }
  return ok(undefined)
}

/** The amount goes as its decimal text, which is a JSON number: nothing is rounded on the way. */
function lineBody({ posting: { reference, voucher }, line, number }: WrittenLine): string {
  const description = JSON.stringify((line.description ?? voucher.description).slice(0, 100))
  const taxCode = line.vatCode === undefined ? '' : `,"taxCode":${JSON.stringify(line.vatCode)}`
  return `{"lineNumber":${number},"accountNumber":${JSON.stringify(line.account)},"postingDate":"${voucher.postingDate}","documentNumber":"${reference}","externalDocumentNumber":"${reference}","amount":${line.amount},"description":${description}${taxCode}}`
}

interface WantedDimension {
  readonly line: WrittenLine
  readonly code: string
  readonly value: string
}

/**
 * Written one by one; where the account's own default made the row already, that row is changed. A batch
 * may stop there, so what it left unanswered goes into the next.
 */
export async function addDimensions(
  api: Api,
  company: string,
  lines: readonly WrittenLine[],
): Promise<Result<void, Halt>> {
  let pending: WantedDimension[] = []
  for (const line of lines)
    for (const { code, value } of line.line.dimensions ?? []) pending.push({ line, code, value })
  const there: WantedDimension[] = []
  while (pending.length > 0) {
    const written = await api.batch(pending.map((each) => creation(company, each)))
    if (!written.ok) return err({ failure: written.error })
    const open: WantedDimension[] = []
    const answered: Written[] = []
    for (const [at, each] of pending.entries()) {
      const part = written.value[at]
      if (!part) open.push(each)
      else if (isThere(part)) there.push(each)
      else answered.push({ line: each.line, part })
    }
    const halt = open.length === pending.length ? { failure: unanswered } : haltOf(answered)
    if (halt) return err(halt)
    pending = open
  }
  return there.length > 0 ? await changeDimensions(api, company, there) : ok(undefined)
}

const creation = (company: string, { line, code, value }: WantedDimension): Operation => ({
  method: 'POST',
  path: `${company}/journalLines(${line.id})/dimensionSetLines`,
  body: JSON.stringify({ code, valueCode: value }),
})

const isThere = ({ status, body }: Part): boolean =>
  status >= 400 &&
  status < 500 &&
  /already exists|Internal_EntityWithSameKeyExists/i.test(JSON.stringify(body))

async function changeDimensions(
  api: Api,
  company: string,
  wanted: readonly WantedDimension[],
): Promise<Result<void, Halt>> {
  const known = await api.list<{ id: string; code: string }>(
    `${company}/dimensions?$select=id,code`,
  )
  if (!known.ok) return err({ failure: known.error })
  const ids = new Map(known.value.map(({ id, code }) => [code.toUpperCase(), id]))
  const changed = await api.batch(
    wanted.map(({ line, code, value }): Operation => ({
      method: 'PATCH',
      path: `${company}/journalLines(${line.id})/dimensionSetLines(${ids.get(code.toUpperCase())})`,
      body: JSON.stringify({ valueCode: value }),
    })),
  )
  if (!changed.ok) return err({ failure: changed.error })
  const halt = haltOf(wanted.map(({ line }, at) => ({ line, part: changed.value[at] })))
  return halt ? err(halt) : ok(undefined)
}

interface Written {
  readonly line: WrittenLine
  readonly part: Part | undefined
}

/** Who said no to what: a refusal is the voucher's, anything else is nobody's. */
function haltOf(written: readonly Written[]): Halt | undefined {
  const refused = new Map<string, Failure>()
  let other: Failure | undefined
  for (const { line, part } of written) {
    if (part && !part.failure) continue
    const failure = part?.failure ?? unanswered
    const { reference } = line.posting
    if (!isRefusal(failure)) other = other && !stops(failure) ? other : failure
    else if (!refused.has(reference)) refused.set(reference, failure)
  }
  // A batch that stops at its first refusal leaves the rest unanswered: then only the refusal counts.
  const failure = other === unanswered && refused.size > 0 ? undefined : other
  if (failure) return { failure, refused }
  return refused.size > 0 ? { refused } : undefined
}

const unanswered: Failure = {
  class: 'transient',
  code: 'vendor.unreadable',
  message: 'Business Central did not answer every part of a $batch.',
}

export const isRefusal = ({ class: cls }: Failure): boolean =>
  cls === 'data' || cls === 'period_closed' || cls === 'awaiting_approval'

interface ReadLine {
  readonly lineNumber: number
  readonly documentNumber: string
  readonly accountNumber: string
  readonly amount: number
  readonly postingDate: string
  readonly taxCode?: string
  readonly dimensionSetLines?: readonly { code: string; valueCode: string }[]
}

/** Posting books whatever the journal holds, so it has to hold our lines, as we wrote them, and nothing else. */
export async function checkJournal(
  api: Api,
  company: string,
  journalId: string,
  lines: readonly WrittenLine[],
): Promise<Result<void, Halt>> {
  const read = await api.list<ReadLine>(
    `${company}/journals(${journalId})/journalLines?$select=lineNumber,documentNumber,accountNumber,amount,postingDate,taxCode&$expand=dimensionSetLines($select=code,valueCode)`,
  )
  if (!read.ok) return err({ failure: read.error })
  const byNumber = new Map(read.value.map((line) => [line.lineNumber, line]))
  if (read.value.length !== lines.length || byNumber.size !== lines.length)
    return err({ failure: notOurs('It holds other lines than ours.') })
  for (const line of lines) {
    const there = byNumber.get(line.number)
    if (!there) return err({ failure: notOurs('A line is missing.') })
    if (there.documentNumber !== line.posting.reference) return err({ failure: renumbered })
    const fault = differenceOf(line, there)
    if (fault) return err({ failure: notOurs(fault) })
  }
  return ok(undefined)
}

function differenceOf({ posting, line }: WrittenLine, there: ReadLine): string | undefined {
  if (!same(there.accountNumber, line.account)) return 'An account differs.'
  if (Math.round(there.amount * 100) !== oreOf(line.amount)) return 'An amount differs.'
  if (there.postingDate !== posting.voucher.postingDate) return 'A posting date differs.'
  if (line.vatCode !== undefined && !same(there.taxCode, line.vatCode)) return 'A VAT code differs.'
  // More dimensions than ours are the ledger's own defaults.
  for (const { code, value } of line.dimensions ?? [])
    if (!there.dimensionSetLines?.some((set) => same(set.code, code) && same(set.valueCode, value)))
      return `The dimension ${code} differs.`
  return undefined
}

/** Business Central keeps codes in capitals. */
const same = (a: string | undefined, b: string): boolean => a?.toUpperCase() === b.toUpperCase()

const notOurs = (message: string): Failure => ({
  class: 'transient',
  code: 'journal.not_as_written',
  message: `The journal is not as we wrote it, and was not posted. ${message}`,
})
const renumbered: Failure = {
  class: 'config',
  code: 'journal.renumbered',
  message:
    'Business Central gave the vouchers other document numbers: the default journal template must not have a number series of its own.',
}

export const postJournal = (api: Api, company: string, journalId: string): Promise<Reply> =>
  api.send('POST', `${company}/journals(${journalId})/Microsoft.NAV.post`)

/** How many of our lines still wait in a journal; none when it is gone. */
export async function linesLeft(
  api: Api,
  company: string,
  journalId: string,
  references: ReadonlySet<string>,
): Promise<Result<number, Failure>> {
  const path = `${company}/journals(${journalId})/journalLines?$select=documentNumber,accountNumber`
  const read = await api.list<{ documentNumber: string; accountNumber: string }>(path)
  if (!read.ok) return read.error.code === 'vendor.changed' ? ok(0) : read
  // Posting leaves an empty line behind, with the next document number.
  const ours = read.value.filter(
    ({ documentNumber, accountNumber }) => accountNumber && references.has(documentNumber),
  )
  return ok(ours.length)
}

/** Absent is as good as deleted. */
export async function deleteJournal(
  api: Api,
  company: string,
  journalId: string,
): Promise<Result<void, Failure>> {
  const reply = await api.send('DELETE', `${company}/journals(${journalId})`)
  const gone = reply.kind === 'answered' && reply.status === 404
  return reply.failure && !gone ? err(reply.failure) : ok(undefined)
}

function idOf(body: unknown): string | undefined {
  const { id } = (body ?? {}) as { id?: unknown }
  return typeof id === 'string' && /^[0-9a-fA-F-]{36}$/.test(id) ? id : undefined
}
