import { api, dataOf, Problem } from '../../shared/api/client.ts'
import type { components } from '../../shared/api/generated/status-query.ts'
import { defineRead } from '../../shared/api/read.ts'
import { queryOf, type RunsSearch } from './search.ts'

type Schemas = components['schemas']
export type ListedRun = Schemas['ListedRun']
export type RunDetail = Schemas['RunDetail']

export const runsRead = (organizationId: string, search: RunsSearch) =>
  defineRead({
    key: ['all-runs', organizationId, search],
    depends: { organizationId, kinds: ['runs'] },
    ask: (signal) =>
      dataOf(
        api.status.GET('/organizations/{organizationId}/runs', {
          params: { path: { organizationId }, query: queryOf(search) },
          signal,
        }),
      ),
  })

export const runDetailRead = (organizationId: string, runId: string) =>
  defineRead({
    key: ['run-detail', organizationId, runId],
    depends: { organizationId, kinds: ['records', 'runs'] },
    ask: async (signal): Promise<RunDetail> => {
      const params = { path: { organizationId, runId } }
      try {
        return await dataOf(
          api.status.GET('/organizations/{organizationId}/runs/{runId}', { params, signal }),
        )
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 404) throw error
        // Just begun: only who began it knows of it yet.
        const run = await dataOf(
          api.orchestrator.GET('/organizations/{organizationId}/runs/{runId}', { params, signal }),
        )
        return { ...run, outcome: 'running', settled: nothing, causes: [] }
      }
    },
  })

const none = { count: 0, amount: '0.00' }
const nothing = { posted: none, delivered: none, failed: none }
