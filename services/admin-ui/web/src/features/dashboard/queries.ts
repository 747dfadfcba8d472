import { api, dataOf } from '../../shared/api/client.ts'
import { defineRead } from '../../shared/api/read.ts'

const path = (organizationId: string) => ({ params: { path: { organizationId } } })

export const runsRead = (organizationId: string) =>
  defineRead({
    key: ['runs', organizationId],
    depends: { organizationId, kinds: ['runs'] },
    ask: (signal) =>
      dataOf(
        api.orchestrator.GET('/organizations/{organizationId}/runs', {
          params: { path: { organizationId }, query: { limit: 10 } },
          signal,
        }),
      ),
  })

/** Not read again for each record: whoever shows it does so every few seconds. */
export const figuresRead = (organizationId: string) =>
  defineRead({
    key: ['figures', organizationId],
    depends: { organizationId, kinds: ['connector', 'runs'] },
    ask: (signal) =>
      dataOf(
        api.status.GET('/organizations/{organizationId}/figures', {
          params: { path: { organizationId }, query: { days: 30 } },
          signal,
        }),
      ),
  })

/** Asked when somebody is about to start a run, and never kept: the answer is what they agree to. */
export const askRunPlan = (organizationId: string) =>
  dataOf(api.orchestrator.GET('/organizations/{organizationId}/run-plan', path(organizationId)))

/** `key`: the same when it is sent again, so that no second run starts. */
export const startRun = (organizationId: string, planId: string, key: string) =>
  dataOf(
    api.orchestrator.POST('/organizations/{organizationId}/runs', {
      params: { path: { organizationId }, header: { 'idempotency-key': key } },
      body: { planId },
    }),
  )
