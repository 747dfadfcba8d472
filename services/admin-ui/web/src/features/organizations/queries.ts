import { api, dataOf } from '../../shared/api/client.ts'
import type { components } from '../../shared/api/generated/status-query.ts'
import { defineRead } from '../../shared/api/read.ts'
import { queryOf, type OverviewSearch } from './search.ts'

export type OverviewRow = components['schemas']['OverviewRow']

export const overviewRead = (search: OverviewSearch) =>
  defineRead({
    key: ['overview', search],
    depends: { kinds: ['connector', 'records', 'runs'] },
    ask: (signal) =>
      dataOf(api.status.GET('/organizations', { params: { query: queryOf(search) }, signal })),
  })
