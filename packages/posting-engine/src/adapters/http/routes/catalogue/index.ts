import { configService } from '@bilagsbro/service-kit/access-rules'
import type { Routes } from '@bilagsbro/service-kit/http'
import type { ConnectionUseCases } from '#application/test-connection.ts'
import { answer, wayOf } from '../../answer.ts'
import { CatalogueAnswer, CatalogueBody } from '../../schemas.ts'

const routes: Routes<ConnectionUseCases> = async (app, { readCatalogue }) => {
  app.post(
    '/',
    {
      config: configService,
      schema: {
        operationId: 'readCatalogue',
        summary: 'What a ledger lets be mapped to.',
        body: CatalogueBody,
        response: { 200: CatalogueAnswer },
      },
    },
    async (request, reply) => {
      const { kind, ...way } = request.body
      return answer(reply, await readCatalogue(wayOf(way), kind))
    },
  )
}
export default routes
