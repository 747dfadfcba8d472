import type { Failure } from '@bilagsbro/booking/failure'
import { withSubject } from '@bilagsbro/booking/failure-subject'
import type { Clock } from '@bilagsbro/kernel/clock'
import {
  conclude,
  mayBegin,
  tooLate,
  unanswered,
  type Aftermath,
  type VoucherOutcome,
} from '#domain/flight.ts'
import type { Finding } from '#domain/posting.ts'
import { callWithin } from './call.ts'
import type { Deadlines, TimeLeft } from './deadlines.ts'
import type { AccountingSystem, Connection, FlightOutcome } from './ports/accounting-system.ts'
import type { ClaimedFlight, FlightStore, FlownPosting } from './ports/flight-store.ts'
import type { Observer } from './ports/observer.ts'
import type { CrashPoint, KeepTrying } from './ports/worker-settings.ts'
import { takeIn } from './take-in.ts'
import { tellTwice } from './told-twice.ts'

interface Deps {
  readonly system: AccountingSystem
  readonly flights: Pick<FlightStore, 'concludeFlight'>
  readonly observer: Observer
  readonly clock: Clock
  /** Monotonic clock, in milliseconds. */
  readonly elapsed: () => number
  readonly within: Deadlines
  readonly crashPoint: (name: CrashPoint) => void
  readonly keepTrying: KeepTrying
  readonly passes: (error: unknown) => boolean
}

export type SendFlight = ReturnType<typeof createSendFlight>

/** Sends a flight whose intent is committed, and concludes it. */
export function createSendFlight(deps: Deps) {
  const { flights, observer, clock, elapsed, crashPoint, keepTrying } = deps
  return async (
    flight: ClaimedFlight,
    connection: Connection,
    leaseLeft: TimeLeft,
  ): Promise<{ stop?: Failure | undefined }> => {
    const started = elapsed()
    const { outcomes, stop } = await flyPossible(deps, flight, connection, leaseLeft)
    crashPoint('after-answer')
    const { findings, aftermath } = conclude(
      flight.postings,
      withSubjects(flight.postings, outcomes),
      stop,
      clock.now(),
      flight.setbacks,
    )
    await keepTrying('conclude-flight', () =>
      flights.concludeFlight(flight, findings, aftermath),
    ).catch((error) => concludeApart(deps, flight, findings, aftermath, error))
    crashPoint('after-commit')
    observer.flightConcluded({
      flightId: flight.id,
      organizationId: flight.organizationId,
      outcomes: countKinds([...findings.values()]),
      milliseconds: elapsed() - started,
    })
    if (aftermath.kind === 'stop') observer.laneStopped(flight.organizationId, aftermath.failure)
    return { stop }
  }
}

/**
 * The database refuses a finding for its content. First all findings become doubts, which hold no text of the accounting
 * system, and then each finding is taken in for itself.
 */
async function concludeApart(
  deps: Deps,
  flight: ClaimedFlight,
  findings: ReadonlyMap<string, Finding>,
  aftermath: Aftermath,
  error: unknown,
): Promise<void> {
  if (deps.passes(error)) throw error
  const { flights } = deps
  const doubts = [...findings].map(([reference, finding]): [string, Finding] => {
    const accepted = finding.kind === 'in_doubt' && finding.accepted
    return [reference, accepted ? { ...unanswered, accepted } : unanswered]
  })
  await flights.concludeFlight(flight, new Map(doubts), aftermath)
  await takeIn(deps, 'conclude-flight', findings, (part) =>
    flights.concludeFlight(flight, part, { kind: 'go_on' }),
  )
}

/** No voucher of a mode that the accounting system does not have is sent in another one. */
async function flyPossible(
  deps: Deps,
  flight: ClaimedFlight,
  connection: Connection,
  leaseLeft: TimeLeft,
): Promise<FlightOutcome> {
  const modes = deps.system.postingModes ?? ['book']
  const { true: possible = [], false: impossible = [] } = Object.groupBy(
    flight.postings,
    ({ voucher }) => `${modes.includes(voucher.mode ?? 'book')}`,
  )
  const refused = new Map(impossible.map(({ reference }) => [reference, noSuchMode]))
  if (possible.length === 0) return { outcomes: refused }
  const flown = { ...flight, postings: possible }
  return withFound(await fly(deps, flown, connection, leaseLeft), refused)
}

