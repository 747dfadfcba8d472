import { send, type Routes } from '@bilagsbro/service-kit/http'
import { Type } from 'typebox'
import type { Queries } from '../../../../queries/queries.ts'

const statuses = [
  'pending',
  'retry_scheduled',
  'in_doubt',
  'delivered',
  'posted',
  'failed',
  'handled',
  'set_aside',
] as const
const Status = Type.Union(
  statuses.map((status) => Type.Literal(status)),
  { description: `One of ${statuses.join(', ')}.` },
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
    async (request, reply) => {
      const { status, ...query } = request.query
      const { organizationId } = request.params
      const statuses = status ? [status] : undefined
      return send(reply, 200, await records({ ...query, organizationId, status: statuses }))
    },
  )
}
export default routes
