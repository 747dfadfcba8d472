import { ok } from '@bilagsbro/kernel/result'
import { send, type Routes } from '@bilagsbro/service-kit/http'
import type { UseCases } from '#app.ts'
import { MappingVersionAnswer } from '../../../../../../../answer-schemas.ts'
import { readers } from '../../../../../../../changes.ts'
import { VersionParams } from '../../../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { readMappingVersion }) => {
  app.get(
    '/',
    {
      config: readers,
      schema: {
        summary: 'One version of the mapping.',
        params: VersionParams,
        response: { 200: MappingVersionAnswer },
      },
    },
    async (request, reply) => {
      const { organizationId, version } = request.params
      const found = await readMappingVersion(organizationId, version)
      const answer = found.ok
        ? ok({ ...found.value, savedAt: found.value.savedAt.toISOString() })
        : found
      return send(reply, 200, answer)
    },
  )
}
export default routes
