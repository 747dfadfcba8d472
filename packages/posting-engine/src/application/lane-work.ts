import type { Failure } from '@bilagsbro/booking/failure'
import type { NewId } from '@bilagsbro/kernel/ids'
import { leaseMs } from '#domain/flight.ts'
import { burstOf } from '#domain/token-bucket.ts'
import type { Connections } from './connections.ts'
import type { Deadlines } from './deadlines.ts'
import type { FollowUp } from './follow-up.ts'
import type { Step } from './lane-loop.ts'
import type { AccountingSystem, Connection, SettledBy } from './ports/accounting-system.ts'
import type { DoubtStore, LookClaim } from './ports/doubt-store.ts'
import type { Claim, FlightStore, WantedConnection } from './ports/flight-store.ts'
import type { FollowUpClaim, FollowUpStore } from './ports/follow-up-store.ts'
import type { Observer } from './ports/observer.ts'
import type { CrashPoint, WorkerSettings } from './ports/worker-settings.ts'
import type { ResolveDoubt } from './resolve-doubt.ts'
import type { SendFlight } from './send-flight.ts'

/** Everything that the worker's loops use. */
export interface WorkerDeps {
  readonly system: AccountingSystem
  readonly connections: Connections
  readonly flights: FlightStore
  readonly doubts: DoubtStore
  readonly sendFlight: SendFlight
  readonly resolveDoubt: ResolveDoubt
  readonly followUps: FollowUpStore
  readonly followUp: FollowUp
  readonly observer: Observer
  readonly settings: WorkerSettings
  readonly newId: NewId
  readonly elapsed: () => number
  readonly within: Deadlines
  /** Until it is true, nothing is sent or looked for. */
  readonly isReady: () => boolean
  readonly crashPoint: (name: CrashPoint) => void
}

export function allowance(system: AccountingSystem, connection: Connection) {
  const { limits } = system
  const { requestsPerMinute, concurrency } = system.paceOf?.(connection) ?? limits
  return {
    principal: system.principalOf(connection),
    targetFingerprint: connection.targetFingerprint,
    rate: { requestsPerMinute, burst: burstOf(requestsPerMinute) },
    concurrency,
    leaseMs: leaseMs(limits),
  }
}

export function stepOf(
  claim:
    | Exclude<Claim, { kind: 'flight' | 'stopped' }>
    | Exclude<LookClaim | FollowUpClaim, { kind: 'look' }>,
): Step {
  if (claim.kind === 'put_off') return { kind: 'more' }
  if (claim.kind === 'nothing') return claim
  const wanted = claim.kind === 'connection_stale' ? claim.wanted : undefined
  return { kind: 'connect', organizationId: claim.organizationId, wanted }
}

/** Gives back the lane's queue with the failure. */
export async function stopLane(
  { flights, observer }: WorkerDeps,
  organizationId: string,
  failure: Failure,
): Promise<void> {
  await flights.stop(organizationId, failure)
  observer.laneStopped(organizationId, failure)
}

/** The consequence of a look for the lane: a connection that is refused a look is refused a voucher, too. */
export async function applyLookEnd(
  deps: WorkerDeps,
  organizationId: string,
  { failure, stop }: { failure?: Failure | undefined; stop?: Failure | undefined },
): Promise<void> {
  if (failure) deps.connections.forget(organizationId)
  if (stop) await stopLane(deps, organizationId, stop)
}

/** Nothing when the connection cannot be read just now. */
export async function readConnection(
  { connections, observer }: WorkerDeps,
  organizationId: string,
  wanted: WantedConnection | undefined,
) {
  try {
    return await connections.read(organizationId, wanted?.credentialsVersion)
  } catch (error) {
    observer.fault('connection', error)
    return undefined
  }
}

/** Reads the connection for a look. Gives back for how many milliseconds to leave the organisation alone. */
export async function reconnect(
  deps: WorkerDeps,
  organizationId: string,
  wanted: WantedConnection | undefined,
  settledBy: readonly SettledBy[],
): Promise<number> {
  const read = await readConnection(deps, organizationId, wanted)
  if (!read) return deps.settings.connectionPauseMs
  const helps =
    read.ok &&
    settledBy.includes(deps.system.settlesBy(read.value)) &&
    read.value.targetFingerprint === (wanted?.targetFingerprint ?? read.value.targetFingerprint)
  return helps ? 0 : personPauseMs
}

/** The ledger that the flight went to is not connected, or has no look-up: only a person can change that. */
const personPauseMs = 30_000
