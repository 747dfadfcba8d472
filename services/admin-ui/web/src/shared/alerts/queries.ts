import { api, dataOf } from '../api/client.ts'
import type { components } from '../api/generated/alerting.ts'
import { defineRead } from '../api/read.ts'

export type Alert = components['schemas']['Alert']
export type AlertState = Alert['state']

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
