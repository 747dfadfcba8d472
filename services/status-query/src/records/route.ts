import { recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Type } from 'typebox'
import { createRecordDetail, RecordDetail } from './detail.ts'
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
  const detail = createRecordDetail(orm)
  app.get(
    '/organizations/:organizationId/records/:recordId',
    {
      config: recordReaders,
      schema: {
        operationId: 'readRecord',
        summary: 'A record with all its revisions, what was sent of them, and its attempts.',
        params: Type.Object({
          ...OrganizationParams.properties,
          recordId: Type.String({ minLength: 1, maxLength: 64, examples: ['r-1'] }),
        }),
        response: { 200: RecordDetail },
      },
    },
    async ({ params }, reply) =>
      send(reply, 200, await detail(params.organizationId, params.recordId)),
  )
}
