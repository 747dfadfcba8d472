import { api, dataOf } from '../../shared/api/client.ts'
import type { components } from '../../shared/api/generated/orchestrator.ts'
import { defineRead } from '../../shared/api/read.ts'
import { queryOf, type FailedSearch } from './search.ts'

type Schemas = components['schemas']
export type Retried = Schemas['Retry']
/** Which records are sent again: all, those of a cause, or these. */
export type Wanted = Schemas['RetryRequest']

export const failedRead = (organizationId: string, search: FailedSearch) =>
  defineRead({
    key: ['failed', organizationId, search],
    depends: { organizationId, kinds: ['records'] },
    ask: (signal) =>
      dataOf(
        api.status.GET('/organizations/{organizationId}/records', {
          params: { path: { organizationId }, query: queryOf(search) },
          signal,
        }),
      ),
  })

const asked = (organizationId: string, key: string) => ({
  params: { path: { organizationId }, header: { 'idempotency-key': key } },
})

export const retryRecords = (organizationId: string, wanted: Wanted, key: string) =>
  dataOf(
    api.orchestrator.POST('/organizations/{organizationId}/retries', {
      ...asked(organizationId, key),
      body: wanted,
    }),
  )

export const decidePeriod = (
  organizationId: string,
  decision: Schemas['PeriodDecision'],
  key: string,
) =>
  dataOf(
    api.orchestrator.POST('/organizations/{organizationId}/period-decisions', {
      ...asked(organizationId, key),
      body: decision,
    }),
  )
