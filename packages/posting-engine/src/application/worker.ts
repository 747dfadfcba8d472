import { leaseMs } from '#domain/flight.ts'
import { connectionOff, targetChanged } from './connections.ts'
import { startFollowing } from './following.ts'
import { startLaneLoop, type LaneLoop, type Step } from './lane-loop.ts'
import {
  applyLookEnd,
  allowance,
  readConnection,
  reconnect,
  stepOf,
  stopLane,
  type WorkerDeps,
} from './lane-work.ts'
import type { AccountingSystem, Connection } from './ports/accounting-system.ts'
import type { LookTerms } from './ports/doubt-store.ts'
import type { FlightTerms } from './ports/flight-store.ts'

export interface Worker extends AsyncDisposable {
  /** There may be something to send. */
  wake(): void
  /** Throws when the loops have not come round for a minute. */
  healthy(): void
}

/** Sends flights, settles doubts and follows deliveries until it is disposed of; then waits for flights in the air. */
export function startWorker(deps: WorkerDeps): Worker {
  const { followUp } = deps.system
  const following = startFollowing(deps, followUp)
  const sending = startSending(deps, following.wake)
  const looking = startLooking(deps, sending.wake)
  const loops = [sending, looking, following]
  return {
    wake: sending.wake,
    healthy() {
      for (const loop of loops)
        if (deps.elapsed() - loop.lastTurn() > 60_000)
          throw new Error('the posting loop has not come round for a minute')
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(loops.map((loop) => loop.stop()))
    },
  }
}

/** A flight may bring postings to follow, and a look-up may bring postings to send: each loop wakes the next. */
function startSending(deps: WorkerDeps, wakeFollowing: () => void): LaneLoop {
  const { settings, observer, elapsed, isReady, flights } = deps
  return startLaneLoop({
    name: 'sending',
    atOnce: settings.flightsAtOnce,
    pollMs: settings.pollMs,
    observer,
    elapsed,
    isReady,
    next: (except) => nextFlight(deps, except, wakeFollowing),
    async connect(organizationId, wanted) {
      const read = await readConnection(deps, organizationId, wanted)
      if (!read) return settings.connectionPauseMs
      if (!read.ok) {
        await stopLane(deps, organizationId, read.error)
      } else if (read.value.isOff) await stopLane(deps, organizationId, connectionOff)
      else if (wanted && wanted.targetFingerprint !== read.value.targetFingerprint)
        await flights.stop(organizationId, targetChanged, read.value.targetFingerprint)
      return 0
    },
  })
}

async function nextFlight(
  deps: WorkerDeps,
  except: readonly string[],
  wakeFollowing: () => void,
): Promise<Step> {
  const { system, connections, flights, crashPoint, within, settings } = deps
  let connection: Connection | undefined
  const leaseLeft = within(leaseMs(system.limits))
  crashPoint('before-intent')
  const claim = await flights.claim((organizationId) => {
    connection = connections.get(organizationId)
    return connection && !connection.isOff ? flightTerms(deps, connection) : undefined
  }, except)
  if (claim.kind === 'stopped') {
    const { organizationId, failure } = claim
    return { kind: 'work', run: () => flights.giveBackHeld(organizationId, failure) }
  }
  if (claim.kind !== 'flight') return stepOf(claim)
  crashPoint('after-intent')
  const used = connection!
  const isFull = claim.flight.postings.length >= flightSizeOf(system, used)
  return {
    kind: 'work',
    rest: isFull
      ? undefined
      : { organizationId: used.organizationId, milliseconds: settings.gatherMs },
    async run() {
      const { stop } = await deps.sendFlight(claim.flight, used, leaseLeft)
      wakeFollowing()
      if (stop) connections.forget(used.organizationId)
    },
  }
}

const flightSizeOf = (system: AccountingSystem, connection: Connection) =>
  system.paceOf?.(connection).flightSize ?? system.limits.flightSize

function flightTerms(
  { system, connections, newId }: WorkerDeps,
  connection: Connection,
): FlightTerms {
  const { limits } = system
  return {
    ...allowance(system, connection),
    flightId: newId(),
    plan: system.plan(),
    credentialsVersion: connections.serves(connection.organizationId),
    size: flightSizeOf(system, connection),
    lines: limits.flightLines,
    costOf: (flight) => system.requestsFor(flight, connection),
  }
}

/** How often to see whether the database's clock was put back. */
const tendMs = 60_000

function startLooking(deps: WorkerDeps, wakeSending: () => void): LaneLoop {
  const { settings, observer, elapsed, isReady, doubts } = deps
  let [expiredAt, tendedAt] = [-Infinity, -Infinity]
  return startLaneLoop({
    name: 'looking',
    atOnce: settings.looksAtOnce,
    pollMs: settings.pollMs,
    observer,
    elapsed,
    isReady,
    async next(except) {
      if (elapsed() - tendedAt >= tendMs) {
        await doubts.forgetFuture(leaseMs(deps.system.limits))
        tendedAt = elapsed()
      }
      if (elapsed() - expiredAt >= settings.pollMs) {
        await doubts.expire()
        expiredAt = elapsed()
      }
      return nextLook(deps, except, wakeSending)
    },
    connect: (organizationId, wanted) =>
      reconnect(deps, organizationId, wanted, ['look_up', 'replay', 'person']),
  })
}

async function nextLook(
  deps: WorkerDeps,
  except: readonly string[],
  wakeSending: () => void,
): Promise<Step> {
  const { system, connections, doubts, within } = deps
  let connection: Connection | undefined
  const leaseLeft = within(leaseMs(system.limits))
  const claim = await doubts.claimLook((organizationId): LookTerms | undefined => {
    connection = connections.get(organizationId)
    if (!connection) return undefined
    const isAsked = system.settlesBy(connection) !== 'person'
    return {
      ...allowance(system, connection),
      costOf: (vouchers) => (isAsked ? system.requestsPerLook(vouchers) : 0),
    }
  }, except)
  if (claim.kind !== 'look') return stepOf(claim)
  const used = connection!
  return {
    kind: 'work',
    async run() {
      const ended = await deps.resolveDoubt(claim.look, used, leaseLeft)
      wakeSending()
      await applyLookEnd(deps, used.organizationId, ended)
    },
  }
}
