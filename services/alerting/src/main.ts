import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { createBrokerWatch } from '@bilagsbro/messaging/broker-watch'
import { runService } from '@bilagsbro/service-runtime/run-service'
import { sharedTables } from '@bilagsbro/service-runtime/shared-tables'
import { alertRoutes } from './adapters/http/alert-routes.ts'
import { thresholdRoutes } from './adapters/http/threshold-routes.ts'
import { texts } from './adapters/http/texts.ts'
import { createBroker } from './adapters/kafka/broker.ts'
import { connectorHandlers, handlers } from './adapters/kafka/handlers.ts'
import { transactWith } from './adapters/kafka/publish-notices.ts'
import { createPostgresAlertBook } from './adapters/postgres/alert-book.ts'
import { createPostgresFactStore } from './adapters/postgres/fact-store.ts'
import { createPostgresInbox } from './adapters/postgres/inbox.ts'
import { createPostgresThresholdStore } from './adapters/postgres/threshold-store.ts'
import { migrations } from './adapters/postgres/migrations/migrations.ts'
import { startTurns } from './adapters/timer/turns.ts'
import { createApp } from './app.ts'
import { settings } from './settings.ts'

const definition = {
  name: 'alerting',
  title: 'Bilagsbro: alerts',
  settings,
  tables: sharedTables,
  migrations,
}

await runService(definition, async (service) => {
  const { env, orm, outbox, logger, connection, caughtUp } = service
  const app = createApp({
    facts: createPostgresFactStore(orm, clock),
    book: createPostgresAlertBook(transactWith(outbox, clock), { restMs: env.TICK_MS }),
    broker: createBroker(service.resources.use(createBrokerWatch(connection))),
    inbox: createPostgresInbox(orm),
    thresholds: createPostgresThresholdStore(orm),
    clock,
    gatherMs: env.GATHER_MS,
  })
  await service.consume({
    connectors: connectorHandlers(app),
    others: handlers(app),
    gatherMs: env.FETCH_MS,
  })
  service.resources.use(
    startTurns(app, { clock, logger, caughtUp, tickMs: env.TICK_MS, watchMs: env.WATCH_MS }),
  )
  return { texts, routes: [alertRoutes(app), thresholdRoutes(app)] }
})
