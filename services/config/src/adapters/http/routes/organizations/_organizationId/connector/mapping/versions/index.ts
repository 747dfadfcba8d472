import type { Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { MappingVersionsAnswer } from '../../../../../../answer-schemas.ts'
import { nextOf } from '../../../../../../answers.ts'
import { readers } from '../../../../../../changes.ts'
import { HistoryQuery, OrganizationParams } from '../../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { history }) => {
  app.get(
    '/',
    {
      config: readers,
      schema: {
        summary: 'Every version of the mapping that there was.',
        params: OrganizationParams,
        querystring: HistoryQuery,
        response: { 200: MappingVersionsAnswer },
      },
    },
    async (request) => {
      const { before, limit } = request.query
      const found = await history.mappings(request.params.organizationId, before, limit)
      const versions = found.map(({ version, effectiveFrom, savedAt, savedBy }) => ({
        version,
        ...(effectiveFrom !== undefined && { effectiveFrom }),
        savedAt: savedAt.toISOString(),
        savedBy,
      }))
      return { versions, next: nextOf(versions, limit) }
    },
  )
}
export default routes
