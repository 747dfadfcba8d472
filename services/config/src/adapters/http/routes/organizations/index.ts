import type { Actor } from '@bilagsbro/service-kit/auth'
import type { Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { toOrganizationsAnswer } from '../../answers.ts'
import { OrganizationsAnswer } from '../../answer-schemas.ts'

const roles = ['global_admin', 'org_admin', 'auditor'] as const

const routes: Routes<UseCases> = async (app, { listOrganizations }) => {
  app.get(
    '/',
    {
      config: { access: { roles } },
      schema: {
        summary: 'The organisations whose settings the caller may see.',
        response: { 200: OrganizationsAnswer },
      },
    },
    async (request) => toOrganizationsAnswer(await listOrganizations(visibleTo(request.actor))),
  )
}
export default routes

/** `undefined`: all of them. */
function visibleTo(actor: Actor): string[] | undefined {
  if (actor.roles.some(({ role }) => role === 'global_admin')) return undefined
  return actor.roles.flatMap(({ role, organizationId }) =>
    organizationId && (role === 'org_admin' || role === 'auditor') ? [organizationId] : [],
  )
}
