import type {
  FlightOutcome,
  Outcome,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { Failure } from '@bilagsbro/posting-engine/domain/voucher'
import { ok, type Result } from '@bilagsbro/kernel/result'
import { stops } from './failures.ts'
import { deleteJournal, isRefusal, type Halt, type WrittenLine } from './journal.ts'
import { compare } from './compare.ts'
import { documentsOf } from './lookup.ts'
import type { Session } from './session.ts'

export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>

/** A flight on its way. */
export interface Run {
  readonly session: Session
  readonly wait: Wait
  readonly outcomes: Map<string, Outcome>
  readonly postings: readonly Posting[]
  readonly lines: readonly WrittenLine[]
  journalId: string
}

/** For what was certainly not posted. */
export async function giveBack(run: Run, { failure, refused }: Halt): Promise<FlightOutcome> {
  const { outcomes, postings } = run
  await discard(run)
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

const mostLeftovers = 100

/**
 * Does away with a journal that is not posted any more. One that cannot be deleted now is harmless as long
 * as no person posts it, and goes when a later flight of the company ends well.
 */
export async function discard({ session, journalId }: Run): Promise<void> {
  const { leftovers } = session
  if (!journalId) return
  const deleted = await remove(session, journalId)
  const earlier = deleted ? leftovers.shift() : undefined
  if (!deleted && leftovers.length < mostLeftovers) leftovers.push(journalId)
  if (earlier && !(await remove(session, earlier))) leftovers.push(earlier)
}

const remove = async ({ api, company }: Session, journalId: string): Promise<boolean> =>
  !api.signal.aborted && (await deleteJournal(api, company, journalId)).ok

/** Records what the ledger shows of the flight. */
export async function adopt(run: Run, look = documentsOf): Promise<Result<void, Failure>> {
  const { session, outcomes } = run
  const open = missing(run)
  const documents = await look(session.api, session.company, open)
  if (!documents.ok) return documents
  for (const posting of open) {
    const there = documents.value.get(posting.reference)
    if (!there) continue
    const found = compare(posting, there, session.linkTo)
    outcomes.set(
      posting.reference,
      // Something is there under our reference: only a person can say what.
      'failure' in found ? { kind: 'in_doubt', failure: found.failure } : found,
    )
  }
  return ok(undefined)
}

export const missing = ({ postings, outcomes }: Run): Posting[] =>
  postings.filter(({ reference }) => !outcomes.has(reference))

export const referencesOf = (postings: readonly Posting[]): Set<string> =>
  new Set(postings.map(({ reference }) => reference))

export function doubt(run: Run, failure: Failure, accepted = false): FlightOutcome {
  for (const { reference } of missing(run))
    run.outcomes.set(reference, { kind: 'in_doubt', failure, ...(accepted && { accepted }) })
  return { outcomes: run.outcomes }
}
