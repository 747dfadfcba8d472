import { err, ok } from '@bilagsbro/kernel/result'
import { send, type Routes } from '@bilagsbro/service-kit/http'
import { Type } from 'typebox'
import type { Queries } from '../../../../queries/queries.ts'

const routes: Routes<Queries> = async (app, { organizationStatus }) => {
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
        summary: 'Whether records flow, what waits and what failed',
        params: Type.Object({ organizationId: Type.String({ maxLength: 64 }) }),
      },
    },
    async (request, reply) => {
      const { organizationId } = request.params
      const status = await organizationStatus(organizationId)
      return send(
        reply,
        200,
        status
          ? ok(status)
          : err({
              kind: 'missing',
              code: 'organization.missing',
              message: `No organisation "${organizationId}" is known.`,
            }),
      )
    },
  )
}
export default routes
