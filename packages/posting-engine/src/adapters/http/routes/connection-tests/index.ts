import { calls } from '@bilagsbro/adapter-api/calls'
import { configService } from '@bilagsbro/service-kit/access-rules'
import type { Routes } from '@bilagsbro/service-kit/http'
import type { ConnectionUseCases } from '#application/test-connection.ts'
import { answer } from '../../answer.ts'

const routes: Routes<ConnectionUseCases> = async (app, { testConnection }) => {
  app.post(
    '/',
    {
      config: configService,
      schema: {
        operationId: 'testConnection',
        summary:
          'Whether credentials lead to a ledger: what was found there, or the cause. Saves nothing.',
        body: calls.testConnection.body,
        response: { 200: calls.testConnection.answer },
      },
    },
    async (request, reply) => answer(reply, await testConnection(request.body)),
  )
}
export default routes
