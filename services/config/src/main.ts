import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import { connectKafka } from '@bilagsbro/messaging/connection'
import { consume } from '@bilagsbro/messaging/consumer'
import { createOutbox, OutboxTable } from '@bilagsbro/messaging/outbox'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp, listen } from '@bilagsbro/service-kit/http'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { databaseEpoch, InstallationTable, openDatabase } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { runService } from '@bilagsbro/service-kit/service'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { readSettings } from '@bilagsbro/service-kit/settings'
import { createTimetable } from './adapters/cron/timetable.ts'
import { problemTitles } from './adapters/http/problem-titles.ts'
import { handlers } from './adapters/kafka/handlers.ts'
import { expiryOf } from './adapters/keys/certificate.ts'
import { openKeyFile } from './adapters/keys/key-file.ts'
import { createVault } from './adapters/keys/vault.ts'
import { createLedgerAdapters } from './adapters/ledger/ledger-adapters.ts'
import { migrations } from './adapters/postgres/migrations/index.ts'
import { createPostgresOrganizationStore } from './adapters/postgres/organization-store.ts'
import { createPostgresSecretReads } from './adapters/postgres/secret-reads.ts'
import { createPostgresSecretStore } from './adapters/postgres/secret-store.ts'
import { createPostgresSettingsHistory } from './adapters/postgres/settings-history.ts'
import { appendOnly, tables as own } from './adapters/postgres/tables.ts'
import { createPostgresUsageStore } from './adapters/postgres/usage-store.ts'
import { createApp } from './app.ts'
import { republishDaily } from './republish-daily.ts'
import { settings } from './settings.ts'

const env = readSettings(settings, process.env)

await runService('config', env, async (resources, context) => {
  const { logger } = context
  const keys = await openKeyFile(env.KEY_FILE, env.KEY_FILE_CREATE)
  const vault = createVault(keys)
  const tables = [InstallationTable, OutboxTable, ...own] as const
  const [url, ownerUrl] = [env.DATABASE_URL, env.DATABASE_OWNER_URL]
  const onMoved = context.fail
  const orm = await openDatabase({ url, ownerUrl, tables, migrations, appendOnly, logger, onMoved })
  resources.defer(() => orm.close())

  // Before anything is published: what was restored is published anew.
  const epoch = await databaseEpoch(orm)
  const metrics = createMetrics('config')
  const [brokers, topicPrefix] = [env.KAFKA_BROKERS, env.KAFKA_TOPIC_PREFIX]
  const connection = connectKafka({ brokers, clientId: 'config', topicPrefix, logger })
  const source = '/bilagsbro/config'
  const outbox = createOutbox({ orm, connection, source, clock, newId, logger, metrics })
  resources.use(outbox)

  const adapters = resources.use(
    createLedgerAdapters({
      urls: {
        dynamics: env.DYNAMICS_ADAPTER_URL,
        xledger: env.XLEDGER_ADAPTER_URL,
        rest: env.REST_ADAPTER_URL,
      },
      tokens: createServiceTokens({
        issuer: env.OIDC_ISSUER,
        clientId: env.SERVICE_CLIENT_ID,
        clientSecret: env.SERVICE_CLIENT_SECRET,
        audience: env.OIDC_AUDIENCE,
      }),
      clock,
      logger,
    }),
  )
  const useCases = createApp({
    organizations: createPostgresOrganizationStore(orm, outbox),
    usages: createPostgresUsageStore(orm),
    history: createPostgresSettingsHistory(orm),
    secrets: createPostgresSecretStore(orm),
    reads: createPostgresSecretReads(orm),
    vault,
    expiryOf,
    adapters,
    timetable: createTimetable(clock),
    clock,
  })
  for (const key of await withinScope('all', useCases.findMissingKeys))
    logger.error({ event: 'vault.key_missing', key }, 'stored secrets need a key not in KEY_FILE')
  const warn = async () => {
    for (const { organizationId, field, expiresAt } of await useCases.findExpiringSecrets())
      logger.warn(
        {
          event: 'vault.secret_expires',
          organization_id: organizationId,
          field,
          expires_at: expiresAt,
        },
        'a secret expires within 30 days, or has',
      )
  }
  // Others learn what is configured, whatever becomes of the warnings.
  const republish = () =>
    withinScope('all', async () => {
      const count = await useCases.republish()
      await warn()
      return count
    })
  resources.use(await republishDaily(republish, logger))

  const consumer = await consume({
    connection,
    group: `config-${epoch.id}`,
    handlers: handlers(useCases),
    outbox,
    logger,
    metrics,
    onFatal: (error) => context.fail(error),
  })
  resources.use(consumer)

  const health = createHealth()
  health.add('kafka', async () => consumer.healthy(), 'live')
  health.add('database', async () => void (await orm.em.fork().execute('select 1')), 'ready')
  const authenticator = createAuthenticator({
    issuer: env.OIDC_ISSUER,
    audience: env.OIDC_AUDIENCE,
  })
  const routes = `${import.meta.dirname}/adapters/http/routes`
  const title = 'Bilagsbro: configuration'
  const serving = { logger, authenticator, health, metrics }
  const http = await createHttp({ ...serving, routes, useCases, title, problemTitles })
  resources.defer(() => http.close())
  logger.info({ event: 'http.listening', url: await listen(http, env) }, 'listening')
})
