import type { Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { SettingsAnswer } from '../../../../../answer-schemas.ts'
import { sendSettings } from '../../../../../answers.ts'
import { changeRequest, editors } from '../../../../../changes.ts'
import { ChangeHeaders, OrganizationParams, Policies } from '../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { savePolicies }) => {
  app.put(
    '/',
    {
      config: editors,
      schema: {
        summary: 'Saves what vouchers are dated by, and whether free text may leave.',
        params: OrganizationParams,
        headers: ChangeHeaders,
        body: Policies,
        response: { 200: SettingsAnswer },
      },
    },
    async (request, reply) => {
      return sendSettings(reply, await savePolicies(changeRequest(request), request.body))
    },
  )
}
export default routes
