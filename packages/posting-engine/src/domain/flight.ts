import type { Failure } from '@bilagsbro/booking/failure'
import type { PostingOutcomeOf } from '@bilagsbro/booking/posting-outcome'
import type { Requeued, Finding } from './posting.ts'

/** The outcome of a flight for one voucher. */
export type VoucherOutcome =
  | PostingOutcomeOf<'posted' | 'delivered' | 'refused' | 'in_doubt'>
  /**
   * Nothing of the voucher can be in the ledger, for a reason that is not known to be this voucher's: it is safe to send
   * again. The class `transient` says that the reason passes by itself; of any other class, a flight that came back
   * whole is halved until the culprit stands alone. The code `vendor.timeout` says that the call was given up for its
   * length: the flight is then halved, too, before it is sent again.
   */
  | { readonly kind: 'unsent'; readonly failure?: Failure | undefined }

export interface Flown {
  readonly reference: string
  readonly tries: number
}

/** The consequence of a flight for its lane. */
export type Aftermath =
  | { readonly kind: 'go_on' }
  /** A passing fault: the lane waits a little, longer each time in a row. */
  | { readonly kind: 'pause' }
  /** The vendor wants fewer requests from this principal. */
  | { readonly kind: 'throttle'; readonly milliseconds: number }
  /** Nothing can be sent for this organisation: the whole queue is given back. */
  | {
      readonly kind: 'stop'
      readonly failure: Failure
      /** The lane stays stopped until a person has looked in the ledger. */
      readonly held?: boolean | undefined
      /** Several flights in a row had no good answer. */
      readonly isAway?: boolean | undefined
    }

export interface Conclusion {
  readonly findings: ReadonlyMap<string, Finding>
  readonly aftermath: Aftermath
}

/** The code of a call that was given up for its length, whoever gave it up. */
const tookTooLong = 'vendor.timeout'

/** Flights in a row that come back unsent for a passing reason, before the orchestrator hears of it. */
const patience = 3
const longestThrottleMs = 60_000
const usualThrottleMs = 5_000

/**
 * Concludes a flight from its outcomes, after so many setbacks of the lane in a row. A voucher without an outcome is in
 * doubt.
 */
export function conclude(
  flown: readonly Flown[],
  outcomes: ReadonlyMap<string, VoucherOutcome>,
  stop: Failure | undefined,
  now: Date,
  setbacks: number,
): Conclusion {
  const answers = flown.map(({ reference }) => outcomes.get(reference) ?? unanswered)
  const failures = answers.flatMap(setbackOf)
  const isAway = setbacks + 1 >= patience && failures.length === answers.length
  const aftermath = aftermathOf(answers, stop, now, isAway)
  const findings = new Map<string, Finding>()
  const progress = answers.some(({ kind }) => kind !== 'unsent')
  const flight = { aftermath, progress, size: flown.length }
  for (const [at, posting] of flown.entries()) {
    const outcome = answers[at]!
    const finding =
      outcome.kind === 'unsent' ? afterUnsent(posting, outcome.failure ?? stop, flight) : outcome
    findings.set(posting.reference, finding)
  }
  return { findings, aftermath }
}

/** The answer to a voucher was lost. */
export const unanswered: PostingOutcomeOf<'in_doubt'> = {
  kind: 'in_doubt',
  failure: {
    class: 'transient',
    code: 'call.unanswered',
    message: 'The accounting system did not say what became of the voucher.',
  },
}

function aftermathOf(
  answers: readonly VoucherOutcome[],
  stop: Failure | undefined,
  now: Date,
  isAway: boolean,
): Aftermath {
  const milliseconds = pauseAsked(stop, now)
  if (milliseconds !== undefined && milliseconds <= longestThrottleMs)
    return { kind: 'throttle', milliseconds }
  if (stop && stop.class !== 'transient')
    return { kind: 'stop', failure: stop, ...(answers.some(isAccepted) && { held: true }) }
  const [failure = stop] = answers.flatMap(setbackOf)
  if (!failure) return { kind: 'go_on' }
  return isAway ? { kind: 'stop', failure: away(failure), isAway } : { kind: 'pause' }
}

