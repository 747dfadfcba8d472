import type { Clock } from '@bilagsbro/kernel/clock'
import {
  conclude,
  mayBegin,
  tooLate,
  unanswered,
  type Aftermath,
  type Outcome,
} from '#domain/flight.ts'
import type { Settlement } from '#domain/posting.ts'
import type { Failure } from '#domain/voucher.ts'
import { callWithin } from './call.ts'
import type { Deadlines, TimeLeft } from './deadlines.ts'
import type { AccountingSystem, Connection, FlightOutcome } from './ports/accounting-system.ts'
import type { ClaimedFlight, FlightStore, FlownPosting } from './ports/flight-store.ts'
import type { Observer } from './ports/observer.ts'
import type { CrashPoint, Persist } from './ports/worker-settings.ts'
import { takeIn } from './take-in.ts'
import { tellTwice } from './told-twice.ts'

interface Deps {
  readonly system: AccountingSystem
  readonly flights: Pick<FlightStore, 'settle'>
  readonly observer: Observer
  readonly clock: Clock
  /** Milliseconds that only ever go forward. */
  readonly elapsed: () => number
  readonly within: Deadlines
  readonly crashPoint: (name: CrashPoint) => void
  readonly persist: Persist
  readonly passes: (error: unknown) => boolean
}

export type SendFlight = ReturnType<typeof createSendFlight>

/** Sends a flight whose intent is committed, and takes in what came of it. */
export function createSendFlight(deps: Deps) {
  const { flights, observer, clock, elapsed, crashPoint, persist } = deps
  return async (
    flight: ClaimedFlight,
    connection: Connection,
    leaseLeft: TimeLeft,
  ): Promise<{ stop?: Failure | undefined }> => {
    const started = elapsed()
    const { outcomes, stop } = await fly(deps, flight, connection, leaseLeft)
    crashPoint('after-answer')
    const { settlements, aftermath } = conclude(
      flight.postings,
      outcomes,
      stop,
      clock.now(),
      flight.setbacks,
    )
    await persist('settle', () => flights.settle(flight, settlements, aftermath)).catch((error) =>
      settleApart(deps, flight, settlements, aftermath, error),
    )
    crashPoint('after-commit')
    observer.flightSettled({
      flightId: flight.id,
      organizationId: flight.organizationId,
      outcomes: countKinds([...settlements.values()]),
      milliseconds: elapsed() - started,
    })
    if (aftermath.kind === 'stop') observer.laneStopped(flight.organizationId, aftermath.failure)
    return { stop }
  }
}

/**
 * The database does not take in what one of them holds: first all of them are in doubt, which says nothing that an
 * accounting system wrote, and then each is settled for itself.
 */
async function settleApart(
  deps: Deps,
  flight: ClaimedFlight,
  settlements: ReadonlyMap<string, Settlement>,
  aftermath: Aftermath,
  error: unknown,
): Promise<void> {
  if (deps.passes(error)) throw error
  const { flights } = deps
  const doubts = [...settlements].map(([reference, settlement]): [string, Settlement] => {
    const accepted = settlement.kind === 'in_doubt' && settlement.accepted
    return [reference, accepted ? { ...unanswered, accepted } : unanswered]
  })
  await flights.settle(flight, new Map(doubts), aftermath)
  await takeIn(deps, 'settle', settlements, (part) =>
    flights.settle(flight, part, { kind: 'go_on' }),
  )
}

/**
 * First a look-up: a predecessor that nobody remembers may have sent these vouchers, before the database
 * was lost or restored. Then the sending itself, if there is still time for it.
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
): Promise<{ found: Map<string, Outcome> } | FlightOutcome> {
  const found = new Map<string, Outcome>()
  if (system.settlesBy(connection) !== 'look_up') return { found }
  try {
    const answer = await callWithin(system.limits.callTimeoutMs, (signal) =>
      system.find(postings, connection, signal),
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

const withFound = (sent: FlightOutcome, found: ReadonlyMap<string, Outcome>): FlightOutcome => ({
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
