import { ok } from '@bilagsbro/kernel/result'
import { configService } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { closed, OrganizationParams } from '@bilagsbro/service-kit/http-schemas'
import { Type } from 'typebox'
import type { UseCases } from '#app.ts'

const Name = Type.String({ pattern: '^[^\\u0000]*$' })
const Names = (description: string, examples: readonly string[]) =>
  Type.Array(Name, { maxItems: 1_000, description, examples: [examples] })

const Uses = Type.Object(
  {
    categories: Names('Categories of lines.', ['mileage']),
    payeeKinds: Names('Kinds of payee.', ['employee']),
  },
  { ...closed, title: 'Uses' },
)

export const useRoutes =
  ({ overview }: Pick<UseCases, 'overview'>) =>
  (app: App) => {
    app.post(
      '/internal/organizations/:organizationId/unsent-uses',
      {
        config: configService,
        schema: {
          operationId: 'findUnsentUses',
          summary: 'Those of the names that a record uses which may yet be sent.',
          params: OrganizationParams,
          body: Uses,
          response: { 200: Uses },
        },
      },
      async ({ params, body }, reply) =>
        send(reply, 200, ok(await overview.unsentUses(params.organizationId, body))),
    )
  }
