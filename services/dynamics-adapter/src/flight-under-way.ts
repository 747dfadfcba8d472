import { stopsLane, type Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import { withAnswer } from '@bilagsbro/posting-engine/toolkit/ledger-answer'
import type {
  FlightOutcome,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { VoucherOutcome } from '@bilagsbro/posting-engine/domain/flight'
import { ok, type Result } from '@bilagsbro/kernel/result'
import { deleteJournal, isRefusal, type Halt, type WrittenLine } from './journal.ts'
import { compare } from './compare.ts'
import { documentsOf } from './lookup.ts'
import type { Session } from './session.ts'

export type Wait = (milliseconds: number, signal: AbortSignal) => Promise<void>

/** A flight while it is sent: its lines, its journal, and the outcomes so far. */
export interface FlightUnderWay {
  readonly session: Session
  readonly wait: Wait
  readonly outcomes: Map<string, VoucherOutcome>
  readonly postings: readonly Posting[]
  readonly lines: readonly WrittenLine[]
  journalId: string
  /** To the request that posts the journal. */
  answer?: LedgerAnswer | undefined
}

/** Gives back vouchers that were certainly not posted. */
export async function giveBack(
  underWay: FlightUnderWay,
  { failure, refused }: Halt,
): Promise<FlightOutcome> {
  const { outcomes, postings } = underWay
  await discard(underWay)
  // A refusal that names no voucher is about our own work: no record's attempts are spent on it.
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
  return { outcomes, ...(reason && stopsLane(reason) ? { stop: reason } : {}) }
}

const mostLeftovers = 100

/**
 * Deletes a journal that will not be posted. A journal that cannot be deleted now is harmless as long as no person posts
 * it, and is deleted when a later flight of the company ends well.
 */
export async function discard({ session, journalId }: FlightUnderWay): Promise<void> {
  const { leftovers } = session
  if (!journalId) return
  const deleted = await remove(session, journalId)
  const earlier = deleted ? leftovers.shift() : undefined
  if (!deleted && leftovers.length < mostLeftovers) leftovers.push(journalId)
  if (earlier && !(await remove(session, earlier))) leftovers.push(earlier)
}

const remove = async ({ api, company }: Session, journalId: string): Promise<boolean> =>
  !api.signal.aborted && (await deleteJournal(api, company, journalId)).ok

/** Takes the flight's vouchers that the ledger shows as posted. */
export async function adopt(
  underWay: FlightUnderWay,
  look = documentsOf,
): Promise<Result<void, Failure>> {
  const { session, outcomes } = underWay
  const open = missing(underWay)
  const documents = await look(session.api, session.company, open)
  if (!documents.ok) return documents
  for (const posting of open) {
    const there = documents.value.get(posting.reference)
    if (!there) continue
    const found = compare(posting, there, session.linkTo)
    outcomes.set(
      posting.reference,
      // Another voucher is there under our reference: only a person can say which.
      'failure' in found
        ? { kind: 'in_doubt', failure: found.failure }
        : withAnswer(found, underWay.answer),
    )
  }
  return ok(undefined)
}

export const missing = ({ postings, outcomes }: FlightUnderWay): Posting[] =>
  postings.filter(({ reference }) => !outcomes.has(reference))

export const referencesOf = (postings: readonly Posting[]): Set<string> =>
  new Set(postings.map(({ reference }) => reference))

export function doubt(underWay: FlightUnderWay, failure: Failure, accepted = false): FlightOutcome {
  const reason = withAnswer(failure, underWay.answer)
  for (const { reference } of missing(underWay))
    underWay.outcomes.set(reference, {
      kind: 'in_doubt',
      failure: reason,
      ...(accepted && { accepted }),
    })
  return { outcomes: underWay.outcomes }
}
