import { setTimeout as pause } from 'node:timers/promises'
import { randomUUID } from 'node:crypto'
import { ok } from '@bilagsbro/kernel/result'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import type { PostingCompleted } from '@bilagsbro/events/posting'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { databaseEpoch } from '@bilagsbro/service-kit/postgres'
import { isConnectionFault } from '@bilagsbro/service-kit/connection-faults'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { createStores } from '#adapters/postgres/stores.ts'
import { tables } from '#adapters/postgres/tables.ts'
import { startEngine, type Engine } from '#application/engine.ts'
import type { AccountingSystem, Connection } from '#application/ports/accounting-system.ts'
import type { ConnectionSource } from '#application/ports/connection-source.ts'
import type { PostingRequest } from '#application/ports/posting-store.ts'
import type { Observer } from '#application/ports/observer.ts'
import { startLedger, type LedgerOptions } from './ledger.ts'
import { createRecordingOutbox } from './recording-outbox.ts'
import { predecessorMs } from '#domain/flight.ts'
import { createTestSystem, testLimits } from './test-system.ts'
import { testConnection } from './vouchers.ts'

/** Engines in this process, on a database and a ledger of their own; what they answer stays here. */
export async function createEngineHarness(ledgerOptions: LedgerOptions = {}) {
  await using resources = new AsyncDisposableStack()
  const ledger = resources.use(await startLedger(ledgerOptions))
  const database = resources.use(await createTestDatabase({ tables, migrations }))
  await databaseEpoch(database.orm)
  const outbox = createRecordingOutbox(database.orm)
  const twice: string[] = []
  const faults: string[] = []
  const stopped: string[] = []
  const asked = new Map<string, PostingRequest>()
  const said = () =>
    new Map(
      outbox.answers.map(({ data }) => {
        const failure = 'failure' in data.outcome ? data.outcome.failure?.code : undefined
        return [data.reference, [data.outcome.kind, failure].filter(Boolean).join(' ')]
      }),
    )
  const observer: Observer = {
    flightConcluded() {},
    lookConcluded() {},
    followedUp() {},
    laneStopped: (organizationId, { code }) => void stopped.push(`${organizationId} ${code}`),
    postedTwice: (reference) => void twice.push(reference),
    fault: (where, error) => void faults.push(`${where}: ${String(error)}`),
    traced: (_, call) => call(),
  }
  const stores = createStores({
    orm: database.orm,
    outbox,
    type: 'dynamics',
    topic: 'posting.requested.dynamics',
    flightSize: 20,
    predecessorMs: predecessorMs(testLimits),
    clock,
    postedTwice: (reference) => void twice.push(reference),
    policy: { pauseMs: 20, stopMs: 300 },
    followUpMs: 30,
  })
  const source = (connectionOf: (organizationId: string) => Connection): ConnectionSource => ({
    connectionOf: async (organizationId) => ok(connectionOf(organizationId)),
  })
  const usual = (organizationId: string) => testConnection(ledger.url, organizationId)
  const owned = resources.move()
  return {
    ledger,
    orm: database.orm,
    answers: outbox.answers,
    twice,
    faults,
    stopped,
    /** To be disposed of by the test. */
    start(
      given: {
        system?: AccountingSystem
        connectionOf?: (organizationId: string) => Connection
        connectionSource?: ConnectionSource
        hasReadPast?: () => boolean
      } = {},
    ): Engine & AsyncDisposable {
      const engine = startEngine({
        ...stores,
        ...(given.hasReadPast && { hasReadPast: given.hasReadPast }),
        system: given.system ?? createTestSystem(),
        connectionSource: given.connectionSource ?? source(given.connectionOf ?? usual),
        observer,
        clock,
        newId: randomUUID,
        elapsed: () => performance.now(),
        pause: (milliseconds) => pause(milliseconds),
        passes: isConnectionFault,
        settings: { pollMs: 20, followPollMs: 20, lookPauseMs: 30, connectionPauseMs: 100 },
      })
      const acceptRequests = async (requests: readonly PostingRequest[]) => {
        for (const one of requests) asked.set(one.reference, one)
        await engine.acceptRequests(requests)
      }
      /** As the orchestrator does with what comes back from a ledger that was away: so does a slow machine. */
      const askAgain = setInterval(() => {
        const last = new Map(outbox.answers.map(({ data }) => [data.reference, data]))
        const returned = [...asked.values()]
          .filter(({ reference, attempt }) => isAway(last.get(reference), attempt))
          .map((one) => ({ ...one, attempt: one.attempt + 1 }))
        if (returned.length > 0) void acceptRequests(returned).catch(() => undefined)
      }, 500)
      return {
        ...engine,
        acceptRequests,
        async [Symbol.asyncDispose]() {
          clearInterval(askAgain)
          await engine.worker[Symbol.asyncDispose]()
        },
      }
    },
    /** The last that was said about each, by record: `posted`, or `refused account.blocked`. */
    last(requests: readonly PostingRequest[]): string[] {
      const last = said()
      return requests.map(({ reference }) => last.get(reference) ?? 'silent')
    },
    /** As after a disaster: nothing is known, and the past is still to be read. */
    async loseDatabase() {
      await database.orm.em.fork().execute(`
        truncate posting, flight, lane, principal, doubted_epoch;
        update installation set born_at = clock_timestamp()`)
      outbox.answers.length = 0
    },
    /** As a database does that is started again. */
    cutConnections: () =>
      database.orm.em
        .fork()
        .execute(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid()`,
        )
        .catch(() => undefined),
    counts: (requests: readonly PostingRequest[]) =>
      requests.map(({ reference }) => ledger.entries(reference).length),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  }
}

/** An answer to an earlier attempt says nothing of what was asked for since. */
const isAway = (answer: PostingCompleted | undefined, attempt: number) =>
  answer?.attempt === attempt &&
  answer.outcome.kind === 'returned' &&
  answer.outcome.failure?.code === 'ledger.away'

export async function until(
  condition: () => boolean,
  what: string | (() => string),
  deadlineMs = 60_000,
) {
  const deadline = Date.now() + deadlineMs
  while (!condition()) {
    if (Date.now() > deadline)
      throw new Error(`not within ${deadlineMs} ms: ${typeof what === 'string' ? what : what()}`)
    await pause(10)
  }
}
