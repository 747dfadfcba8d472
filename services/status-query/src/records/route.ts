import { recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { RecordFilter } from './filter.ts'
import { createRecords, Records } from './query.ts'

export const recordRoutes = (orm: Database) => (app: App) => {
  const records = createRecords(orm)
  app.get(
    '/organizations/:organizationId/records',
    {
      config: recordReaders,
      schema: {
        operationId: 'listRecords',
        summary:
          "An organisation's records: each revision with its status, searched, filtered and sorted.",
        params: OrganizationParams,
        querystring: RecordFilter,
        response: { 200: Records },
      },
    },
    async ({ params, query }, reply) =>
      send(reply, 200, await records(params.organizationId, query)),
  )
}
