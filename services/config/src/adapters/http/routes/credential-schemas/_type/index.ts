import { send, type Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { CredentialSchemaAnswer } from '../../../answer-schemas.ts'
import { settingsReaders } from '../../../changes.ts'
import { TypeParams } from '../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { findSchema }) => {
  app.get(
    '/',
    {
      config: settingsReaders,
      schema: {
        summary: 'What a kind of accounting system needs to be told: enough to draw its form.',
        params: TypeParams,
        response: { 200: CredentialSchemaAnswer },
      },
    },
    async (request, reply) => send(reply, 200, await findSchema(request.params.type)),
  )
}
export default routes
