import { configService } from '@bilagsbro/service-kit/access-rules'
import type { Routes } from '@bilagsbro/service-kit/http'
import type { ConnectionUseCases } from '#application/test-connection.ts'
import { answer, wayOf } from '../../answer.ts'
import { ReportAnswer, WayBody } from '../../schemas.ts'

const routes: Routes<ConnectionUseCases> = async (app, { testConnection }) => {
  app.post(
    '/',
    {
      config: configService,
      schema: {
        operationId: 'testConnection',
        summary:
          'Whether credentials lead to a ledger: what was found there, or the cause. Saves nothing.',
        body: WayBody,
        response: { 200: ReportAnswer },
      },
    },
    async (request, reply) => answer(reply, await testConnection(wayOf(request.body))),
  )
}
export default routes
