import { ok } from '@bilagsbro/kernel/result'
import { send, type Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { DifferencesAnswer } from '../../../../../../../../answer-schemas.ts'
import { readers } from '../../../../../../../../changes.ts'
import { SinceQuery, VersionParams } from '../../../../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { compareMappings }) => {
  app.get(
    '/',
    {
      config: readers,
      schema: {
        summary: 'What one version of the mapping books in another way than another.',
        params: VersionParams,
        querystring: SinceQuery,
        response: { 200: DifferencesAnswer },
      },
    },
    async (request, reply) => {
      const { organizationId, version } = request.params
      const compared = await compareMappings(organizationId, version, request.query.since)
      return send(reply, 200, compared.ok ? ok({ differences: compared.value }) : compared)
    },
  )
}
export default routes
