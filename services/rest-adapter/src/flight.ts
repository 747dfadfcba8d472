import type {
  Flight,
  FlightOutcome,
  Found,
  Outcome,
  Posting,
} from '@bilagsbro/connector/application/ports/accounting-connector'
import type { Failure } from '@bilagsbro/connector/domain/voucher'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { answerOf, type Told } from './answers.ts'
import { atMost } from './at-most.ts'
import { stops } from './failures.ts'
import type { Sending } from './sending.ts'
import type { Session } from './session.ts'
import { settle } from './settle.ts'
import { bodiesOf } from './template.ts'

/** The part of a call in which sending may begin; the rest is for the answers, and for looking. */
const sendingPart = 0.6

export async function postFlight(
  sending: Sending,
  { postings }: Flight,
  session: Session,
): Promise<FlightOutcome> {
  const sent = await sendAll(sending, postings, session)
  if (!sent.ok) return allUnsent(postings, sent.error)
  const { told, stop } = sent.value
  return await settle(sending, session, postings, told, stop)
}

export function allUnsent(postings: readonly Posting[], failure: Failure): FlightOutcome {
  const unsent: Outcome = { kind: 'unsent', failure }
  return {
    outcomes: new Map(postings.map(({ reference }) => [reference, unsent])),
    ...(stops(failure) ? { stop: failure } : {}),
  }
}

interface Sent {
  readonly told: ReadonlyMap<string, Told>
  readonly stop: Failure | undefined
}

async function sendAll(
  { evaluate, requestsAtOnce, callTimeoutMs }: Sending,
  postings: readonly Posting[],
  session: Session,
): Promise<Result<Sent, Failure>> {
  const { way, signal } = session
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(callTimeoutMs * sendingPart)])
  const bodies = await bodiesOf(evaluate, way.template, postings, signal)
  if (!bodies.ok) return bodies
  const told = new Map<string, Told>()
  let stop: Failure | undefined
  let halt: Failure | undefined
  await atMost(requestsAtOnce, postings, async ({ reference }) => {
    const body = bodies.value.get(reference)!
    if (inTime.aborted) halt ??= noTimeLeft
    if (!body.ok) told.set(reference, { kind: 'refused', failure: body.error })
    else if (stop || halt) told.set(reference, { kind: 'unsent', failure: stop ?? halt })
    else {
      const answer = answerOf(await session.post(body.value, reference), reference, way.endpoint)
      told.set(reference, answer.told)
      stop ??= answer.stop
      // A ledger that fails is not given more to be in doubt about.
      if (answer.told.kind === 'in_doubt') halt ??= afterAnother
    }
  })
  return ok({ told, stop })
}

const noTimeLeft: Failure = {
  class: 'transient',
  code: 'flight.too_late',
  message: 'There was no time left to send the voucher safely.',
}

const afterAnother: Failure = {
  class: 'transient',
  code: 'flight.halted',
  message: 'Not sent, because it was not clear what became of another voucher.',
}

/**
 * Makes the requests of a flight in doubt again, under their keys. Past the time for which the ledger
 * remembers a key nothing is sent: it would be a second voucher.
 */
export async function replayFlight(
  sending: Sending,
  { plan, postings }: Flight,
  session: Session,
  now: Date,
): Promise<Result<ReadonlyMap<string, Found>, Failure>> {
  const sentAt = Date.parse(plan['drawnAt'] ?? '')
  if (!(now.getTime() < sentAt + session.way.keptMs - sending.callTimeoutMs)) return err(forgotten)
  const sent = await sendAll(sending, postings, session)
  if (!sent.ok) return sent
  const { told, stop } = sent.value
  const found = new Map<string, Found>()
  for (const { reference, voucher } of postings) {
    const one = told.get(reference)!
    const ledgerVoucher = { number: reference, date: voucher.postingDate }
    if (one.kind === 'accepted' || one.kind === 'booked_already')
      found.set(reference, { kind: 'posted', voucher: ledgerVoucher })
    if (one.kind === 'later')
      found.set(reference, { kind: 'delivered', voucher: { ...ledgerVoucher, url: one.url } })
    // What our own template does not make was not asked of the ledger.
    if (one.kind === 'refused' && !one.failure.code.startsWith('template.'))
      found.set(reference, { kind: 'different', failure: one.failure })
  }
  return stop && found.size === 0 ? err(stop) : ok(found)
}

const forgotten: Failure = {
  class: 'config',
  code: 'key.forgotten',
  message:
    'The ledger may have forgotten the Idempotency-Key by now. Look in the ledger, and say whether the voucher is there.',
}
