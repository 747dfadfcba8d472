import { send, type App } from '@bilagsbro/service-kit/http'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Type } from 'typebox'
import { OrganizationParams, readers } from '../http.ts'
import { createRecords, RecordsPage } from './query.ts'
import { RecordStatus } from './record.ts'

export const recordRoutes = (orm: Database) => (app: App) => {
  const records = createRecords(orm)
  app.get(
    '/organizations/:organizationId/records',
    {
      config: readers,
      schema: {
        summary: "An organisation's records, the latest approval first",
        params: OrganizationParams,
        querystring: Type.Object({
          status: Type.Optional(RecordStatus),
          recordId: Type.Optional(Type.String({ maxLength: 64 })),
          page: Type.Integer({
            minimum: 1,
            maximum: 100_000,
            default: 1,
            description: 'Counted from 1.',
          }),
          pageSize: Type.Integer({
            minimum: 1,
            maximum: 500,
            default: 50,
            description: 'From 1 to 500.',
          }),
        }),
        response: { 200: RecordsPage },
      },
    },
    async ({ params, query }, reply) => send(reply, 200, await records({ ...query, ...params })),
  )
}
