import { createAdapterClient } from '@bilagsbro/adapter-api/adapter-client'
import { adapterUrlsOf } from '@bilagsbro/adapter-api/adapter-urls'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import { createUnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { serviceClientOf } from '@bilagsbro/service-kit/settings'
import { runService } from '@bilagsbro/service-runtime/run-service'
import { calendar } from './adapters/cron/calendar.ts'
import { connectorRoutes } from './adapters/http/connector-routes.ts'
import { causeRoutes } from './adapters/http/cause-routes.ts'
import { failureCodeRoutes } from './adapters/http/failure-code-routes.ts'
import { retryRoutes } from './adapters/http/retry-routes.ts'
import { doubtRoutes } from './adapters/http/doubt-routes.ts'
import { handledRoutes } from './adapters/http/handled-routes.ts'
import { periodRoutes } from './adapters/http/period-routes.ts'
import { previewRoutes } from './adapters/http/preview-routes.ts'
import { revisionRoutes } from './adapters/http/revision-routes.ts'
import { runRoutes } from './adapters/http/run-routes.ts'
import { trialRoutes } from './adapters/http/trial-routes.ts'
import { useRoutes } from './adapters/http/use-routes.ts'
import { texts } from './adapters/http/texts.ts'
import { connectorHandlers, pastHandlers, postingHandlers } from './adapters/kafka/handlers.ts'
import { recordKeyOf, transactWith } from './adapters/kafka/publish-facts.ts'
import { createPostgresWaitingRecords } from './adapters/postgres/waiting-records.ts'
import { migrations } from './adapters/postgres/migrations/migrations.ts'
import { createPostgresCauseOverview } from './adapters/postgres/cause-overview.ts'
import { createLedgerChecks } from './adapters/ledger/ledger-checks.ts'
import { createConnectionProof } from './adapters/ledger/connection-proof.ts'
import { createLookUps } from './adapters/ledger/look-ups.ts'
import { createPostgresOverview } from './adapters/postgres/overview.ts'
import { readRecordTypes } from './adapters/postgres/record-types.ts'
import { createPostgresSyncStore } from './adapters/postgres/sync-store.ts'
import { tables } from './adapters/postgres/tables.ts'
import { createOutcomes } from './adapters/telemetry/outcomes.ts'
import { startTurns } from './adapters/timer/turns.ts'
import { createApp } from './app.ts'
import { policyOf, settings } from './settings.ts'

const definition = {
  name: 'orchestrator',
  title: 'Bilagsbro: orchestrator',
  settings,
  tables,
  migrations,
}

await runService(definition, async (service) => {
  const { env, orm, outbox, metrics, logger } = service
  const outcomes = createOutcomes(metrics, logger)
  const transact = transactWith(outbox, readRecordTypes(recordKeyOf))
  const store = createPostgresSyncStore(transact, orm, service.epoch)
  const adapters = service.resources.use(
    createAdapterClient({
      urls: adapterUrlsOf(env),
      tokens: createServiceTokens(serviceClientOf(env)),
    }),
  )
  const app = createApp({
    store,
    waitingRecords: createPostgresWaitingRecords(orm),
    ledgerChecks: createLedgerChecks(adapters, logger),
    lookUps: createLookUps(adapters, logger),
    connectionProof: createConnectionProof(adapters, logger),
    overview: createPostgresOverview(orm),
    causeOverview: createPostgresCauseOverview(orm),
    unknownOrganizations: createUnknownOrganizations(
      (ids) => store.unknown(ids),
      service.organizationsCaughtUp,
    ),
    hasReadPast: service.hasReadPast,
    epoch: service.epoch.id,
    alarm: outcomes.alarm,
    clock,
    newId,
    random: Math.random,
    calendar,
    policy: policyOf(env),
  })
  await service.consume({
    connectors: connectorHandlers(app),
    past: pastHandlers(app),
    others: postingHandlers(app, outcomes),
  })
  service.resources.use(startTurns(app, { logger, metrics, tickMs: env.TICK_MS }))
  return {
    texts,
    routes: [
      connectorRoutes(app),
      runRoutes(app),
      causeRoutes(app),
      failureCodeRoutes(),
      retryRoutes(app),
      handledRoutes(app),
      doubtRoutes(app),
      periodRoutes(app),
      previewRoutes(app),
      revisionRoutes(app),
      trialRoutes(app),
      useRoutes(app),
    ],
  }
})
