import { api, dataOf } from '../../shared/api/client.ts'
import { defineRead } from '../../shared/api/read.ts'
import { keyOf } from '../../shared/records/key.ts'
import type { RecordRow } from '../../shared/records/words.ts'
import { pageSize, pageOf, queryOf, type RecordsSearch } from './search.ts'

export interface Found {
  readonly rows: readonly RecordRow[]
  readonly total: number
}

export const recordsRead = (organizationId: string, search: RecordsSearch) =>
  defineRead({
    key: ['records', organizationId, search],
    depends: { organizationId, kinds: ['records'] },
    ask: (signal) =>
      search.varsel
        ? recordsOfAlert(organizationId, search, signal)
        : listed(organizationId, queryOf(search), signal),
  })

async function listed(
  organizationId: string,
  query: ReturnType<typeof queryOf> | { readonly recordIds: string; readonly limit: number },
  signal: AbortSignal,
): Promise<Found> {
  const { rows, total } = await dataOf(
    api.status.GET('/organizations/{organizationId}/records', {
      params: { path: { organizationId }, query },
      signal,
    }),
  )
  return { rows, total: total ?? rows.length }
}

/** An alert keeps which records it is about; what has become of them since stands with the records. */
async function recordsOfAlert(
  organizationId: string,
  search: RecordsSearch,
  signal: AbortSignal,
): Promise<Found> {
  const query = { limit: pageSize, after: String((pageOf(search) - 1) * pageSize) }
  const path = { alertId: search.varsel! }
  const alerted = await dataOf(
    api.alerting.GET('/alerts/{alertId}/records', { params: { path, query }, signal }),
  )
  if (alerted.rows.length === 0) return { rows: [], total: alerted.total ?? 0 }
  const recordIds = [...new Set(alerted.rows.map(({ recordId }) => recordId))].join('\n')
  const { rows } = await listed(organizationId, { recordIds, limit: 500 }, signal)
  const found = new Map(rows.map((row) => [keyOf(row), row]))
  return {
    rows: alerted.rows.flatMap((row) => found.get(keyOf(row)) ?? []),
    total: alerted.total ?? alerted.rows.length,
  }
}

export const alertRead = (alertId: string) =>
  defineRead({
    key: ['alert', alertId],
    ask: (signal) =>
      dataOf(api.alerting.GET('/alerts/{alertId}', { params: { path: { alertId } }, signal })),
  })

export const runRead = (organizationId: string, runId: string) =>
  defineRead({
    key: ['read-run', organizationId, runId],
    depends: { organizationId, kinds: ['runs', 'records'] },
    ask: (signal) =>
      dataOf(
        api.status.GET('/organizations/{organizationId}/runs/{runId}', {
          params: { path: { organizationId, runId } },
          signal,
        }),
      ),
  })
