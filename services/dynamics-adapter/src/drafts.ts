import type { Failure } from '@bilagsbro/booking/failure'
import type { PostingOutcomeOf } from '@bilagsbro/booking/posting-outcome'
import type {
  FlightOutcome,
  Found,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { withAnswer } from '@bilagsbro/posting-engine/toolkit/ledger-answer'
import { markOf } from '@bilagsbro/posting-engine/toolkit/marked-text'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { notThere, unreadable } from './failures.ts'
import { doubt, giveBack, missing, type FlightUnderWay } from './flight-under-way.ts'
import { accountOf, journalPrefix, unfinished } from './journal.ts'
import { isGuid, pageOf, quoted, type Api, type Operation, type Reply } from './odata.ts'
import { isNo, neverRan } from './settle.ts'

/** What a journal is called once it is an accountant's to post. */
const handedOver = 'Bilagsbro: klar til bokføring'

/** The one request that delivers a flight of drafts: before it, the journal is nobody's; after it, an accountant's. */
export const handOver = (api: Api, company: string, journalId: string): Promise<Reply> =>
  api.send(
    'PATCH',
    `${company}/journals(${journalId})`,
    JSON.stringify({ displayName: handedOver }),
  )

export async function settleDrafts(underWay: FlightUnderWay, reply: Reply): Promise<FlightOutcome> {
  if (reply.kind === 'answered') underWay.answer = reply.answer
  if (reply.kind === 'answered' && !reply.failure) return delivered(underWay)
  const failure = reply.failure!
  if (reply.kind === 'lost')
    return reply.arrived === 'no' ? await giveBack(underWay, { failure }) : doubt(underWay, failure)
  if (neverRan.has(reply.status)) return await giveBack(underWay, { failure })
  if (!isNo(reply.status)) return doubt(underWay, failure)
  const { api, company } = underWay.session
  const journals = await handedOverJournals(api, company)
  if (!journals.ok) return doubt(underWay, failure)
  return journals.value.includes(underWay.journalId)
    ? delivered(underWay)
    : await giveBack(underWay, { failure })
}

function delivered(underWay: FlightUnderWay): FlightOutcome {
  for (const posting of missing(underWay))
    underWay.outcomes.set(
      posting.reference,
      withAnswer(staged(posting, posting.reference), underWay.answer),
    )
  return { outcomes: underWay.outcomes }
}

const staged = ({ voucher }: Posting, number: string): PostingOutcomeOf<'delivered'> => ({
  kind: 'delivered',
  voucher: { number, date: voucher.postingDate },
})

/**
 * The vouchers that wait in journals that were handed over, by document number or mark. One that an accountant changed
 * is not ours any more.
 */
export async function draftsOf(
  api: Api,
  company: string,
  postings: readonly Posting[],
): Promise<Result<Map<string, Found>, Failure>> {
  const journals = await handedOverJournals(api, company)
  if (!journals.ok) return journals
  const read = await linesIn(api, company, journals.value)
  if (!read.ok) return read
  const sought = new Map(postings.map((posting) => [posting.reference, posting]))
  const lines = new Map<string, WaitingLine[]>()
  for (const line of read.value)
    for (const reference of new Set([line.documentNumber, markOf(line.description)])) {
      const known = lines.get(reference)
      if (known) known.push(line)
      else if (sought.has(reference)) lines.set(reference, [line])
    }
  return ok(new Map(Array.from(lines, ([one, its]) => [one, judge(sought.get(one)!, its)])))
}

function judge(posting: Posting, lines: readonly WaitingLine[]): Found {
  const { reference, voucher } = posting
  const [first] = lines
  if (lines.some(({ journal }) => journal !== first!.journal))
    return different(`Lines of ${reference} wait in more than one journal. Delete those of one.`)
  const sent = voucher.lines.map((line) =>
    shown(accountOf(line), Number(line.amount), voucher.postingDate),
  )
  const there = lines.map(({ accountNumber, amount, postingDate }) =>
    shown(accountNumber, amount, postingDate),
  )
  return sent.toSorted().join() === there.toSorted().join()
    ? staged(posting, first!.documentNumber)
    : different(`Lines of ${reference} wait in a journal, but not as they were sent.`)
}

/** Codes are compared as Business Central keeps them. */
const shown = (account: string, amount: number, date: string): string =>
  `${account.trim().toUpperCase()} ${Math.round(amount * 100)} ${date}`

const different = (message: string): Found => ({
  kind: 'different',
  failure: { class: 'different_in_ledger', code: 'ledger.different', message },
})

interface DraftLine {
  readonly documentNumber: string
  readonly accountNumber: string
  readonly description: string
  readonly postingDate: string
  readonly amount: number
}

interface WaitingLine extends DraftLine {
  /** The place of its journal in the list. */
  readonly journal: number
}

async function handedOverJournals(api: Api, company: string): Promise<Result<string[], Failure>> {
  const filter = `startswith(code,${quoted(journalPrefix)})`
  const read = await api.list<{ id: string; displayName: string }>(
    `${company}/journals?$select=id,displayName&$filter=${filter}`,
  )
  if (!read.ok) return read
  const ids = read.value.filter(({ displayName }) => displayName !== unfinished).map(({ id }) => id)
  return ids.every(isGuid) ? ok(ids) : err(unreadable(200))
}

const fields = 'documentNumber,accountNumber,description,postingDate,amount'

/** A journal that is gone has none. */
async function linesIn(
  api: Api,
  company: string,
  journals: readonly string[],
): Promise<Result<WaitingLine[], Failure>> {
  const path = (id: string) => `${company}/journals(${id})/journalLines?$select=${fields}`
  const parts = await api.batch(
    journals.map((id): Operation => ({ method: 'GET', path: path(id) })),
  )
  if (!parts.ok) return parts
  const found: WaitingLine[] = []
  for (const [journal, part] of parts.value.entries()) {
    if (part?.failure?.code === notThere) continue
    if (part?.failure) return err(part.failure)
    const page = pageOf<DraftLine>(part?.body)
    if (!page) return err(unreadable(part?.status ?? 0))
    const rest = page.next ? await api.list<DraftLine>(page.next) : ok([])
    if (!rest.ok) return rest
    const lines = [...page.rows, ...rest.value]
    if (!lines.every(isLine)) return err(unreadable(200))
    // Posting leaves an empty line behind, with the next document number.
    for (const line of lines) if (line.accountNumber !== '') found.push({ ...line, journal })
  }
  return ok(found)
}

const isLine = (line: DraftLine): boolean =>
  Number.isFinite(line.amount) &&
  [line.documentNumber, line.accountNumber, line.description, line.postingDate].every(
    (text) => typeof text === 'string',
  )
