import type { Routes } from '@bilagsbro/service-kit/http'
import { Type } from 'typebox'
import type { Queries } from '../../../../queries/queries.ts'

const Status = Type.Union(
  (
    ['pending', 'retry_scheduled', 'in_doubt', 'delivered', 'posted', 'failed', 'handled'] as const
  ).map((status) => Type.Literal(status)),
  { description: 'One of pending, retry_scheduled, in_doubt, delivered, posted, failed, handled.' },
)

const routes: Routes<Queries> = async (app, { records }) => {
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
        summary: "An organisation's records, the latest approval first",
        params: Type.Object({ organizationId: Type.String({ maxLength: 64 }) }),
        querystring: Type.Object({
          status: Type.Optional(Status),
          recordId: Type.Optional(Type.String({ maxLength: 64 })),
          page: Type.Integer({
            minimum: 1,
            maximum: 100_000,
            default: 1,
            description: 'Counted from 1.',
          }),
          pageSize: Type.Integer({
            minimum: 1,
            maximum: 500,
            default: 50,
            description: 'From 1 to 500.',
          }),
        }),
      },
    },
    async (request) => {
      const { status, ...query } = request.query
      return records({
        ...query,
        organizationId: request.params.organizationId,
        status: status ? [status] : undefined,
      })
    },
  )
}
export default routes