const isAccepted = (outcome: VoucherOutcome): boolean =>
  outcome.kind === 'in_doubt' && outcome.accepted === true

/** The failure of a voucher that is in doubt or unsent, where it is not the voucher's own. */
function setbackOf(outcome: VoucherOutcome): Failure[] {
  if (outcome.kind === 'in_doubt') return [outcome.failure]
  return outcome.kind === 'unsent' && outcome.failure?.class === 'transient'
    ? [outcome.failure]
    : []
}

/** Several flights in a row had no good answer: the fault is not the vouchers'. */
const away = ({ message }: Failure): Failure => ({
  class: 'unreachable',
  code: 'ledger.away',
  message: `The accounting system has not answered properly for several calls in a row. ${message}`,
})

/** For how many milliseconds a vendor that throttles wants no request; nothing where the vendor does not throttle. */
function pauseAsked(failure: Failure | undefined, now: Date): number | undefined {
  if (failure?.class !== 'rate_limited') return undefined
  const { retryAfter } = failure
  return retryAfter ? Math.max(0, Date.parse(retryAfter) - now.getTime()) : usualThrottleMs
}

/** For how many milliseconds a failed look-up throttles its principal: a minute at the most. */
export const throttleAfterLook = (failure: Failure | undefined, now: Date): number =>
  Math.min(pauseAsked(failure, now) ?? 0, longestThrottleMs)

/**
 * The finding for an unsent voucher. A voucher without blame is sent again. A flight that came back whole is halved
 * until its culprit stands alone and answers for itself. A flight that took too long is halved, too: a slow accounting
 * system may be done with half of it in time.
 */
function afterUnsent(
  { tries }: Flown,
  failure: Failure | undefined,
  flight: { aftermath: Aftermath; progress: boolean; size: number },
): Finding {
  const { aftermath, progress, size } = flight
  const again: Requeued = { kind: 'queued', tries }
  const half = size > 1 ? { maxFlightSize: Math.ceil(size / 2) } : undefined
  if (aftermath.kind === 'stop') return afterStop(aftermath, tries, half)
  if (aftermath.kind === 'throttle') return again
  if (failure?.class === 'transient' || aftermath.kind === 'pause') {
    const next = { ...again, tries: tries + 1 }
    if (tries + 1 < patience) return { ...next, ...(failure?.code === tookTooLong && half) }
    if (half) return { ...again, ...half }
    if (failure) return { kind: 'refused', failure }
  }
  if (progress) return again
  if (half) return { ...again, ...half }
  return { kind: 'refused', failure: failure ?? notAccepted }
}

/** However long a ledger is away, no voucher fails for it. */
function afterStop(
  { failure, isAway }: Extract<Aftermath, { kind: 'stop' }>,
  tries: number,
  half: { maxFlightSize: number } | undefined,
): Finding {
  const returned = { kind: 'returned', reason: 'lane_stopped', failure } as const
  return isAway ? { ...returned, tries: tries + 1, ...half } : returned
}

const notAccepted: Failure = {
  class: 'data',
  code: 'voucher.not_accepted',
  message: 'The accounting system does not accept this voucher, and does not say why.',
}

interface CallLimits {
  readonly callTimeoutMs: number
}

/** A look-up and a sending, each of which may take a whole call; and a little time between them. */
export const leaseMs = ({ callTimeoutMs }: CallLimits) =>
  callTimeoutMs * 2 + Math.min(callTimeoutMs, 5_000)

/** For how long after the birth of a database a call of a forgotten predecessor may still be carried out. */
export const predecessorMs = ({
  callTimeoutMs,
  settleHorizonMs,
}: CallLimits & { readonly settleHorizonMs: number }) => callTimeoutMs + settleHorizonMs

/** Whether a call that begins now has ended, or was given up, before the lease runs out. */
export const mayBegin = (leaseLeftMs: number, { callTimeoutMs }: CallLimits) =>
  leaseLeftMs > callTimeoutMs

/** The failure of a voucher that was not sent because its time was over. */
export const tooLate: Failure = {
  class: 'transient',
  code: 'flight.too_late',
  message: 'There was no time left to send the voucher safely.',
}
