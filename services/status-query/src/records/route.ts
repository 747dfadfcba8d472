import { recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams, PageQuery } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Type } from 'typebox'
import { createRecords, Records } from './query.ts'
import { RecordStatus } from './record.ts'

export const recordRoutes = (orm: Database) => (app: App) => {
  const records = createRecords(orm)
  app.get(
    '/organizations/:organizationId/records',
    {
      config: recordReaders,
      schema: {
        operationId: 'listRecords',
        summary: "An organisation's records, the latest approval first.",
        params: OrganizationParams,
        querystring: Type.Object({
          ...PageQuery.properties,
          status: Type.Optional(RecordStatus),
          recordId: Type.Optional(
            Type.String({ maxLength: 64, description: 'The revisions of this record alone.' }),
          ),
        }),
        response: { 200: Records },
      },
    },
    async ({ params, query }, reply) => send(reply, 200, await records({ ...query, ...params })),
  )
}
