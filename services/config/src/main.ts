import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import { connectKafka } from '@bilagsbro/messaging/connection'
import { createOutbox, OutboxTable } from '@bilagsbro/messaging/outbox'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp, listen } from '@bilagsbro/service-kit/http'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { InstallationTable, openDatabase } from '@bilagsbro/service-kit/postgres'
import { runService } from '@bilagsbro/service-kit/service'
import { readSettings } from '@bilagsbro/service-kit/settings'
import { openKeyFile } from './adapters/keys/key-file.ts'
import { createVault } from './adapters/keys/vault.ts'
import { migrations } from './adapters/postgres/migrations/index.ts'
import { createPostgresOrganizationStore } from './adapters/postgres/organization-store.ts'
import { tables as own } from './adapters/postgres/tables.ts'
import { createApp } from './app.ts'
import { republishDaily } from './republish-daily.ts'
import { settings } from './settings.ts'

const env = readSettings(settings, process.env)

await runService('config', env, async (resources, { logger }) => {
  const vault = createVault(await openKeyFile(env.KEY_FILE, env.KEY_FILE_CREATE))
  const tables = [InstallationTable, OutboxTable, ...own] as const
  const orm = await openDatabase({ url: env.DATABASE_URL, tables, migrations, logger })
  resources.defer(() => orm.close())

  const metrics = createMetrics('config')
  const [brokers, topicPrefix] = [env.KAFKA_BROKERS, env.KAFKA_TOPIC_PREFIX]
  const connection = connectKafka({ brokers, clientId: 'config', topicPrefix, logger })
  const source = '/bilagsbro/config'
  const outbox = createOutbox({ orm, connection, source, clock, newId, logger, metrics })
  resources.use(outbox)

  const organizations = createPostgresOrganizationStore(orm, outbox)
  const useCases = createApp({ organizations, vault, clock })
  for (const key of await useCases.findMissingKeys())
    logger.error({ event: 'vault.key_missing', key }, 'stored secrets need a key not in KEY_FILE')
  resources.use(await republishDaily(useCases.republish, logger))

  const health = createHealth()
  health.add('database', async () => void (await orm.em.fork().execute('select 1')), 'ready')
  const authenticator = createAuthenticator({
    issuer: env.OIDC_ISSUER,
    audience: env.OIDC_AUDIENCE,
  })
  const routes = `${import.meta.dirname}/adapters/http/routes`
  const title = 'Bilagsbro: configuration'
  const http = await createHttp({ logger, authenticator, health, metrics, routes, useCases, title })
  resources.defer(() => http.close())
  logger.info({ event: 'http.listening', url: await listen(http, env) }, 'listening')
})
