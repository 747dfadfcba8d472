import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { send, type Routes } from '@bilagsbro/service-kit/http'
import type { FastifyReply } from 'fastify'
import type { UseCases } from '#app.ts'
import { unknownOrganization, type Organization } from '#domain/organization.ts'
import { ScheduleAnswer } from '../../../../../answer-schemas.ts'
import { withETag } from '../../../../../answers.ts'
import { changeRequest, editors, readers } from '../../../../../changes.ts'
import { ChangeHeaders, OrganizationParams, ScheduleBody } from '../../../../../schemas.ts'

const routes: Routes<UseCases> = async (app, { findOrganization, setSchedule, nextRuns }) => {
  const answer = (reply: FastifyReply, result: Result<Organization, Refusal>) =>
    result.ok
      ? withETag(reply, result.value).send({
          cron: result.value.schedule,
          timeZone: 'Europe/Oslo' as const,
          nextRuns: nextRuns(result.value, 3).map((at) => at.toISOString()),
        })
      : send(reply, 200, result)
  app.get(
    '/',
    {
      config: readers,
      schema: {
        summary: 'When records are sent, and the next three times.',
        params: OrganizationParams,
        response: { 200: ScheduleAnswer },
      },
    },
    async (request, reply) => {
      const organization = await findOrganization(request.params.organizationId)
      return answer(reply, organization ? ok(organization) : err(unknownOrganization))
    },
  )
  app.put(
    '/',
    {
      config: editors,
      schema: {
        summary: 'Sets when records are sent.',
        params: OrganizationParams,
        headers: ChangeHeaders,
        body: ScheduleBody,
        response: { 200: ScheduleAnswer },
      },
    },
    async (request, reply) => {
      return answer(reply, await setSchedule(changeRequest(request), request.body.cron))
    },
  )
}
export default routes
