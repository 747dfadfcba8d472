import type {
  Flight,
  FlightOutcome,
  Outcome,
  Posting,
} from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { blame } from './blame.ts'
import { errorOf, stops } from './failures.ts'
import {
  addDimensions,
  addLines,
  checkJournal,
  createJournal,
  deleteJournal,
  isRefusal,
  linesLeft,
  linesOf,
  postJournal,
  type Halt,
  type WrittenLine,
} from './journal.ts'
import { compare, entriesOf } from './lookup.ts'
import type { Reply } from './odata.ts'
import type { Session } from './session.ts'

/** Pauses before looking again for what Business Central says it posted, in milliseconds. */
const looks = [0, 200, 500, 1000, 2000, 4000]

export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>

export async function postFlight(
  { plan, postings: given }: Flight,
  session: Session,
  wait: Wait,
): Promise<FlightOutcome> {
  const outcomes = new Map<string, Outcome>()
  const postings = given.filter(({ reference, voucher }) => {
    const failure = unsendable(voucher.currency)
    if (failure) outcomes.set(reference, { kind: 'refused', failure })
    return !failure
  })
  if (postings.length === 0) return { outcomes }
  const run: Run = { session, wait, outcomes, postings, lines: linesOf(postings), journalId: '' }
  const prepared = await prepare(run, plan['journal'] ?? '')
  if (!prepared.ok) return await giveBack(run, prepared.error)
  return await settle(run, await postJournal(session.api, session.company, run.journalId))
}

interface Run {
  readonly session: Session
  readonly wait: Wait
  readonly outcomes: Map<string, Outcome>
  readonly postings: readonly Posting[]
  readonly lines: readonly WrittenLine[]
  journalId: string
}

/** The lines of a journal are in local currency; the API has no field for another. */
function unsendable(currency: string): Failure | undefined {
  if (currency === 'NOK') return undefined
  return {
    class: 'data',
    code: 'currency.not_supported',
    message: `Only vouchers in NOK can be sent; this one is in ${currency}.`,
  }
}

/** Nothing here books anything: a request that is lost, and carried out later, fills a journal that nobody posts. */
async function prepare(run: Run, code: string): Promise<Result<void, Halt>> {
  const { api, company } = run.session
  const journal = await createJournal(api, company, code)
  if (!journal.ok) return journal
  run.journalId = journal.value
  const written = await addLines(api, company, run.journalId, run.lines)
  if (!written.ok) return written
  const dimensions = await addDimensions(api, company, run.lines)
  if (!dimensions.ok) return dimensions
  const checked = await checkJournal(api, company, run.journalId, run.lines)
  if (!checked.ok) return checked
  return api.signal.aborted ? err({ failure: late }) : ok(undefined)
}

const late: Failure = {
  class: 'transient',
  code: 'vendor.timeout',
  message: 'Preparing the journal took too long; it was not posted.',
}

/** For what was certainly not posted. The journal may stay behind, and is harmless if it does. */
async function giveBack(run: Run, { failure, refused }: Halt): Promise<FlightOutcome> {
  const { session, outcomes, postings, journalId } = run
  if (journalId && !session.api.signal.aborted)
    await deleteJournal(session.api, session.company, journalId)
  // A refusal that is not tied to a voucher is about how we work: nobody's attempts are spent on it.
  const reason: Failure | undefined =
    failure && isRefusal(failure) ? { ...failure, class: 'config' } : failure
  for (const { reference } of postings) {
    const own = refused?.get(reference)
    outcomes.set(
      reference,
      own
        ? { kind: 'refused', failure: own }
        : { kind: 'unsent', ...(reason ? { failure: reason } : {}) },
    )
  }
  return { outcomes, ...(reason && stops(reason) ? { stop: reason } : {}) }
}

