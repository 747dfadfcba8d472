import { settingsReaders } from '@bilagsbro/service-kit/access-rules'
import { send, type Routes } from '@bilagsbro/service-kit/http'
import { OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import type { UseCases } from '#app.ts'
import { IntegrationsAnswer } from '../../../../answer-schemas.ts'
import { toIntegrationAnswer, withETag } from '../../../../answers.ts'

const routes: Routes<UseCases> = async (app, { listIntegrations, nextRuns }) => {
  app.get(
    '/',
    {
      config: settingsReaders,
      schema: {
        operationId: 'listIntegrations',
        summary: 'Every kind of accounting system, and whether it is connected and on.',
        params: OrganizationParams,
        response: { 200: IntegrationsAnswer },
      },
    },
    async (request, reply) => {
      const listed = await listIntegrations(request.params.organizationId)
      if (!listed.ok) return send(reply, 200, listed)
      const { organization, integrations } = listed.value
      const [nextRunAt] = nextRuns(organization, 1)
      return withETag(reply, organization).send({
        integrations: integrations.map((one) => toIntegrationAnswer(one, organization, nextRunAt)),
      })
    },
  )
}
export default routes
