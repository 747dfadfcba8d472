import { SyncCompleted } from '@bilagsbro/events/sync'
import { err, ok } from '@bilagsbro/kernel/result'
import { administrators, recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send, type App } from '@bilagsbro/service-kit/http'
import {
  closed,
  Moment,
  OrganizationId,
  OrganizationParams,
  pageBehind,
  PageQuery,
  RowsOf,
} from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static } from 'typebox'
import type { UseCases } from '#app.ts'
import { AskedHeaders, askedBy } from './asked.ts'
import { settledCounts, type Run } from '#domain/run.ts'

const { actor, counts, trigger } = SyncCompleted.data.properties

const ShownRun = Type.Object(
  {
    id: Type.String({ examples: ['0192d3a4-0000-7000-8000-000000000010'] }),
    trigger,
    actor,
    startedAt: Moment('When it began.'),
    completedAt: Type.Optional(Moment('Left out while it goes on.')),
    counts,
  },
  { title: 'Run' },
)

export const runRoutes =
  ({ overview, startRun }: Pick<UseCases, 'overview' | 'startRun'>) =>
  (app: App) => {
    app.get(
      '/organizations/:organizationId/runs',
      {
        config: recordReaders,
        schema: {
          operationId: 'listRuns',
          summary: 'The runs of an organisation, the latest first.',
          params: OrganizationParams,
          querystring: PageQuery,
          response: { 200: RowsOf('Runs', ShownRun) },
        },
      },
      async ({ params, query: { after = '0', limit } }) => {
        const runs = await overview.latestRuns(params.organizationId, limit, Number(after))
        return pageBehind(runs.map(shown), limit, () => Number(after) + limit)
      },
    )
    app.get(
      '/organizations/:organizationId/runs/:runId',
      {
        config: recordReaders,
        schema: {
          operationId: 'getRun',
          summary: 'How far a run has come.',
          params: Type.Object({
            organizationId: OrganizationId,
            runId: Type.String({ maxLength: 64 }),
          }),
          response: { 200: ShownRun },
        },
      },
      async ({ params }, reply) => {
        const run = await overview.run(params.organizationId, params.runId)
        return send(reply, 200, run ? ok(shown(run)) : err(missing))
      },
    )
    app.post(
      '/organizations/:organizationId/runs',
      {
        config: administrators,
        schema: {
          operationId: 'startRun',
          summary: 'Sends what waits for its schedule, at once and ahead of others.',
          params: OrganizationParams,
          headers: AskedHeaders,
          body: Type.Object({}, { ...closed, title: 'RunRequest' }),
          response: { 201: ShownRun },
        },
      },
      async (request, reply) => {
        const started = await startRun(askedBy(request))
        if (!started.ok) return send(reply, 201, started)
        const run = await overview.run(request.params.organizationId, started.value.runId)
        return send(reply, 201, run ? ok(shown(run)) : err(missing))
      },
    )
  }

const missing = {
  kind: 'missing',
  code: 'run.not_found',
} as const

const shown = (run: Run): Static<typeof ShownRun> => ({
  id: run.id,
  trigger: run.trigger,
  ...(run.actor !== undefined && { actor: run.actor }),
  startedAt: run.startedAt.toISOString(),
  ...(run.completedAt && { completedAt: run.completedAt.toISOString() }),
  counts: settledCounts(run),
})
