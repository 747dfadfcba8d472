import { api, dataOf } from '../../shared/api/client.ts'
import type { components } from '../../shared/api/generated/status-query.ts'
import { defineRead } from '../../shared/api/read.ts'
import type { LogRow } from '../../shared/log/words.ts'
import { filterOf, type LogSearch } from './search.ts'

type Log = components['schemas']['Log']
/** A page of the log, with what was looked for: rows are never told as those of another search. */
export type FoundLog = Log & { readonly of: LogSearch }
export type LogEntry = components['schemas']['LogEntry']
export type LogVerification = components['schemas']['LogVerification']

const pageSize = 50

interface Page {
  readonly after?: string | undefined
  readonly limit: number
}

/** `organizationId`: of all organisations without it. */
function askLog(
  organizationId: string | undefined,
  search: LogSearch,
  { after, limit }: Page,
  signal?: AbortSignal,
): Promise<Log> {
  const query = { ...filterOf(search), limit, ...(after && { after }) }
  const options = signal ? { signal } : {}
  return dataOf(
    organizationId === undefined
      ? api.status.GET('/log', { params: { query }, ...options })
      : api.status.GET('/organizations/{organizationId}/log', {
          params: { path: { organizationId }, query },
          ...options,
        }),
  )
}

/** Of all organisations it is read when somebody asks: there is always something new. */
export const logRead = (organizationId: string | undefined, search: LogSearch) =>
  defineRead({
    key: ['log', organizationId, search],
    ...(organizationId !== undefined && { depends: { organizationId, kinds: ['log'] } }),
    ask: async (signal): Promise<FoundLog> => ({
      ...(await askLog(organizationId, search, { after: search.etter, limit: pageSize }, signal)),
      of: search,
    }),
  })

export const entryRead = (organizationId: string, entryId: string) =>
  defineRead({
    key: ['log-entry', organizationId, entryId],
    ask: (signal) =>
      dataOf(
        api.status.GET('/organizations/{organizationId}/log/{entryId}', {
          params: { path: { organizationId, entryId } },
          signal,
        }),
      ),
  })

/** What the organisations of the log are called. */
export const namesRead = defineRead({
  key: ['organization-names'],
  ask: async (signal) => {
    const { rows } = await dataOf(
      api.status.GET('/organizations', { params: { query: { sort: 'name', limit: 500 } }, signal }),
    )
    return new Map(rows.map(({ organizationId, name }) => [organizationId, name ?? organizationId]))
  },
})

export const verifyLog = (organizationId: string): Promise<LogVerification> =>
  dataOf(
    api.status.GET('/organizations/{organizationId}/log/verify', {
      params: { path: { organizationId } },
    }),
  )

export type Format = 'csv' | 'jsonl'

/** The filtered log as a file. */
export const askFile = (organizationId: string | undefined, search: LogSearch, format: Format) => {
  const query = { ...filterOf(search), format }
  return organizationId === undefined
    ? api.status.GET('/log/export', { params: { query }, parseAs: 'blob' })
    : api.status.GET('/organizations/{organizationId}/log/export', {
        params: { path: { organizationId }, query },
        parseAs: 'blob',
      })
}

/** So many are printed; a file has them all. */
export const printedAtMost = 2_000

/** The entries that are looked for, newest first, for paper. */
export async function askForPrint(
  organizationId: string | undefined,
  search: LogSearch,
): Promise<LogRow[]> {
  const rows: LogRow[] = []
  let after: string | undefined
  do {
    const limit = Math.min(500, printedAtMost - rows.length)
    const page = await askLog(organizationId, search, { after, limit })
    rows.push(...page.rows)
    after = page.next ?? undefined
  } while (after !== undefined && rows.length < printedAtMost)
  return rows
}
