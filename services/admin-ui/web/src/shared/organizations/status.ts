import { api, dataOf } from '../api/client.ts'
import type { components } from '../api/generated/status-query.ts'
import { defineRead } from '../api/read.ts'

export type Status = components['schemas']['OrganizationStatus']

/** How an organisation stands: its name, its connector, its figures. */
export const statusRead = (organizationId: string) =>
  defineRead({
    key: ['status', organizationId],
    depends: { organizationId, kinds: ['connector', 'records', 'runs'] },
    ask: (signal) =>
      dataOf(
        api.status.GET('/organizations/{organizationId}/status', {
          params: { path: { organizationId } },
          signal,
        }),
      ),
  })
