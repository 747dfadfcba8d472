import type { Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { sendSettings } from '../../../../../answers.ts'
import { changeRequest, editors } from '../../../../../changes.ts'
import { SettingsAnswer } from '../../../../../answer-schemas.ts'
import { ChangeHeaders, DisableBody, OrganizationParams } from '../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { disableConnector }) => {
  app.post(
    '/',
    {
      config: editors,
      schema: {
        summary: 'Stops records from being sent; they wait.',
        params: OrganizationParams,
        headers: ChangeHeaders,
        body: DisableBody,
        response: { 200: SettingsAnswer },
      },
    },
    async (request, reply) => {
      return sendSettings(reply, await disableConnector(changeRequest(request), request.body ?? {}))
    },
  )
}
export default routes
