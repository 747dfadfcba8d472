import { send, type Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { toOrganizationAnswer, withETag } from '../../../answers.ts'
import { changeRequest } from '../../../changes.ts'
import { OrganizationAnswer } from '../../../answer-schemas.ts'
import { ChangeHeaders, OrganizationBody, OrganizationParams } from '../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { registerOrganization }) => {
  app.put(
    '/',
    {
      config: { access: { roles: ['global_admin'] } },
      schema: {
        summary: 'Enters an organisation, or corrects its name and number.',
        params: OrganizationParams,
        headers: ChangeHeaders,
        body: OrganizationBody,
        response: { 200: OrganizationAnswer, 201: OrganizationAnswer },
      },
    },
    async (request, reply) => {
      const registered = await registerOrganization(changeRequest(request), request.body)
      if (!registered.ok) return send(reply, 200, registered)
      const { organization, created } = registered.value
      return withETag(reply, organization)
        .code(created ? 201 : 200)
        .send(toOrganizationAnswer(organization))
    },
  )
}
export default routes
