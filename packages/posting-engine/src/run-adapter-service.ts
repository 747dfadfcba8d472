import { setTimeout as pause } from 'node:timers/promises'
import { PostingCompleted, PostingRequested, PostingWithdrawn } from '@bilagsbro/events/posting'
import { systemClock as clock, type Clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import { connectKafka } from '@bilagsbro/messaging/connection'
import { consume, type Handler } from '@bilagsbro/messaging/consumer'
import { followWithPast, openFirstReading } from '@bilagsbro/messaging/first-reading'
import { createOutbox } from '@bilagsbro/messaging/outbox'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp, listen } from '@bilagsbro/service-kit/http'
import type { Logger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { isConnectionFault, openDatabase } from '@bilagsbro/service-kit/postgres'
import { runService } from '@bilagsbro/service-kit/service'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import {
  commonSettings,
  readSettings,
  serviceClientSettings,
} from '@bilagsbro/service-kit/settings'
import { Type, type Static, type TObject } from 'typebox'
import { createConfigConnectionSource } from './adapters/config/connection-source.ts'
import { handlers, pastHandlers } from './adapters/kafka/handlers.ts'
import { measureDepths } from './adapters/postgres/depths.ts'
import { waitForPredecessor } from './adapters/postgres/predecessor.ts'
import { createStores, migrations, tables } from './adapters/postgres/stores.ts'
import { createObserver } from './adapters/telemetry/observer.ts'
import { startEngine } from './application/engine.ts'
import { maskedSystem } from './application/masked-system.ts'
import type { AccountingSystem } from './application/ports/accounting-system.ts'
import { createConnectionUseCases } from './application/test-connection.ts'
import { crashingInMidCall, createCrashPoint } from './crash-points.ts'

export const adapterSettings = {
  ...commonSettings,
  ...serviceClientSettings,
  CONFIG_URL: Type.String({
    pattern: '^https?://',
    description: 'Give the address of the config service.',
  }),
  FLIGHTS_PER_LANE: Type.Integer({
    default: 1,
    minimum: 1,
    maximum: 16,
    description: 'Say how many flights of one organisation may be in the air at the same time.',
  }),
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
  /** What the accounting system needs from the environment, besides what every adapter does. */
  readonly settings: S
  readonly create: (
    settings: Static<S>,
    context: { readonly logger: Logger; readonly clock: Clock },
  ) => AccountingSystem
}

/** An adapter service, from its settings to its last answer: the posting engine around one accounting system. */
export async function runAdapterService<S extends TObject>(
  service: AdapterService<S>,
): Promise<void> {
  const { name, type } = service
  const own = readSettings(
    Type.Object({ ...adapterSettings, ...service.settings.properties }),
    process.env,
  ) as Static<S>
  const env = own as Static<typeof AdapterSettings>

  await runService(name, env, async (resources, context) => {
    const { logger } = context
    const crashPoint = createCrashPoint(env.CRASH_POINT)
    const guarded = maskedSystem(service.create(own, { logger, clock }))
    const system = crashingInMidCall(guarded, crashPoint)
    const url = env.DATABASE_URL
    const onMoved = context.fail
    const orm = await openDatabase({ url, tables, migrations, logger, onMoved })
    resources.defer(() => orm.close())
    const metrics = createMetrics(name)
    measureDepths(orm, metrics)

    const [brokers, topicPrefix] = [env.KAFKA_BROKERS, env.KAFKA_TOPIC_PREFIX]
    const connection = connectKafka({ brokers, clientId: name, topicPrefix, logger })
    const source = `/bilagsbro/${name}`
    const outbox = createOutbox({ orm, connection, source, clock, newId, logger, metrics })
    resources.use(outbox)

    const connectionSource = createConfigConnectionSource({
      configUrl: env.CONFIG_URL,
      type,
      tokens: createServiceTokens({
        issuer: env.OIDC_ISSUER,
        clientId: env.SERVICE_CLIENT_ID,
        clientSecret: env.SERVICE_CLIENT_SECRET,
        audience: env.OIDC_AUDIENCE,
      }),
    })
    const observer = createObserver(metrics, logger, type)
    const stores = createStores({
      orm,
      outbox,
      type,
      clock,
      postedTwice: (reference, numbers) => observer.postedTwice(reference, numbers),
      flightsPerLane: env.FLIGHTS_PER_LANE,
      ...(system.followUp && { followUpMs: system.followUp.firstMs }),
    })
    const definitions = { requested: PostingRequested[type], withdrawn: PostingWithdrawn[type] }
    const reads = [...Object.values(definitions), PostingCompleted]
    const reading = await openFirstReading({ orm, connection, reads, logger, metrics })
    const elapsed = () => performance.now()
    const isSettled = await waitForPredecessor({
      orm,
      topic: definitions.requested.topic,
      limits: system.limits,
      elapsed,
      logger,
    })
    const engine = startEngine({
      ...stores,
      system,
      connectionSource,
      observer,
      clock,
      newId,
      elapsed,
      isReady: () => reading.isOver && isSettled(),
      pause: (milliseconds) => pause(milliseconds),
      passes: isConnectionFault,
      crashPoint,
      settings: { flightsAtOnce: env.FLIGHTS_AT_ONCE },
    })
    resources.use(engine.worker)

    const read = async (group: string, those: readonly Handler[]) =>
      resources.use(
        await consume({
          connection,
          group: `${group}-${reading.epoch.id}`,
          handlers: those,
          outbox,
          logger,
          metrics,
          onFatal: (error) => context.fail(error),
        }),
      )
    const consumer = await read(name, handlers(definitions, engine))
    await followWithPast(reading, [consumer], pastHandlers(type, engine), (past) =>
      read(`${name}-past`, past),
    )

    const health = createHealth()
    health.add('database', async () => void (await orm.em.fork().execute('select 1')), 'ready')
    health.add('kafka', async () => consumer.healthy(), 'live')
    health.add('posting', async () => engine.worker.healthy(), 'live')
    const authenticator = createAuthenticator({
      issuer: env.OIDC_ISSUER,
      audience: env.OIDC_AUDIENCE,
    })
    const routes = `${import.meta.dirname}/adapters/http/routes`
    const useCases = {
      ...createConnectionUseCases(system, connectionSource),
      openPostings: (organizationId: string) => stores.postings.open(organizationId),
    }
    const title = `Bilagsbro: ${name}`
    const http = await createHttp({
      logger,
      authenticator,
      health,
      metrics,
      routes,
      useCases,
      title,
    })
    resources.defer(() => http.close())
    logger.info({ event: 'http.listening', url: await listen(http, env) }, 'listening')
  })
}

const AdapterSettings = Type.Object(adapterSettings)
