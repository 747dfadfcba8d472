import { setTimeout as after } from 'node:timers/promises'
import { stopsLane, type Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import type {
  Flight,
  FlightOutcome,
  Found,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { tooLate, type VoucherOutcome } from '@bilagsbro/posting-engine/domain/flight'
import { withAnswer } from '@bilagsbro/posting-engine/toolkit/ledger-answer'
import { isWellFormed, notWellFormed } from '@bilagsbro/posting-engine/toolkit/well-formed'
import { blame } from './blame.ts'
import type { Reply } from './graphql.ts'
import { addItems, inputsOf, mutationsOf, unsendable } from './items.ts'
import { lookUp } from './lookup.ts'
import type { Session } from './session.ts'

/** Pauses before looking for what was just staged, in milliseconds: each look is on the vendor's meter. */
const looks = [0, 500, 1_500]

/** A flight while it is sent, and its outcomes so far. */
interface FlightUnderWay {
  readonly session: Session
  readonly outcomes: Map<string, VoucherOutcome>
  /** To the mutation that is looked after. */
  answer?: LedgerAnswer | undefined
}

/** One mutation after the other; at the first that goes wrong, the rest stays here. */
export async function postFlight(flight: Flight, session: Session): Promise<FlightOutcome> {
  const underWay: FlightUnderWay = { session, outcomes: new Map() }
  const sendable = flight.postings.filter(({ reference, voucher }) => {
    const failure = isWellFormed(reference, voucher) ? unsendable(voucher) : notWellFormed
    if (failure) underWay.outcomes.set(reference, { kind: 'refused', failure })
    return !failure
  })
  let trouble: Failure | undefined
  for (const postings of mutationsOf(sendable)) {
    if (trouble || session.api.signal.aborted || !flight.inTime())
      keep(underWay, postings, trouble ?? tooLate)
    else trouble = await mutate(underWay, postings)
  }
  return {
    outcomes: underWay.outcomes,
    ...(trouble && stopsLane(trouble) ? { stop: trouble } : {}),
  }
}

/** Gives back why nothing more should be sent. */
async function mutate(
  underWay: FlightUnderWay,
  postings: readonly Posting[],
): Promise<Failure | undefined> {
  const { api, owner } = underWay.session
  const reply = await api.send(addItems, { inputs: inputsOf(postings, owner) })
  underWay.answer = reply.kind === 'data' ? reply.answer : reply.failure.answer
  if (reply.kind === 'data') return await confirm(underWay, postings)
  if (reply.kind === 'refused') return await explain(underWay, postings, reply)
  if (reply.arrived === 'no') return keep(underWay, postings, reply.failure)
  // The mutation may be done, under way, or never have begun.
  if (!api.signal.aborted) await adopt(underWay, postings)
  return doubt(underWay, postings, reply.failure)
}

/** Xledger says that it took the vouchers. Only vouchers that it shows count. */
async function confirm(
  underWay: FlightUnderWay,
  postings: readonly Posting[],
): Promise<Failure | undefined> {
  const { signal } = underWay.session.api
  let failure: Failure = notYetVisible
  for (const pause of looks) {
    if (pause > 0) await after(pause, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) return doubt(underWay, postings, notYetVisible, true)
    failure = (await adopt(underWay, postings)) ?? notShown
    if (missing(underWay, postings).length === 0) return undefined
    if (failure.class === 'rate_limited') break
  }
  return doubt(underWay, postings, failure, true)
}

const notYetVisible: Failure = {
  class: 'transient',
  code: 'posting.not_visible',
  message: 'Xledger says that it took the voucher, but does not show it yet.',
}
const notShown: Failure = {
  class: 'config',
  code: 'posting.not_found',
  message:
    'Xledger says that it took the voucher, but shows it neither in the import nor in the journal. Look for it there before anything is sent again: it carries its reference as external identifier and as the last word of its text.',
}

/** A refused mutation may have kept the lines before its fault: only a look tells. */
async function explain(
  underWay: FlightUnderWay,
  postings: readonly Posting[],
  { failure, errors }: Extract<Reply, { kind: 'refused' }>,
): Promise<Failure | undefined> {
  if (stopsLane(failure)) return keep(underWay, postings, failure)
  const unread = await adopt(underWay, postings)
  if (unread) return doubt(underWay, postings, failure)
  const open = missing(underWay, postings)
  const culprits = blame(
    errors.map(({ message = '' }) => message),
    open,
  )
  for (const posting of open)
    underWay.outcomes.set(
      posting.reference,
      culprits.has(posting)
        ? { kind: 'refused', failure }
        : { kind: 'unsent', ...(culprits.size > 0 ? {} : { failure }) },
    )
  return undefined
}

/** Takes the vouchers that Xledger shows as posted or delivered. Gives back the failure of the look-up, if any. */
async function adopt(
  underWay: FlightUnderWay,
  postings: readonly Posting[],
): Promise<Failure | undefined> {
  const open = missing(underWay, postings)
  const found = await lookUp(underWay.session, open)
  if (!found.ok) return found.error
  for (const [reference, there] of found.value)
    underWay.outcomes.set(reference, outcomeOf(there, underWay.answer))
  return undefined
}

/** Another voucher is there under our reference: only a person can say which. */
const outcomeOf = (found: Found, answer: LedgerAnswer | undefined): VoucherOutcome =>
  'failure' in found ? { kind: 'in_doubt', failure: found.failure } : withAnswer(found, answer)

const missing = ({ outcomes }: FlightUnderWay, postings: readonly Posting[]): Posting[] =>
  postings.filter(({ reference }) => !outcomes.has(reference))

/** Gives back vouchers that are certainly not there. */
function keep(
  { outcomes }: FlightUnderWay,
  postings: readonly Posting[],
  failure: Failure,
): Failure {
  for (const { reference } of postings) outcomes.set(reference, { kind: 'unsent', failure })
  return failure
}

function doubt(
  underWay: FlightUnderWay,
  postings: readonly Posting[],
  failure: Failure,
  accepted = false,
): Failure {
  const reason = withAnswer(failure, underWay.answer)
  for (const { reference } of missing(underWay, postings))
    underWay.outcomes.set(reference, {
      kind: 'in_doubt',
      failure: reason,
      ...(accepted && { accepted }),
    })
  return failure
}
