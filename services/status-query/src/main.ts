import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import { runService } from '@bilagsbro/service-runtime/run-service'
import { startChecker } from './audit/checker.ts'
import { startMonths } from './audit/months.ts'
import { createReadHeads } from './audit/published-heads.ts'
import { logRoutes } from './audit/routes.ts'
import { openSealKey } from './audit/seal-key.ts'
import { startSealer } from './audit/sealer.ts'
import { connectorHandlers, handlers } from './handlers.ts'
import { figureRoutes } from './figures/routes.ts'
import { migrations } from './migrations/migrations.ts'
import { startLive } from './live/live.ts'
import { createUnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import { readUnannounced } from './organizations/announced.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { periodRoutes } from './periods/routes.ts'
import { recordRoutes } from './records/route.ts'
import { runRoutes } from './runs/routes.ts'
import { settings } from './settings.ts'
import { appendOnly, tables } from './tables.ts'
import { texts } from './texts.ts'

const definition = {
  name: 'status-query',
  title: 'Bilagsbro: status',
  settings,
  tables,
  migrations,
  appendOnly,
}

await runService(definition, async (service) => {
  const { env, orm, resources, organizationsCaughtUp, consume } = service
  const key = await openSealKey(env.SEAL_KEY_FILE, env.SEAL_KEY_FILE_CREATE)
  const { LOG_ARCHIVE_FOLDER: folder } = env
  const archives = folder === undefined ? undefined : { folder, key }
  const readHeads = createReadHeads(service.readEvents, key)
  const unknownOrganizations = createUnknownOrganizations(
    readUnannounced(orm),
    organizationsCaughtUp,
  )
  const { logger } = service
  const live = resources.use(startLive({ url: env.DATABASE_URL, orm, clock, newId, logger }))
  await consume({
    connectors: live.telling(connectorHandlers(orm)),
    others: live.telling(handlers({ orm, clock, unknownOrganizations })),
  })
  resources.use(startSealer({ ...service, key }))
  resources.use(startMonths(service))
  resources.use(startChecker({ ...service, readHeads, clock, archives, everyMs: env.LOG_CHECK_MS }))
  return {
    texts,
    routes: [
      recordRoutes(orm),
      organizationRoutes(orm, clock),
      periodRoutes(orm, clock),
      figureRoutes(orm, clock),
      runRoutes(orm),
      logRoutes({ orm, readHeads, archives }),
      live.routes,
    ],
  }
})
