import { CredentialSchema } from '@bilagsbro/adapter-api/credential-schema'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import type { UseCases } from '#app.ts'
import { ConnectorTypesAnswer } from './answer-schemas.ts'
import { TypeParams } from './schemas.ts'

/** Schemas are the same for every organisation. */
const config = { access: { roles: ['global_admin', 'org_admin', 'auditor'] } } as const

export const credentialSchemaRoutes =
  ({ connectorTypes, readSchema }: UseCases) =>
  (app: App) => {
    app.get(
      '/credential-schemas',
      {
        config,
        schema: {
          operationId: 'listConnectorTypes',
          summary: 'The kinds of accounting systems that can be connected.',
          response: { 200: ConnectorTypesAnswer },
        },
      },
      async () => ({ rows: [...connectorTypes] }),
    )
    app.get(
      '/credential-schemas/:type',
      {
        config,
        schema: {
          operationId: 'getCredentialSchema',
          summary: 'What a kind of accounting system needs to be told: enough to draw its form.',
          params: TypeParams,
          response: { 200: CredentialSchema },
        },
      },
      async (request, reply) => send(reply, 200, await readSchema(request.params.type)),
    )
  }
