import { send, type Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { MappingTableAnswer, SettingsAnswer } from '../../../../../answer-schemas.ts'
import { sendSettings, withETag } from '../../../../../answers.ts'
import { changeRequest, editors, readers } from '../../../../../changes.ts'
import {
  ChangeHeaders,
  MappingBody,
  OrganizationParams,
  VersionQuery,
} from '../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { readMapping, saveMapping }) => {
  app.get(
    '/',
    {
      config: readers,
      schema: {
        summary: 'How records are booked, line by line, with what is wrong or missing.',
        params: OrganizationParams,
        querystring: VersionQuery,
        response: { 200: MappingTableAnswer },
      },
    },
    async (request, reply) => {
      const read = await readMapping(request.params.organizationId, request.query.version)
      if (!read.ok) return send(reply, 200, read)
      const { organization, ...shown } = read.value
      return withETag(reply, organization).send(shown)
    },
  )
  app.put(
    '/',
    {
      config: editors,
      schema: {
        summary: 'Saves how records are booked, as a new version.',
        params: OrganizationParams,
        headers: ChangeHeaders,
        body: MappingBody,
        response: { 200: SettingsAnswer },
      },
    },
    async (request, reply) => {
      const { unchecked, ...draft } = request.body
      return sendSettings(reply, await saveMapping(changeRequest(request), draft, { unchecked }))
    },
  )
}
export default routes
