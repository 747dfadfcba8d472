import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import { connectKafka } from '@bilagsbro/messaging/connection'
import { createConnectorsFirst } from '@bilagsbro/messaging/connectors-first'
import { createOutbox } from '@bilagsbro/messaging/outbox'
import { createAuthenticator } from '@bilagsbro/service-kit/auth'
import { createHealth } from '@bilagsbro/service-kit/health'
import { createHttp, listen } from '@bilagsbro/service-kit/http'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { openDatabase } from '@bilagsbro/service-kit/postgres'
import { runService } from '@bilagsbro/service-kit/service'
import { readSettings } from '@bilagsbro/service-kit/settings'
import { calendar } from './adapters/croner/calendar.ts'
import { connectorHandlers, pastHandlers, postingHandlers } from './adapters/kafka/handlers.ts'
import { transactWith } from './adapters/kafka/publish-facts.ts'
import { migrations } from './adapters/postgres/migrations/migrations.ts'
import { createPostgresOverview } from './adapters/postgres/overview.ts'
import { createPostgresSyncStore } from './adapters/postgres/sync-store.ts'
import { tables } from './adapters/postgres/tables.ts'
import { createOutcomes } from './adapters/telemetry/outcomes.ts'
import { startTurns } from './adapters/timer/turns.ts'
import { createApp } from './app.ts'
import { identityOf, kafkaOf, policyOf, settings } from './settings.ts'

const name = 'orchestrator'
const env = readSettings(settings, process.env)

await runService(name, env, async (resources, context) => {
  const { logger } = context
  const metrics = createMetrics(name)
  const url = env.DATABASE_URL
  const onMoved = context.fail
  const orm = await openDatabase({ url, tables, migrations, logger, onMoved })
  resources.defer(() => orm.close())
  const connection = connectKafka({ ...kafkaOf(env), clientId: name, logger })
  const source = `/bilagsbro/${name}`
  const outbox = createOutbox({ orm, connection, source, clock, newId, logger, metrics })
  resources.use(outbox)

  const onFatal = context.fail
  const kafka = { orm, connection, outbox, logger, metrics, onFatal }
  const consumers = createConnectorsFirst(kafka, name)
  const outcomes = createOutcomes(metrics, logger)
  const app = createApp({
    store: createPostgresSyncStore(transactWith(outbox), orm),
    overview: createPostgresOverview(orm),
    organizationsCaughtUp: consumers.organizationsCaughtUp,
    hasReadPast: consumers.hasReadPast,
    epoch: () => consumers.epoch(),
    alarm: outcomes.alarm,
    clock,
    newId,
    random: Math.random,
    calendar,
    policy: policyOf(env),
  })
  await consumers.start(resources, {
    connectors: connectorHandlers(app),
    past: pastHandlers(app),
    others: postingHandlers(app, outcomes),
  })
  resources.use(startTurns(app, { logger, metrics, tickMs: env.TICK_MS }))

  const health = createHealth()
  health.add('database', async () => void (await orm.em.fork().execute('select 1')), 'ready')
  health.add('consumers', async () => consumers.healthy(), 'ready')
  const authenticator = createAuthenticator(identityOf(env))
  const routes = `${import.meta.dirname}/adapters/http/routes`
  const served = { routes, useCases: app, title: 'Bilagsbro: orchestrator' }
  const http = await createHttp({ logger, authenticator, health, metrics, ...served })
  resources.defer(() => http.close())
  logger.info({ event: 'http.listening', url: await listen(http, env) }, 'listening')
})
