import { api, dataOf } from '../../shared/api/client.ts'
import { defineRead } from '../../shared/api/read.ts'
import { changeOf } from '../../shared/settings/queries.ts'

/** The newest versions, so many. */
export const versionsRead = (organizationId: string, limit: number) =>
  defineRead({
    key: ['mapping-versions', organizationId, limit],
    depends: { organizationId, kinds: ['connector'] },
    ask: (signal) =>
      dataOf(
        api.config.GET('/organizations/{organizationId}/connector/mapping/versions', {
          params: { path: { organizationId }, query: { limit } },
          signal,
        }),
      ),
  })

/** Of before anything was saved there is nothing to ask for. */
const empty = { version: 0, categories: {}, credits: {}, dimensions: {} }

/** A version and the one before it. */
export const comparedRead = (organizationId: string, version: number) =>
  defineRead({
    key: ['mapping-compared', organizationId, version],
    ask: async (signal) => {
      const read = (one: number) =>
        dataOf(
          api.config.GET('/organizations/{organizationId}/connector/mapping/versions/{version}', {
            params: { path: { organizationId, version: one } },
            signal,
          }),
        )
      const before = version === 1 ? empty : await read(version - 1)
      return { before, after: await read(version) }
    },
  })

export const csvAddress = (organizationId: string) =>
  `/api/config/organizations/${encodeURIComponent(organizationId)}/connector/mapping/csv`

/** As it came from the disk: the service knows in which letters spreadsheets save. */
export const importCsv = (
  organizationId: string,
  version: number,
  file: File,
  effectiveFrom: string | undefined,
) =>
  dataOf(
    api.config.PUT('/organizations/{organizationId}/connector/mapping/csv', {
      params: {
        ...changeOf(organizationId, version),
        query: { ...(effectiveFrom !== undefined && { effectiveFrom }) },
      },
      headers: { 'content-type': 'text/csv' },
      body: '',
      bodySerializer: () => file,
    }),
  )

/** `key`: the same when it is sent again, so that none goes twice. */
export const retryCause = (organizationId: string, cause: string, key: string) =>
  dataOf(
    api.orchestrator.POST('/organizations/{organizationId}/retries', {
      params: { path: { organizationId }, header: { 'idempotency-key': key } },
      body: { cause },
    }),
  )

/** Asked when somebody wants to know, and never kept: what waits changes all the time. */
export const askPreview = (organizationId: string) =>
  dataOf(
    api.orchestrator.GET('/organizations/{organizationId}/preview', {
      params: { path: { organizationId }, query: { limit: 1 } },
    }),
  )
