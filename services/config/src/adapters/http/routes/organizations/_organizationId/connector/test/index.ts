import { send, type Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { FoundAnswer } from '../../../../../answer-schemas.ts'
import { editors } from '../../../../../changes.ts'
import { OrganizationParams, TestBody } from '../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { testConnection }) => {
  app.post(
    '/',
    {
      config: editors,
      schema: {
        summary:
          'Whether credentials lead to a ledger, within 10 s: what was found there, or the cause. Saves nothing.',
        params: OrganizationParams,
        body: TestBody,
        response: { 200: FoundAnswer },
      },
    },
    async (request, reply) => {
      const { body } = request
      const draft = body && 'type' in body ? { secrets: {}, ...body } : undefined
      const { organizationId } = request.params
      const found = await testConnection(organizationId, draft, request.actor.userId)
      return send(reply.header('cache-control', 'no-store'), 200, found)
    },
  )
}
export default routes
