import { api, dataOf } from '../../shared/api/client.ts'
import { defineRead } from '../../shared/api/read.ts'

/** How many records of an organisation have a code now. */
export const countRead = (organizationId: string, code: string) =>
  defineRead({
    key: ['failed-with', organizationId, code],
    depends: { organizationId, kinds: ['records'] },
    ask: async (signal) => {
      const { total, rows } = await dataOf(
        api.status.GET('/organizations/{organizationId}/records', {
          params: {
            path: { organizationId },
            query: { code, status: 'failed,retry_scheduled', limit: 1 },
          },
          signal,
        }),
      )
      return total ?? rows.length
    },
  })
