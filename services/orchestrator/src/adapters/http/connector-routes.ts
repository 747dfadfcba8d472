import { administrators } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { closed, OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'
import { AskedHeaders, askedBy } from './asked.ts'

const Probed = Type.Object(
  {
    probe: Type.Optional(
      Type.Object(
        {
          recordId: Type.String({ examples: ['r-1'] }),
          revision: Type.Integer({ examples: [1] }),
        },
        { title: 'Probe', description: 'Left out where no record waits.' },
      ),
    ),
  },
  { title: 'ProbedConnector' },
)

export const connectorRoutes =
  ({ probeConnector }: Pick<UseCases, 'probeConnector'>) =>
  (app: App) => {
    app.post(
      '/organizations/:organizationId/connector/probe',
      {
        config: administrators,
        schema: {
          operationId: 'probeConnector',
          summary:
            'Sends one record through a suspended connector at once, to see whether it works again.',
          params: OrganizationParams,
          headers: AskedHeaders,
          body: Type.Object({}, { ...closed, title: 'ProbeRequest' }),
          response: { 202: Probed },
        },
      },
      async (request, reply) => send(reply, 202, await probeConnector(askedBy(request))),
    )
  }
