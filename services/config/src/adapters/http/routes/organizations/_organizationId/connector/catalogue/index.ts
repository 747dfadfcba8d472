import { err, ok } from '@bilagsbro/kernel/result'
import { send, type Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { pageOf } from '#application/ledger-catalogue.ts'
import { unknownOrganization } from '#domain/organization.ts'
import { CatalogueAnswer } from '../../../../../answer-schemas.ts'
import { readers } from '../../../../../changes.ts'
import { CatalogueQuery, OrganizationParams } from '../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { findOrganization, catalogue }) => {
  app.get(
    '/',
    {
      config: readers,
      schema: {
        summary: 'What the connected ledger lets be mapped to.',
        params: OrganizationParams,
        querystring: CatalogueQuery,
        response: { 200: CatalogueAnswer },
      },
    },
    async (request, reply) => {
      const { kind, ...wanted } = request.query
      const organization = await findOrganization(request.params.organizationId)
      if (!organization) return send(reply, 200, err(unknownOrganization))
      const entries = await catalogue.read(organization, kind)
      return send(reply, 200, entries.ok ? ok(pageOf(entries.value, wanted)) : entries)
    },
  )
}
export default routes
