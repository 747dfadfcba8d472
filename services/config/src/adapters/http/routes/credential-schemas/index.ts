import type { Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { ConnectorTypesAnswer } from '../../answer-schemas.ts'
import { settingsReaders } from '../../changes.ts'

const routes: Routes<UseCases> = async (app, { connectorTypes }) => {
  app.get(
    '/',
    {
      config: settingsReaders,
      schema: {
        summary: 'The kinds of accounting systems that can be connected.',
        response: { 200: ConnectorTypesAnswer },
      },
    },
    async () => ({ types: [...connectorTypes] }),
  )
}
export default routes
