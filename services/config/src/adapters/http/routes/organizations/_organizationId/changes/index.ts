import type { Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { ChangesAnswer } from '../../../../answer-schemas.ts'
import { nextOf } from '../../../../answers.ts'
import { readers } from '../../../../changes.ts'
import { HistoryQuery, OrganizationParams } from '../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { history }) => {
  app.get(
    '/',
    {
      config: readers,
      schema: {
        summary: 'Who changed what of the settings, and when.',
        params: OrganizationParams,
        querystring: HistoryQuery,
        response: { 200: ChangesAnswer },
      },
    },
    async (request) => {
      const { before, limit } = request.query
      const found = await history.changes(request.params.organizationId, before, limit)
      const changes = found.map((change) => ({
        ...change,
        parts: [...change.parts],
        at: change.at.toISOString(),
      }))
      return { changes, next: nextOf(changes, limit) }
    },
  )
}
export default routes
