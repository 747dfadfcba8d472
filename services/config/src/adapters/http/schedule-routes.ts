import { norwegianTime } from '@bilagsbro/booking/schedule'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok } from '@bilagsbro/kernel/result'
import { settingsReaders } from '@bilagsbro/service-kit/access-rules'
import { send } from '@bilagsbro/service-kit/http'
import type { App } from '@bilagsbro/service-kit/http-app'
import { OrganizationParams, Versioned } from '@bilagsbro/service-kit/http-schemas'
import type { UseCases } from '#app.ts'
import type { Organization } from '#domain/organization.ts'
import { NextRunsAnswer, ScheduleAnswer } from './answer-schemas.ts'
import { addChange, sendPart } from './changes.ts'
import { ScheduleBody, ScheduleQuery } from './schemas.ts'

const shown = 3
const toMoments = (times: readonly Date[]) => times.map((at) => at.toISOString())

export const scheduleRoutes = (useCases: UseCases) => (app: App) => {
  const find = async (organizationId: string) => {
    const found = await useCases.findOrganization(organizationId)
    return found ? ok(found) : err(unknownOrganization)
  }
  const toSchedule = (organization: Organization) => ({
    cron: organization.schedule,
    timeZone: norwegianTime,
    nextRuns: toMoments(useCases.nextRuns(organization, shown)),
  })
  app.get(
    '/organizations/:organizationId/connector/schedule',
    {
      config: settingsReaders,
      schema: {
        operationId: 'getSchedule',
        summary: 'When records are sent, and the next three times.',
        params: OrganizationParams,
        response: { 200: Versioned(ScheduleAnswer) },
      },
    },
    async (request, reply) =>
      sendPart(reply, await find(request.params.organizationId), toSchedule),
  )
  addChange(
    app,
    {
      method: 'PUT',
      url: '/organizations/:organizationId/connector/schedule',
      operationId: 'saveSchedule',
      summary: 'Sets when records are sent.',
      body: ScheduleBody,
    },
    (change, { cron }) => useCases.setSchedule(change, cron),
    { schema: ScheduleAnswer, of: toSchedule },
  )
  app.get(
    '/organizations/:organizationId/connector/schedule/next-runs',
    {
      config: settingsReaders,
      schema: {
        operationId: 'tryNextRuns',
        summary: 'The next three times of a schedule that is not saved, or why it cannot be saved.',
        params: OrganizationParams,
        querystring: ScheduleQuery,
        response: { 200: NextRunsAnswer },
      },
    },
    async ({ params, query }, reply) => {
      const organization = await find(params.organizationId)
      if (!organization.ok) return send(reply, 200, organization)
      const times = useCases.tryNextRuns(query.cron, shown)
      return send(reply, 200, times.ok ? ok({ nextRuns: toMoments(times.value) }) : times)
    },
  )
}
