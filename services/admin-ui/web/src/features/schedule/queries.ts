import { api, dataOf } from '../../shared/api/client.ts'
import { defineRead } from '../../shared/api/read.ts'
import { changeOf } from '../../shared/settings/queries.ts'

/** When a schedule that may not be saved yet would run. */
export const nextRunsRead = (organizationId: string, cron: string) =>
  defineRead({
    key: ['next-runs', organizationId, cron],
    ask: (signal) =>
      dataOf(
        api.config.GET('/organizations/{organizationId}/connector/schedule/next-runs', {
          params: { path: { organizationId }, query: { cron } },
          signal,
        }),
      ),
  })

export const saveSchedule = (organizationId: string, version: number, cron: string | null) =>
  dataOf(
    api.config.PUT('/organizations/{organizationId}/connector/schedule', {
      params: changeOf(organizationId, version),
      body: { cron },
    }),
  )
