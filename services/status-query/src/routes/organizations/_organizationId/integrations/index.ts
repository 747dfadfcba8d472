import { send, type Routes } from '@bilagsbro/service-kit/http'
import { Type } from 'typebox'
import type { Queries } from '../../../../queries/queries.ts'

const routes: Routes<Queries> = async (app, { integrations }) => {
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
        summary: 'Each kind of accounting system: whether it is set up, on, and works',
        params: Type.Object({ organizationId: Type.String({ maxLength: 64 }) }),
      },
    },
    async (request, reply) => send(reply, 200, await integrations(request.params.organizationId)),
  )
}
export default routes
