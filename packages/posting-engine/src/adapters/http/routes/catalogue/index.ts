import { calls } from '@bilagsbro/adapter-api/calls'
import { configService } from '@bilagsbro/service-kit/access-rules'
import type { Routes } from '@bilagsbro/service-kit/http'
import type { ConnectionUseCases } from '#application/test-connection.ts'
import { answer } from '../../answer.ts'

const routes: Routes<ConnectionUseCases> = async (app, { readCatalogue }) => {
  app.post(
    '/',
    {
      config: configService,
      schema: {
        operationId: 'readCatalogue',
        summary: 'What a ledger lets be mapped to.',
        body: calls.readCatalogue.body,
        response: { 200: calls.readCatalogue.answer },
      },
    },
    async (request, reply) => {
      const { kind, ...choice } = request.body
      return answer(reply, await readCatalogue(choice, kind))
    },
  )
}
export default routes
