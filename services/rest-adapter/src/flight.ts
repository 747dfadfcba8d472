import { stopsLane, type Failure } from '@bilagsbro/booking/failure'
import type {
  Flight,
  FlightOutcome,
  Found,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import type { VoucherOutcome } from '@bilagsbro/posting-engine/domain/flight'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { numbered, type Told } from './answers.ts'
import { judgeAll, undeclared } from './proof.ts'
import { sendAll } from './send-all.ts'
import type { Timing } from './timing.ts'
import type { Session } from './session.ts'
import { settle } from './settle.ts'

export async function postFlight(
  timing: Timing,
  flight: Flight,
  session: Session,
): Promise<FlightOutcome> {
  const { postings } = flight
  if (!session.connection.success && !session.connection.lookUp)
    return allUnsent(postings, undeclared)
  const sent = await sendAll(timing, flight, session)
  if (!sent.ok) return allUnsent(postings, sent.error)
  return await settle(timing, session, postings, sent.value)
}

export function allUnsent(postings: readonly Posting[], failure: Failure): FlightOutcome {
  const unsent: VoucherOutcome = { kind: 'unsent', failure }
  return {
    outcomes: new Map(postings.map(({ reference }) => [reference, unsent])),
    ...(stopsLane(failure) ? { stop: failure } : {}),
  }
}

/**
 * Makes the requests of a flight in doubt again, under their keys. Past the time for which the ledger remembers a key
 * nothing is sent: a request would bring a second voucher.
 */
export async function replayFlight(
  timing: Timing,
  flight: Flight,
  session: Session,
  now: Date,
): Promise<Result<ReadonlyMap<string, Found>, Failure>> {
  const sentAt = Date.parse(flight.plan['drawnAt'] ?? '')
  if (!(now.getTime() < sentAt + session.connection.keptMs - timing.callTimeoutMs))
    return err(forgotten)
  if (!session.connection.success) return err(undeclared)
  const sent = await sendAll(timing, flight, session)
  if (!sent.ok) return sent
  const { heard, stop } = sent.value
  const told = await judgeAll(session, heard)
  const found = new Map<string, Found>()
  for (const posting of flight.postings) {
    const there = foundBy(posting, told.get(posting.reference)!)
    if (there) found.set(posting.reference, there)
  }
  return stop && found.size === 0 ? err(stop) : ok(found)
}

/** The outcome of the first request by the answer to the repeated one; nothing where the answer proves nothing. */
function foundBy({ reference, voucher }: Posting, told: Told): Found | undefined {
  const ledgerVoucher = { number: reference, date: voucher.postingDate }
  if (told.kind === 'booked_already') return { kind: 'posted', voucher: ledgerVoucher }
  if (told.kind === 'accepted')
    return { kind: 'posted', voucher: { ...ledgerVoucher, ...numbered(told) } }
  if (told.kind === 'later')
    return { kind: 'delivered', voucher: { ...ledgerVoucher, ...numbered(told), url: told.url } }
  // The template made no request, so the ledger was not asked.
  if (told.kind !== 'refused' || told.failure.code.startsWith('template.')) return undefined
  const { failure } = told
  return failure.class === 'different_in_ledger'
    ? { kind: 'different', failure }
    : { kind: 'refused', failure }
}

const forgotten: Failure = {
  class: 'config',
  code: 'key.forgotten',
  message:
    'The ledger may have forgotten the Idempotency-Key by now. Look in the ledger, and say whether the voucher is there.',
}
