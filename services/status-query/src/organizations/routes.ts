import type { Clock } from '@bilagsbro/kernel/clock'
import { anyRecordReader, recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams, PageQuery } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { createIntegrations, Integrations } from './integrations.ts'
import { createOverview, Overview, OverviewQuery } from './overview.ts'
import { createOrganizationStatus, OrganizationStatus } from './status.ts'

export const organizationRoutes = (orm: Database, clock: Clock) => (app: App) => {
  const status = createOrganizationStatus(orm, clock)
  const integrations = createIntegrations(orm, status)
  const overview = createOverview(orm, clock)
  app.get(
    '/organizations',
    {
      config: anyRecordReader,
      schema: {
        operationId: 'listOverview',
        summary: 'Each organisation that the caller has a role in, or each of all: how it is.',
        querystring: OverviewQuery,
        response: { 200: Overview },
      },
    },
    ({ query }) => overview(query),
  )
  app.get(
    '/organizations/:organizationId/status',
    {
      config: recordReaders,
      schema: {
        operationId: 'readStatus',
        summary: 'Whether records flow, and how many wait or failed.',
        params: OrganizationParams,
        response: { 200: OrganizationStatus },
      },
    },
    async ({ params }, reply) => send(reply, 200, await status(params.organizationId)),
  )
  app.get(
    '/organizations/:organizationId/integrations',
    {
      config: recordReaders,
      schema: {
        operationId: 'listIntegrations',
        summary: 'Each kind of accounting system: whether it is set up, on, and works.',
        params: OrganizationParams,
        querystring: PageQuery,
        response: { 200: Integrations },
      },
    },
    async ({ params, query }, reply) =>
      send(reply, 200, await integrations(params.organizationId, query)),
  )
}
