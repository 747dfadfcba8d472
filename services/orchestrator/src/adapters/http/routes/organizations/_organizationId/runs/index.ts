import type { Routes } from '@bilagsbro/service-kit/http'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'

const Run = Type.Object({
  id: Type.String(),
  trigger: Type.String(),
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

const routes: Routes<UseCases> = async (app, { overview }) => {
  app.get(
    '/',
    {
      config: {
        access: {
          roles: ['global_admin', 'org_admin', 'org_support', 'auditor'],
          organization: 'organizationId',
        },
      },
      schema: {
        params: Type.Object({ organizationId: Type.String() }),
        response: { 200: Type.Object({ runs: Type.Array(Run) }) },
      },
    },
    async ({ params }) => {
      const runs = await overview.latestRuns(params.organizationId, 20)
      return {
        runs: runs.map(({ id, trigger, startedAt, completedAt, counts }) => ({
          id,
          trigger,
          startedAt: startedAt.toISOString(),
          completedAt: completedAt?.toISOString() ?? null,
          counts,
        })),
      }
    },
  )
}
export default routes
