import type { Logger } from '@bilagsbro/service-kit/logger'
import type { Metrics } from '@bilagsbro/service-kit/metrics'
import type { UseCases } from '#app.ts'
import { startTicker } from '@bilagsbro/service-kit/ticker'

/** The orchestrator's work by the clock. */
export function startTurns(
  { tendOrganizations, proveConnections, forgetAnswers, forgetRequests, overview }: UseCases,
  { logger, metrics, tickMs }: { logger: Logger; metrics: Metrics; tickMs: number },
): AsyncDisposable {
  const resources = new AsyncDisposableStack()
  const onFault = (err: unknown) => logger.warn({ event: 'tick', outcome: 'postponed', err })
  const tend = async () => {
    for (const { organizationId, error } of await tendOrganizations())
      logger.error({ event: 'tick', outcome: 'failed', organizationId, err: error })
  }
  const depth = metrics.gauge('bilagsbro_records', 'Records that are not settled yet.', ['status'])
  const count = async () => {
    for (const [status, records] of await overview.countQueues()) depth.labels(status).set(records)
  }
  resources.use(startTicker(tend, tickMs, onFault))
  resources.use(startTicker(proveConnections, 5_000, onFault))
  resources.use(startTicker(count, 15_000, onFault))
  resources.use(startTicker(forgetAnswers, 3_600_000, onFault))
  resources.use(startTicker(forgetRequests, 3_600_000, onFault))
  return resources
}
