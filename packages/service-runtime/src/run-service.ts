import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import { connectKafka, type KafkaConnection } from '@bilagsbro/messaging/connection'
import {
  createConsumers,
  type Consumers,
  type ServiceHandlers,
} from '@bilagsbro/messaging/consumers'
import { createReadEvents, type ReadEvents } from '@bilagsbro/messaging/read-events'
import { createOutbox, type Outbox } from '@bilagsbro/messaging/outbox'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { createHealth, type Health } from '@bilagsbro/service-kit/health'
import { createHttp, listen, type HttpOptions } from '@bilagsbro/service-kit/http'
import type { Logger } from '@bilagsbro/service-kit/logger'
import { createMetrics, type Metrics } from '@bilagsbro/service-kit/metrics'
import {
  databaseEpoch,
  openDatabase,
  type DatabaseOptions,
  type Tables,
} from '@bilagsbro/service-kit/postgres'
import type { Epoch } from '@bilagsbro/service-kit/installation'
import { runProcess } from '@bilagsbro/service-kit/process'
import { commonSettings, readSettings } from '@bilagsbro/service-kit/settings'
import { Type, type Static, type TObject } from 'typebox'

/** The definition of a service, known before the service is built. */
export interface ServiceDefinition<S extends TObject, T extends Tables> extends Pick<
  DatabaseOptions<T>,
  'tables' | 'migrations' | 'appendOnly'
> {
  readonly name: string
  /** The title of the service's OpenAPI document. */
  readonly title: string
  /** Settings of the service, besides the common ones. */
  readonly settings: S
}

/** The parts that a service is built on: they are open already, and are let go of after everything built on them has ended. */
export interface Service<S extends TObject, T extends Tables> extends Pick<
  Consumers,
  'organizationsCaughtUp' | 'caughtUp' | 'hasReadPast'
> {
  readonly env: Static<S> & CommonSettings
  readonly logger: Logger
  readonly metrics: Metrics
  readonly orm: Awaited<ReturnType<typeof openDatabase<T>>>
  /** The database's epoch, begun before anything was read or published. */
  readonly epoch: Epoch
  readonly outbox: Outbox
  /** What is on a topic, beside the consumers: for what has to be seen with its past, and not as the database tells it. */
  readonly readEvents: ReadEvents
  readonly connection: KafkaConnection
  /** Has `database` and `consumers`; the service adds checks of its own. */
  readonly health: Pick<Health, 'add'>
  /** Resources that the service opens itself: let go of in reverse order, before the parts above. */
  readonly resources: AsyncDisposableStack
  /** Begins to read. To be called once; resources from before the call end after the consumers. */
  readonly consume: (handlers: ServiceHandlers) => Promise<void>
}

/** The routes of the service. */
type Served = Pick<HttpOptions, 'routes' | 'texts'>

const CommonSettings = Type.Object(commonSettings)
type CommonSettings = Static<typeof CommonSettings>

/**
 * A service, from its settings to its last answer. `start` builds the service and begins to consume; the routes that it
 * gives back are served last, and end first. Ends the process.
 */
export async function runService<S extends TObject, const T extends Tables>(
  { name, title, settings, tables, migrations, appendOnly }: ServiceDefinition<S, T>,
  start: (service: Service<S, T>) => Promise<Served>,
): Promise<void> {
  const schema = Type.Object({ ...commonSettings, ...settings.properties })
  const env = readSettings(schema, process.env) as Static<S> & CommonSettings

  await runProcess(name, env, async (resources, { logger, fail }) => {
    const { DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl } = env as DatabaseSettings
    const database = { url, ownerUrl, tables, migrations, appendOnly }
    const orm = await openDatabase<T>({ ...database, logger, onMoved: fail })
    resources.defer(() => orm.close())
    const epoch = await databaseEpoch(orm)

    const metrics = createMetrics(name)
    const [brokers, topicPrefix] = [env.KAFKA_BROKERS, env.KAFKA_TOPIC_PREFIX]
    const connection = connectKafka({ brokers, clientId: name, topicPrefix, logger })
    const source = `/bilagsbro/${name}`
    const outbox = createOutbox({ orm, connection, source, clock, newId, logger, metrics })
    resources.use(outbox)
    const kafka = { orm, epoch, connection, outbox, logger, metrics, onFatal: fail }
    const consumers = createConsumers({ service: name, ...kafka })

    const health = createHealth()
    // Neither is 'live': no restart brings a server back, and a consumer that a restart would help ends its process itself.
    health.add('database', async () => void (await orm.em.fork().execute('select 1')), 'ready')
    health.add('consumers', async () => consumers.healthy(), 'ready')

    const { organizationsCaughtUp, caughtUp, hasReadPast } = consumers
    const served = await start({
      env,
      logger,
      metrics,
      orm,
      epoch,
      outbox,
      readEvents: createReadEvents(connection),
      connection,
      health,
      resources,
      organizationsCaughtUp,
      caughtUp,
      hasReadPast,
      consume: (handlers) => consumers.start(resources, handlers),
    })
    const authenticator = createAuthenticator({
      issuer: env.OIDC_ISSUER,
      audience: env.OIDC_AUDIENCE,
    })
    const http = await createHttp({ title, ...served, authenticator, health, logger, metrics })
    resources.defer(() => http.close())
    logger.info({ event: 'http.listening', url: await listen(http, env) }, 'listening')
  })
}

interface DatabaseSettings {
  readonly DATABASE_URL: string
  /** Of a service that owns nothing. */
  readonly DATABASE_OWNER_URL?: string
}
