import type { Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { sendSettings } from '../../../../../answers.ts'
import { changeRequest, editors } from '../../../../../changes.ts'
import {
  ChangeHeaders,
  MappingBody,
  OrganizationParams,
  SettingsAnswer,
} from '../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { saveMapping }) => {
  app.put(
    '/',
    {
      config: editors,
      schema: {
        summary: 'Saves how records are booked.',
        params: OrganizationParams,
        headers: ChangeHeaders,
        body: MappingBody,
        response: { 200: SettingsAnswer },
      },
    },
    async (request, reply) => {
      const change = changeRequest(request)
      if (!change.ok) return sendSettings(reply, change)
      return sendSettings(reply, await saveMapping(change.value, request.body))
    },
  )
}
export default routes
