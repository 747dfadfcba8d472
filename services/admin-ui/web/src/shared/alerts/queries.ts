import type { QueryClient } from '@tanstack/react-query'
import { api, dataOf } from '../api/client.ts'
import type { components } from '../api/generated/alerting.ts'
import { defineRead } from '../api/read.ts'
import type { RecordRow } from '../records/words.ts'

export type Alert = components['schemas']['Alert']
export type AlertState = Alert['state']
export type AlertWithRecords = components['schemas']['AlertWithRecords']
type AlertedRecord = components['schemas']['AlertedRecord']

/** Of an alert; of more, its list of records shows the pages. */
export const shownRecords = 10

interface AlertsAsked {
  readonly state: AlertState
  readonly organizationId?: string
  readonly limit: number
  readonly after?: string
}

/** Alerts, newest first. One that comes or ends is told of as a change of records. */
export const alertsRead = (asked: AlertsAsked) =>
  defineRead({
    key: ['alerts', asked],
    depends: {
      ...(asked.organizationId !== undefined && { organizationId: asked.organizationId }),
      kinds: ['connector', 'records'],
    },
    ask: (signal) => dataOf(api.alerting.GET('/alerts', { params: { query: asked }, signal })),
  })

/** How many alerts are open to a person. */
export const openAlertsRead = alertsRead({ state: 'open', limit: 1 })

/** An alert as it is now, whatever became of its records. */
export const alertRead = (alertId: string) =>
  defineRead({
    key: ['alerts', 'one', alertId],
    depends: { kinds: ['connector', 'records'] },
    ask: (signal) =>
      dataOf(api.alerting.GET('/alerts/{alertId}', { params: { path: { alertId } }, signal })),
  })

/** The first records of an alert as they are now. */
export const alertedRowsRead = (organizationId: string, records: readonly AlertedRecord[]) => {
  const ids = [...new Set(records.slice(0, shownRecords).map(({ recordId }) => recordId))]
  return defineRead({
    key: ['alerted', organizationId, ids],
    depends: { organizationId, kinds: ['records'] },
    ask: async (signal): Promise<readonly RecordRow[]> => {
      if (ids.length === 0) return []
      const query = { recordIds: ids.join('\n'), limit: 500 }
      const found = api.status.GET('/organizations/{organizationId}/records', {
        params: { path: { organizationId }, query },
        signal,
      })
      return (await dataOf(found)).rows
    },
  })
}

const of = (alertId: string) => ({ path: { alertId } })
/** What was seen is what is marked: where an alert says something else by now, nothing is done. */
const seen = ({ id, version }: Alert) => ({ ...of(id), header: { 'if-match': `"${version}"` } })

export const acknowledge = (alert: Alert) =>
  dataOf(api.alerting.POST('/alerts/{alertId}/acknowledge', { params: seen(alert) }))

export const snooze = (alert: Alert, hours: 1 | 4 | 24) =>
  dataOf(api.alerting.POST('/alerts/{alertId}/snooze', { params: seen(alert), body: { hours } }))

export const noteRead = (alertId: string) =>
  dataOf(api.alerting.POST('/alerts/{alertId}/read', { params: of(alertId) }))

export const readAlertsAgain = (queries: QueryClient) =>
  queries.invalidateQueries({ queryKey: ['alerts'] })