async function settle(run: Run, reply: Reply): Promise<FlightOutcome> {
  if (reply.kind === 'answered' && reply.status < 300) return await confirm(run)
  const failure = reply.failure!
  if (reply.kind === 'lost' && reply.arrived === 'no') return await giveBack(run, { failure })
  if (reply.kind === 'answered' && neverRan.has(reply.status))
    return await giveBack(run, { failure })
  if (reply.kind === 'answered' && reply.status < 500 && reply.status !== 408)
    return await explain(run, failure, errorOf(reply.body).message)
  // The posting may be done, under way, or never have begun.
  if (!run.session.api.signal.aborted) await adopt(run)
  return doubt(run, failure)
}

/** Answered before anything is run: no right, or too many requests. */
const neverRan = new Set([401, 403, 429])

/** "Posted" may only mean "queued" (job queue), and a number series may have renamed the documents. Only the ledger counts. */
async function confirm(run: Run): Promise<FlightOutcome> {
  const { api, company } = run.session
  let unread: Failure | undefined
  for (const pause of looks) {
    if (pause > 0) await run.wait(pause, api.signal)
    if (api.signal.aborted) return doubt(run, notYetVisible)
    const seen = await adopt(run)
    unread = seen.ok ? undefined : seen.error
    if (missing(run).length === 0) {
      // Nothing of ours is left in it, but it would stay in everybody's list of journals.
      await deleteJournal(api, company, run.journalId)
      return { outcomes: run.outcomes }
    }
  }
  if (unread) return doubt(run, unread)
  const left = await linesLeft(api, company, run.journalId, referencesOf(missing(run)))
  const stop = left.ok && left.value === 0 ? notUnderOurNumber : notImmediate
  return { ...doubt(run, stop), stop }
}

const notYetVisible: Failure = {
  class: 'transient',
  code: 'posting.not_visible',
  message: 'Business Central says that it posted, but the ledger does not show it yet.',
}
const notImmediate: Failure = {
  class: 'config',
  code: 'posting.not_immediate',
  message:
    'Business Central accepted the posting but did not carry it out: "Post with Job Queue" must be off for general journals.',
}
const notUnderOurNumber: Failure = {
  class: 'config',
  code: 'posting.not_found',
  message:
    'Business Central emptied the journal, but the ledger shows nothing under our document numbers: the journal template must not have a posting number series.',
}

/** A "no" can follow the commit. It is one only if the ledger has nothing and the journal still has everything. */
async function explain(run: Run, failure: Failure, message: string): Promise<FlightOutcome> {
  const { api, company } = run.session
  const seen = await adopt(run)
  const left = seen.ok
    ? await linesLeft(api, company, run.journalId, referencesOf(run.postings))
    : seen
  const nothingPosted =
    left.ok && left.value === run.lines.length && missing(run).length === run.postings.length
  if (!nothingPosted) return doubt(run, failure)
  if (!isRefusal(failure)) return await giveBack(run, { failure })
  const culprits = blame(failure, message, run.postings, run.lines)
  return await giveBack(run, {
    refused: new Map(culprits.map(({ reference }) => [reference, failure])),
  })
}

/** Records what the ledger shows of the flight. */
async function adopt(run: Run): Promise<Result<void, Failure>> {
  const { session, outcomes } = run
  const open = missing(run)
  const entries = await entriesOf(
    session.api,
    session.company,
    open.map(({ reference }) => reference),
  )
  if (!entries.ok) return entries
  for (const posting of open) {
    const there = entries.value.get(posting.reference)
    if (!there) continue
    const found = compare(posting, there, session.linkTo(posting.reference))
    outcomes.set(
      posting.reference,
      // Something is there under our reference: only a person can say what.
      found.kind === 'different' ? { kind: 'in_doubt', failure: found.failure } : found,
    )
  }
  return ok(undefined)
}

const missing = ({ postings, outcomes }: Run): Posting[] =>
  postings.filter(({ reference }) => !outcomes.has(reference))

const referencesOf = (postings: readonly Posting[]): Set<string> =>
  new Set(postings.map(({ reference }) => reference))

function doubt(run: Run, failure: Failure): FlightOutcome {
  for (const { reference } of missing(run))
    run.outcomes.set(reference, { kind: 'in_doubt', failure })
  return { outcomes: run.outcomes }
}