const noSuchMode: VoucherOutcome = {
  kind: 'refused',
  failure: {
    class: 'config',
    code: 'posting.mode_not_possible',
    message:
      'This accounting system cannot keep vouchers as drafts. Choose the posting mode "book" for the organisation.',
  },
}

/**
 * First a look-up for what is not fresh: a predecessor that nobody remembers may have sent these vouchers, before the
 * database was lost or restored. Then the sending itself, if there is still time for it.
 */
async function fly(
  { system, observer, within }: Deps,
  flight: ClaimedFlight,
  connection: Connection,
  leaseLeft: TimeLeft,
): Promise<FlightOutcome> {
  const { callTimeoutMs } = system.limits
  const inTime = () => mayBegin(leaseLeft(), system.limits)
  if (!inTime()) return unsent(flight.postings, tooLate)
  const there = await lookFirst({ system, observer }, flight, connection)
  if ('outcomes' in there) return there
  const missing = flight.postings.filter(({ reference }) => !there.found.has(reference))
  if (missing.length === 0) return { outcomes: there.found }
  if (!inTime()) return withFound(unsent(missing, tooLate), there.found)
  const callLeft = within(callTimeoutMs)
  const toSend = {
    id: flight.id,
    plan: flight.plan,
    postings: missing,
    inTime: () => callLeft() > 0,
  }
  try {
    const sent = await observer.traced(
      missing.map(({ traceparent }) => traceparent),
      () => callWithin(callTimeoutMs, (signal) => system.post(toSend, connection, signal)),
    )
    return withFound(sent, there.found)
  } catch (error) {
    observer.fault('post', error)
    return withFound(
      { outcomes: new Map(missing.map(({ reference }) => [reference, unanswered])) },
      there.found,
    )
  }
}

async function lookFirst(
  { system, observer }: Pick<Deps, 'system' | 'observer'>,
  { postings }: ClaimedFlight,
  connection: Connection,
): Promise<{ found: Map<string, VoucherOutcome> } | FlightOutcome> {
  const found = new Map<string, VoucherOutcome>()
  const known = postings.filter(({ isFresh }) => !isFresh)
  if (known.length === 0 || system.settlesBy(connection) !== 'look_up') return { found }
  try {
    const answer = await callWithin(system.limits.callTimeoutMs, (signal) =>
      system.find(known, connection, signal),
    )
    if (!answer.ok) return { ...unsent(postings, answer.error), stop: answer.error }
    tellTwice(observer, answer.value)
    for (const [reference, there] of answer.value)
      found.set(reference, 'failure' in there ? { kind: 'refused', failure: there.failure } : there)
    return { found }
  } catch {
    return unsent(postings, notLookedUp)
  }
}

/** Refusals with the thing that is wrong: only here are a voucher and the ledger's words about it together. */
function withSubjects(
  postings: readonly FlownPosting[],
  outcomes: ReadonlyMap<string, VoucherOutcome>,
): ReadonlyMap<string, VoucherOutcome> {
  const named = new Map(outcomes)
  for (const { reference, voucher } of postings) {
    const outcome = outcomes.get(reference)
    if (outcome?.kind === 'refused' || outcome?.kind === 'unsent')
      if (outcome.failure)
        named.set(reference, { ...outcome, failure: withSubject(outcome.failure, voucher) })
  }
  return named
}

const withFound = (
  sent: FlightOutcome,
  found: ReadonlyMap<string, VoucherOutcome>,
): FlightOutcome => ({
  ...sent,
  outcomes: new Map([...sent.outcomes, ...found]),
})

const unsent = (postings: readonly FlownPosting[], failure: Failure): FlightOutcome => ({
  outcomes: new Map(postings.map(({ reference }) => [reference, { kind: 'unsent', failure }])),
})

const notLookedUp: Failure = {
  class: 'transient',
  code: 'look_up.unanswered',
  message: 'The accounting system did not say whether it holds the voucher already.',
}

export function countKinds(things: readonly { readonly kind: string }[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { kind } of things) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}
