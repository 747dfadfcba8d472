import { api, dataOf } from '../api/client.ts'
import type { components } from '../api/generated/config.ts'
import { defineRead } from '../api/read.ts'
import { changeOf } from '../settings/queries.ts'
import type { MappingBody } from './draft.ts'

export type MappingRow = components['schemas']['MappingRow']
export type CatalogueEntry = components['schemas']['CatalogueEntry']
export type CatalogueKind = 'accounts' | 'dimensions' | 'vat_codes'

/** The rules line by line, with what is missing or wrong. */
export const mappingRead = (organizationId: string) =>
  defineRead({
    key: ['mapping', organizationId],
    depends: { organizationId, kinds: ['connector'] },
    ask: (signal) =>
      dataOf(
        api.config.GET('/organizations/{organizationId}/connector/mapping', {
          params: { path: { organizationId } },
          signal,
        }),
      ),
  })

/** A list shows so many at once; whoever looks for another writes more of it. */
const most = 500

/** What the ledger has, of one kind: those whose code begins with `q`, or whose name holds it. */
export const catalogueRead = (organizationId: string, kind: CatalogueKind, q = '') =>
  defineRead({
    key: ['catalogue', organizationId, kind, q],
    ask: (signal) =>
      dataOf(
        api.config.GET('/organizations/{organizationId}/connector/catalogue', {
          params: { path: { organizationId }, query: { kind, limit: most, ...(q && { q }) } },
          signal,
        }),
      ),
  })

export const saveMapping = (organizationId: string, version: number, body: MappingBody) =>
  dataOf(
    api.config.PUT('/organizations/{organizationId}/connector/mapping', {
      params: changeOf(organizationId, version),
      body,
    }),
  )
