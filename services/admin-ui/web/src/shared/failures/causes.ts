import { api, dataOf } from '../api/client.ts'
import type { components } from '../api/generated/orchestrator.ts'
import { defineRead } from '../api/read.ts'

export type FailureCause = components['schemas']['FailureCause']

/** What records of an organisation fail or wait for; what failed first. */
export const causesRead = (organizationId: string) =>
  defineRead({
    key: ['failure-causes', organizationId],
    depends: { organizationId, kinds: ['connector', 'records'] },
    ask: (signal) =>
      dataOf(
        api.orchestrator.GET('/organizations/{organizationId}/failure-causes', {
          params: { path: { organizationId }, query: { limit: 500 } },
          signal,
        }),
      ),
  })
