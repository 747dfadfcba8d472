import { calls } from '@bilagsbro/adapter-api/calls'
import { ok } from '@bilagsbro/kernel/result'
import { configService } from '@bilagsbro/service-kit/access-rules'
import { send, type Routes } from '@bilagsbro/service-kit/http'
import type { ConnectionUseCases } from '#application/test-connection.ts'

const routes: Routes<ConnectionUseCases> = async (app, { credentialSchema }) => {
  app.get(
    '/',
    {
      config: configService,
      schema: {
        operationId: 'getCredentialSchema',
        summary: 'What this kind of ledger needs to be told to be reached.',
        response: { 200: calls.credentialSchema.answer },
      },
    },
    async (_request, reply) => send(reply, 200, ok(credentialSchema())),
  )
}
export default routes
