import { createAuthenticator, type Authenticator } from '@bilagsbro/service-kit/auth'
import { createHealth, type Health } from '@bilagsbro/service-kit/health'
import { createHttp, listen, type HttpOptions } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import type { Logger } from '@bilagsbro/service-kit/logger'
import { createMetrics, type Metrics } from '@bilagsbro/service-kit/metrics'
import { openDatabase, type DatabaseOptions, type Tables } from '@bilagsbro/service-kit/postgres'
import { runProcess } from '@bilagsbro/service-kit/process'
import { readSettings, serverSettings } from '@bilagsbro/service-kit/settings'
import { Type, type Static, type TObject } from 'typebox'

/** The definition of a service that answers browsers, and neither reads nor publishes events. */
export interface WebServiceDefinition<S extends TObject, T extends Tables> extends Pick<
  DatabaseOptions<T>,
  'tables' | 'migrations'
> {
  readonly name: string
  /** The title of the service's OpenAPI document. */
  readonly title: string
  /** Settings of the service, besides those of every server. */
  readonly settings: S
}

/** The parts that a service is built on: open already, and let go of after everything built on them. */
export interface WebService<S extends TObject, T extends Tables> {
  readonly env: Static<S> & ServerSettings
  readonly logger: Logger
  readonly metrics: Metrics
  readonly orm: Awaited<ReturnType<typeof openDatabase<T>>>
  /** Verifies the access tokens that the identity provider gives. */
  readonly authenticator: Authenticator
  /** Has `database`; the service adds checks of its own. */
  readonly health: Pick<Health, 'add'>
  readonly resources: AsyncDisposableStack
}

/** The routes of the service, and who lets callers in. */
interface Served extends Pick<HttpOptions, 'routes' | 'texts' | 'sessionCookie'> {
  readonly guard: (app: App) => void | Promise<void>
}

const ServerSettings = Type.Object(serverSettings)
type ServerSettings = Static<typeof ServerSettings>

/** A service without Kafka, from its settings to its last answer. Ends the process. */
export async function runWebService<S extends TObject, const T extends Tables>(
  { name, title, settings, tables, migrations }: WebServiceDefinition<S, T>,
  start: (service: WebService<S, T>) => Promise<Served>,
): Promise<void> {
  const schema = Type.Object({ ...serverSettings, ...settings.properties })
  const env = readSettings(schema, process.env) as Static<S> & ServerSettings

  await runProcess(name, env, async (resources, { logger, fail }) => {
    const url = env.DATABASE_URL
    const orm = await openDatabase<T>({ url, tables, migrations, logger, onMoved: fail })
    resources.defer(() => orm.close())
    const metrics = createMetrics(name)
    const health = createHealth()
    health.add('database', async () => void (await orm.em.fork().execute('select 1')), 'ready')
    const authenticator = createAuthenticator({
      issuer: env.OIDC_ISSUER,
      audience: env.OIDC_AUDIENCE,
    })
    const served = await start({ env, logger, metrics, orm, authenticator, health, resources })
    const http = await createHttp({ title, ...served, health, logger, metrics })
    resources.defer(() => http.close())
    logger.info({ event: 'http.listening', url: await listen(http, env) }, 'listening')
  })
}
