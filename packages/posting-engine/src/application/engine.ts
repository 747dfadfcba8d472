import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { createAcceptRequests } from './accept-requests.ts'
import { createConnections } from './connections.ts'
import { createDeadlines } from './deadlines.ts'
import { createKeepTrying } from './keep-trying.ts'
import { createFollowUp } from './follow-up.ts'
import type { AccountingSystem } from './ports/accounting-system.ts'
import { createPast } from './past.ts'
import type { ConnectionSource } from './ports/connection-source.ts'
import type { DoubtStore } from './ports/doubt-store.ts'
import type { FollowUpStore } from './ports/follow-up-store.ts'
import type { FlightStore } from './ports/flight-store.ts'
import type { Observer } from './ports/observer.ts'
import type { PostingRequest, PostingStore, Withdrawal } from './ports/posting-store.ts'
import type { CrashPoint, WorkerSettings } from './ports/worker-settings.ts'
import { createResolveDoubt } from './resolve-doubt.ts'
import { createSendFlight } from './send-flight.ts'
import { startWorker, type Worker } from './worker.ts'

export interface EngineDeps {
  readonly system: AccountingSystem
  readonly connectionSource: ConnectionSource
  readonly postings: PostingStore
  readonly flights: FlightStore
  readonly doubts: DoubtStore
  readonly followUps: FollowUpStore
  readonly observer: Observer
  readonly clock: Clock
  readonly newId: NewId
  /** Monotonic clock, in milliseconds. */
  readonly elapsed: () => number
  readonly pause: (milliseconds: number) => Promise<void>
  /** Whether a fault passes by itself, like a database that is away. */
  readonly passes: (error: unknown) => boolean
  readonly crashPoint?: (name: CrashPoint) => void
  /** Whether a new epoch's past was read. Left out, there is no past. */
  readonly hasReadPast?: () => boolean
  /** Until it is true, requests are accepted, and nothing is sent or looked for. Left out, the engine is ready once the past is over. */
  readonly isReady?: () => boolean
  readonly settings?: Partial<WorkerSettings>
}

export interface Engine {
  readonly acceptRequests: (requests: readonly PostingRequest[]) => Promise<void>
  readonly withdrawPostings: (withdrawals: readonly Withdrawal[]) => Promise<void>
  readonly recallAnswers: PostingStore['recall']
  readonly worker: Worker
}

const usual: WorkerSettings = {
  flightsAtOnce: 16,
  looksAtOnce: 4,
  gatherMs: 100,
  pollMs: 250,
  followPollMs: 1_000,
  connectionPauseMs: 2_000,
  lookPauseMs: 1_000,
}

/** The engine of every adapter: requests in, vouchers out, each of them once. */
export function startEngine(given: EngineDeps): Engine {
  const { system, observer, clock, postings } = given
  const keepTrying = createKeepTrying(observer, given.passes, given.pause)
  const past = createPast({ ...given, keepTrying })
  const isReady = given.isReady ?? (() => true)
  const deps = {
    ...given,
    ...past,
    settings: { ...usual, ...given.settings },
    crashPoint: given.crashPoint ?? (() => {}),
    within: createDeadlines(given),
    isReady: () => past.isOver() && isReady(),
    keepTrying,
    connections: createConnections(given.connectionSource, system, clock),
  }
  const worker = startWorker({
    ...deps,
    sendFlight: createSendFlight(deps),
    resolveDoubt: createResolveDoubt(deps),
    followUp: createFollowUp(deps),
  })
  return {
    acceptRequests: createAcceptRequests({ ...deps, wake: () => worker.wake() }),
    withdrawPostings: (withdrawals) => postings.withdraw(withdrawals, past.readIn()),
    recallAnswers: (answers) => postings.recall(answers),
    worker,
  }
}
