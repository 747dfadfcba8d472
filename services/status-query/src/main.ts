import { systemClock } from '@bilagsbro/kernel/clock'
import { randomId } from '@bilagsbro/kernel/ids'
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
import { connectorHandlers, handlers } from './handlers.ts'
import { createUnknownOrganizations } from './organizations/known-organizations.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { recordRoutes } from './records/route.ts'
import { migrations } from './migrations/index.ts'
import { settings } from './settings.ts'
import { appendOnly, tables } from './tables.ts'

const name = 'status-query'
const config = readSettings(settings, process.env)

await runService(name, config, async (resources, context) => {
  const { logger } = context
  const metrics = createMetrics(name)
  const health = createHealth()
  const [url, ownerUrl] = [config.DATABASE_URL, config.DATABASE_OWNER_URL]
  const onMoved = context.fail
  const orm = await openDatabase({ url, ownerUrl, tables, migrations, appendOnly, logger, onMoved })
  resources.defer(() => orm.close())
  health.add('database', async () => void (await orm.em.fork().execute('select 1')), 'ready')
  const connection = connectKafka({
    brokers: config.KAFKA_BROKERS,
    clientId: name,
    topicPrefix: config.KAFKA_TOPIC_PREFIX,
    logger,
  })
  const outbox = resources.use(
    createOutbox({
      orm,
      connection,
      source: `/bilagsbro/${name}`,
      clock: systemClock,
      newId: randomId,
      logger,
      metrics,
    }),
  )
  const onFatal = context.fail
  const kafka = { orm, connection, outbox, logger, metrics, onFatal }
  const consumers = createConnectorsFirst(kafka, name)
  const unknownOrganizations = createUnknownOrganizations(orm, consumers.organizationsCaughtUp)
  await consumers.start(resources, {
    connectors: connectorHandlers(orm),
    others: handlers({ orm, clock: systemClock, unknownOrganizations }),
  })
  health.add('consumer', async () => consumers.healthy(), 'ready')
  const http = await createHttp({
    title: 'Bilagsbro status',
    logger,
    authenticator: createAuthenticator({
      issuer: config.OIDC_ISSUER,
      audience: config.OIDC_AUDIENCE,
    }),
    health,
    metrics,
    routes: [recordRoutes(orm), organizationRoutes(orm, systemClock)],
  })
  resources.defer(() => http.close())
  await listen(http, config)
})
