import { configService } from '@bilagsbro/service-kit/access-rules'
import type { Routes } from '@bilagsbro/service-kit/http'
import type { ConnectionUseCases } from '#application/test-connection.ts'
import { CredentialSchema } from '../../schemas.ts'

const routes: Routes<ConnectionUseCases> = async (app, { credentialSchema }) => {
  app.get(
    '/',
    {
      config: configService,
      schema: {
        operationId: 'getCredentialSchema',
        summary: 'What this kind of ledger needs to be told to be reached.',
        response: { 200: CredentialSchema },
      },
    },
    async () => credentialSchema(),
  )
}
export default routes
