import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { runService } from '@bilagsbro/service-runtime/run-service'
import { logRoutes } from './audit/routes.ts'
import { connectorHandlers, handlers } from './handlers.ts'
import { migrations } from './migrations/migrations.ts'
import { createUnknownOrganizations } from '@bilagsbro/messaging/unknown-organizations'
import { readUnannounced } from './organizations/announced.ts'
import { organizationRoutes } from './organizations/routes.ts'
import { recordRoutes } from './records/route.ts'
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

await runService(definition, async ({ orm, organizationsCaughtUp, consume }) => {
  const unknownOrganizations = createUnknownOrganizations(
    readUnannounced(orm),
    organizationsCaughtUp,
  )
  await consume({
    connectors: connectorHandlers(orm),
    others: handlers({ orm, clock, unknownOrganizations }),
  })
  return { texts, routes: [recordRoutes(orm), organizationRoutes(orm, clock), logRoutes(orm)] }
})
