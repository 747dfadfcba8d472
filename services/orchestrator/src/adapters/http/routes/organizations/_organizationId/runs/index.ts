import { err, ok } from '@bilagsbro/kernel/result'
import { administrators, recordReaders } from '@bilagsbro/service-kit/access-rules'
import { send, type Routes } from '@bilagsbro/service-kit/http'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import type { Run } from '#domain/run.ts'

const ShownRun = Type.Object({
  id: Type.String(),
  trigger: Type.String(),
  actor: Type.Union([Type.String(), Type.Null()]),
  startedAt: Type.String(),
  completedAt: Type.Union([Type.String(), Type.Null()]),
  counts: Type.Object({
    planned: Type.Integer(),
    posted: Type.Integer(),
    delivered: Type.Integer(),
    failed: Type.Integer(),
    returned: Type.Integer(),
  }),
})

const organization = { organizationId: Type.String({ maxLength: 64 }) }

const routes: Routes<UseCases> = async (app, { overview, startRun }) => {
  app.get(
    '/',
    {
      config: recordReaders,
      schema: {
        summary: 'The latest 20 runs',
        params: Type.Object(organization),
        response: { 200: Type.Object({ runs: Type.Array(ShownRun) }) },
      },
    },
    async ({ params }) => {
      const runs = await overview.latestRuns(params.organizationId, 20)
      return { runs: runs.map(shown) }
    },
  )

  app.get(
    '/:runId',
    {
      config: recordReaders,
      schema: {
        summary: 'How far a run has come',
        params: Type.Object({ ...organization, runId: Type.String({ maxLength: 64 }) }),
        response: { 200: ShownRun },
      },
    },
    async ({ params }, reply) => {
      const run = await overview.run(params.organizationId, params.runId)
      return send(reply, 200, run ? ok(shown(run)) : err(missing))
    },
  )

  app.post(
    '/',
    {
      config: administrators,
      schema: {
        summary: 'Sends what waits for its schedule, at once and ahead of others',
        params: Type.Object(organization),
        body: Type.Object({}, { additionalProperties: false }),
        response: { 201: ShownRun },
      },
    },
    async ({ params, actor }, reply) => {
      const started = await startRun(params.organizationId, actor.userId)
      return send(reply, 201, started.ok ? ok(shown(started.value)) : started)
    },
  )
}
export default routes

const missing = {
  kind: 'missing',
  code: 'run.not_found',
  message: 'runId: there is no such run.',
} as const

const shown = ({ id, trigger, actor, startedAt, completedAt, counts }: Run) => ({
  id,
  trigger,
  actor: actor ?? null,
  startedAt: startedAt.toISOString(),
  completedAt: completedAt?.toISOString() ?? null,
  counts,
})
