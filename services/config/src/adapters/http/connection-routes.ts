import { Connection } from '@bilagsbro/adapter-api/connection'
import { connectorTypes } from '@bilagsbro/booking/connector-type'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import type { UseCases } from '#app.ts'
import { readerOf } from '#domain/credential-schema.ts'

const services = connectorTypes.map(readerOf)

export const connectionRoutes =
  ({ resolveConnection }: UseCases) =>
  (app: App) => {
    app.get(
      '/internal/organizations/:organizationId/connection',
      {
        config: { access: { services } },
        schema: {
          operationId: 'getConnection',
          summary: "An organisation's way into its ledger, for the adapter that posts to it.",
          params: OrganizationParams,
          response: { 200: Connection },
        },
      },
      async (request, reply) => {
        const { organizationId } = request.params
        const connection = await resolveConnection(organizationId, request.actor.client)
        if (!connection.ok && connection.error.kind === 'conflict')
          request.log.error(
            {
              event: connection.error.code,
              organization_id: organizationId,
              ...connection.error.params,
            },
            'a stored secret does not open',
          )
        return send(reply.header('cache-control', 'no-store'), 200, connection)
      },
    )
  }
