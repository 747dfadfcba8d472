import { roles, type Actor } from '@bilagsbro/service-kit/auth'
import type { Routes } from '@bilagsbro/service-kit/http'
import { pageOf, PageQuery } from '@bilagsbro/service-kit/http-schemas'
import type { UseCases } from '#app.ts'
import { OrganizationsAnswer } from '../../answer-schemas.ts'
import { toOrganizationAnswer } from '../../answers.ts'

const routes: Routes<UseCases> = async (app, { listOrganizations }) => {
  app.get(
    '/',
    {
      config: { access: { roles } },
      schema: {
        operationId: 'listOrganizations',
        summary:
          'The organisations that the caller has a role in; all, for a global administrator.',
        querystring: PageQuery,
        response: { 200: OrganizationsAnswer },
      },
    },
    async ({ actor, query }) => {
      const { rows, ...page } = pageOf(await listOrganizations(visibleTo(actor)), query)
      return { rows: rows.map(toOrganizationAnswer), ...page }
    },
  )
}
export default routes

/** `undefined`: all of them. */
function visibleTo({ roles: held }: Actor): string[] | undefined {
  if (held.some(({ role }) => role === 'global_admin')) return undefined
  return held.flatMap(({ organizationId }) => organizationId ?? [])
}
