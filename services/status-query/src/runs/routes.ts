import { recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Type } from 'typebox'
import { createRunDetail, RunDetail } from './detail.ts'
import { createRuns, RunFilter, Runs } from './list.ts'

export const runRoutes = (orm: Database) => (app: App) => {
  const runs = createRuns(orm)
  const detail = createRunDetail(orm)
  app.get(
    '/organizations/:organizationId/runs',
    {
      config: recordReaders,
      schema: {
        operationId: 'listRuns',
        summary: "An organisation's runs, the latest first.",
        description: 'A `total` is told up to 10,000 runs.',
        params: OrganizationParams,
        querystring: RunFilter,
        response: { 200: Runs },
      },
    },
    async ({ params, query }, reply) => send(reply, 200, await runs(params.organizationId, query)),
  )
  app.get(
    '/organizations/:organizationId/runs/:runId',
    {
      config: recordReaders,
      schema: {
        operationId: 'readRun',
        summary: 'How far a run has come, and what became of what it sent, by cause.',
        params: Type.Object({
          ...OrganizationParams.properties,
          runId: Type.String({ minLength: 1, maxLength: 64, examples: ['run-1'] }),
        }),
        response: { 200: RunDetail },
      },
    },
    async ({ params }, reply) =>
      send(reply, 200, await detail(params.organizationId, params.runId)),
  )
}
