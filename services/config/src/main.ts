import { createAdapterClient } from '@bilagsbro/adapter-api/adapter-client'
import { adapterUrlsOf } from '@bilagsbro/adapter-api/adapter-urls'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { createServiceTokens } from '@bilagsbro/service-kit/service-tokens'
import { serviceClientOf } from '@bilagsbro/service-kit/settings'
import { runService } from '@bilagsbro/service-runtime/run-service'
import { createTimetable } from './adapters/cron/timetable.ts'
import { configRoutes } from './adapters/http/routes.ts'
import { texts } from './adapters/http/texts.ts'
import { handlers } from './adapters/kafka/handlers.ts'
import { expiryOf } from './adapters/keys/certificate.ts'
import { openKeyFile } from '@bilagsbro/service-kit/keys/key-file'
import { createVault } from './adapters/keys/vault.ts'
import { createLedgerAdapters } from './adapters/ledger/ledger-adapters.ts'
import { createUnsentUses } from './adapters/orchestrator/unsent-uses.ts'
import { migrations } from './adapters/postgres/migrations/migrations.ts'
import { createPostgresOrganizationStore } from './adapters/postgres/organization-store.ts'
import { createPostgresSecretReads } from './adapters/postgres/secret-reads.ts'
import { createPostgresSecretStore } from './adapters/postgres/secret-store.ts'
import { createPostgresSettingsHistory } from './adapters/postgres/settings-history.ts'
import { appendOnly, tables } from './adapters/postgres/tables.ts'
import { createPostgresUsageStore } from './adapters/postgres/usage-store.ts'
import { createApp } from './app.ts'
import { startDailyRound } from './daily-round.ts'
import { settings } from './settings.ts'

const definition = {
  name: 'config',
  title: 'Bilagsbro: configuration',
  settings,
  tables,
  migrations,
  appendOnly,
}

await runService(definition, async ({ env, orm, outbox, logger, resources, consume }) => {
  const tokens = createServiceTokens(serviceClientOf(env))
  const client = resources.use(createAdapterClient({ urls: adapterUrlsOf(env), tokens }))
  const useCases = createApp({
    organizations: createPostgresOrganizationStore(orm, outbox),
    usages: createPostgresUsageStore(orm),
    unsentUses: createUnsentUses({ orchestratorUrl: env.ORCHESTRATOR_URL, tokens, logger }),
    history: createPostgresSettingsHistory(orm),
    secrets: createPostgresSecretStore(orm),
    reads: createPostgresSecretReads(orm),
    vault: createVault(await openKeyFile(env.KEY_FILE, env.KEY_FILE_CREATE)),
    expiryOf,
    adapters: createLedgerAdapters({ client, clock, logger }),
    timetable: createTimetable(clock),
    clock,
  })
  resources.use(await startDailyRound(useCases, logger))
  await consume({ others: handlers(useCases) })
  return { texts, routes: configRoutes(useCases) }
})
