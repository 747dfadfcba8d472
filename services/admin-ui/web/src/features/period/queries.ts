import { api, dataOf } from '../../shared/api/client.ts'
import type { components } from '../../shared/api/generated/status-query.ts'
import { defineRead } from '../../shared/api/read.ts'

export type Report = components['schemas']['PeriodReport']
export type Part = components['schemas']['PeriodPart']

export const periodRead = (organizationId: string, month: string) =>
  defineRead({
    key: ['period', organizationId, month],
    depends: { organizationId, kinds: ['records'] },
    ask: (signal) =>
      dataOf(
        api.status.GET('/organizations/{organizationId}/periods/{month}', {
          params: { path: { organizationId, month } },
          signal,
        }),
      ),
  })

export const askTable = (organizationId: string, month: string, part: Part) =>
  api.status.GET('/organizations/{organizationId}/periods/{month}/export', {
    params: { path: { organizationId, month }, query: { part } },
    parseAs: 'blob',
  })

/** What the ledger calls its accounts or cost centres, by their codes; the report is whole without. */
export const namesRead = (organizationId: string, kind: 'accounts' | 'cost_centres') =>
  defineRead({
    key: ['ledger-names', organizationId, kind],
    ask: async (signal) => {
      const { rows } = await dataOf(
        api.config.GET('/organizations/{organizationId}/connector/catalogue', {
          params: { path: { organizationId }, query: { kind, limit: 500 } },
          signal,
        }),
      )
      return new Map(rows.map(({ code, name }) => [code, name]))
    },
  })
