import { api, dataOf } from '../api/client.ts'
import { defineRead } from '../api/read.ts'

/** A run, and how far it is. */
export const runRead = (organizationId: string, runId: string) =>
  defineRead({
    key: ['run', organizationId, runId],
    depends: { organizationId, kinds: ['records', 'runs'] },
    ask: (signal) =>
      dataOf(
        api.orchestrator.GET('/organizations/{organizationId}/runs/{runId}', {
          params: { path: { organizationId, runId } },
          signal,
        }),
      ),
  })
