import { setTimeout as pause } from 'node:timers/promises'
import { PostingRequested, PostingWithdrawn } from '@bilagsbro/events/posting'
import { systemClock as clock, type Clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import type { Logger } from '@bilagsbro/service-kit/logger'
import { isConnectionFault } from '@bilagsbro/service-kit/connection-faults'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import {
  commonSettings,
  serviceClientOf,
  serviceClientSettings,
} from '@bilagsbro/service-kit/settings'
import { runService } from '@bilagsbro/service-runtime/run-service'
import { Type, type Static, type TObject } from 'typebox'
import { createConfigConnectionSource } from './adapters/config/connection-source.ts'
import { adapterRoutes } from './adapters/http/routes.ts'
import { handlers, pastHandlers } from './adapters/kafka/handlers.ts'
import { measureDepths } from './adapters/postgres/depths.ts'
import { waitForPredecessor } from './adapters/postgres/predecessor.ts'
import { migrations } from './adapters/postgres/migrations/migrations.ts'
import { createStores } from './adapters/postgres/stores.ts'
import { tables } from './adapters/postgres/tables.ts'
import { createObserver } from './adapters/telemetry/observer.ts'
import { startEngine } from './application/engine.ts'
import { maskedSystem } from './application/masked-system.ts'
import type { AccountingSystem } from './application/ports/accounting-system.ts'
import { createConnectionUseCases } from './application/test-connection.ts'
import { predecessorMs } from './domain/flight.ts'
import { crashingInMidCall, createCrashPoint } from './crash-points.ts'

/** Settings of every adapter, besides the common ones. */
export const adapterSettings = {
  ...serviceClientSettings,
  CONFIG_URL: Type.String({
    pattern: '^https?://',
    description: 'Give the address of the config service.',
  }),
  FLIGHTS_PER_LANE: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 16,
      description:
        'Say how many flights of one organisation may be in the air at the same time, if not as many as suit the accounting system.',
    }),
  ),
  FLIGHTS_AT_ONCE: Type.Integer({
    default: 16,
    minimum: 1,
    maximum: 256,
    description: 'Say how many flights one replica may have in the air at the same time.',
  }),
  CRASH_POINT: Type.Optional(
    Type.String({ description: 'Leave it out: it ends the process, for tests.' }),
  ),
}

interface AdapterService<S extends TObject> {
  readonly name: string
  /** The kind of accounting system, as events and connections name it. */
  readonly type: keyof typeof PostingRequested
  /** Settings of the accounting system, besides those of every adapter. */
  readonly settings: S
  readonly create: (
    settings: Static<S>,
    context: { readonly logger: Logger; readonly clock: Clock },
  ) => AccountingSystem
}

/** An adapter service, from its settings to its last answer: the posting engine around one accounting system. */
export function runAdapterService<S extends TObject>(service: AdapterService<S>): Promise<void> {
  const { name, type } = service
  const definition = {
    name,
    title: `Bilagsbro: ${name}`,
    settings: Type.Object({ ...adapterSettings, ...service.settings.properties }),
    tables,
    migrations,
  }
  return runService(definition, async ({ orm, outbox, logger, metrics, health, ...given }) => {
    const env = given.env as Static<typeof AdapterSettings>
    const crashPoint = createCrashPoint(env.CRASH_POINT)
    const guarded = maskedSystem(service.create(given.env as Static<S>, { logger, clock }))
    const system = crashingInMidCall(guarded, crashPoint)
    measureDepths(orm, metrics)

    const connectionSource = createConfigConnectionSource({
      configUrl: env.CONFIG_URL,
      type,
      tokens: createServiceTokens(serviceClientOf(env)),
    })
    const observer = createObserver(metrics, logger, type)
    const definitions = { requested: PostingRequested[type], withdrawn: PostingWithdrawn[type] }
    const stores = createStores({
      orm,
      outbox,
      type,
      clock,
      postedTwice: (reference, numbers) => observer.postedTwice(reference, numbers),
      flightsPerLane: env.FLIGHTS_PER_LANE ?? system.limits.flightsPerLane ?? 1,
      topic: definitions.requested.topic,
      flightSize: system.limits.flightSize,
      predecessorMs: predecessorMs(system.limits),
      ...(system.followUp && { followUpMs: system.followUp.firstMs }),
    })
    const elapsed = () => performance.now()
    let isSettled = () => false
    const engine = startEngine({
      ...stores,
      system,
      connectionSource,
      observer,
      clock,
      newId,
      elapsed,
      hasReadPast: given.hasReadPast,
      isReady: () => isSettled(),
      pause: (milliseconds) => pause(milliseconds),
      passes: isConnectionFault,
      crashPoint,
      settings: { flightsAtOnce: env.FLIGHTS_AT_ONCE },
    })
    given.resources.use(engine.worker)
    // A loop that hangs does not heal by itself: only a new process helps.
    health.add('posting', async () => engine.worker.healthy(), 'live')

    await given.consume({
      past: pastHandlers(type, engine),
      others: handlers(definitions, engine),
    })
    const { topic } = definitions.requested
    const { limits } = system
    isSettled = await waitForPredecessor({ orm, topic, limits, elapsed, logger })
    const routes = adapterRoutes({
      ...createConnectionUseCases(system, connectionSource),
      openPostings: (organizationId) => stores.postings.open(organizationId),
      reportDoubt: (key) => stores.doubts.report(key),
    })
    return { routes: [routes] }
  })
}

const AdapterSettings = Type.Object({ ...commonSettings, ...adapterSettings })
