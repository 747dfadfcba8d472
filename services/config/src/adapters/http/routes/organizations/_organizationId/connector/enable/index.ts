import type { Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { sendSettings } from '../../../../../answers.ts'
import { changeRequest, editors } from '../../../../../changes.ts'
import { SettingsAnswer } from '../../../../../answer-schemas.ts'
import { ChangeHeaders, EnableBody, OrganizationParams } from '../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { enableConnector }) => {
  app.post(
    '/',
    {
      config: editors,
      schema: {
        summary: 'Lets records be sent.',
        params: OrganizationParams,
        headers: ChangeHeaders,
        body: EnableBody,
        response: { 200: SettingsAnswer },
      },
    },
    async (request, reply) => {
      return sendSettings(reply, await enableConnector(changeRequest(request), request.body ?? {}))
    },
  )
}
export default routes
