import type { Clock } from '@bilagsbro/kernel/clock'
import type { Logger } from '@bilagsbro/service-kit/logger'
import { startTicker } from '@bilagsbro/service-kit/ticker'
import type { UseCases } from '#app.ts'

interface Options {
  readonly clock: Clock
  readonly logger: Logger
  readonly tickMs: number
  readonly watchMs: number
  /** Resolves when everything has been handled that was told before the call. */
  readonly caughtUp: () => Promise<void>
}

const keptMs = 100 * 24 * 3_600_000

/**
 * Alerting's work by the clock. Time passes here only as far as everything is known that was told until then: while the
 * consumers are behind nothing is judged, since what would have to be raised may be over already.
 */
export function startTurns(
  { judgeOrganizations, judgePlatform, judgeBroker, facts }: UseCases,
  { clock, logger, tickMs, watchMs, caughtUp }: Options,
): AsyncDisposable {
  const resources = new AsyncDisposableStack()
  const onFault = (err: unknown) => logger.warn({ event: 'judge', outcome: 'postponed', err })
  const stopping = Promise.withResolvers<void>()
  const judge = async () => {
    const now = clock.now().getTime()
    const isKnown = await Promise.race([
      caughtUp().then(() => true),
      stopping.promise.then(() => false),
    ])
    if (!isKnown) return
    await judgeOrganizations(now)
    await judgePlatform(now)
  }
  const forget = async () => {
    while (await facts.forget(new Date(clock.now().getTime() - keptMs)));
  }
  resources.use(startTicker(judge, tickMs, onFault))
  const watch = () => judgeBroker(clock.now().getTime())
  resources.use(startTicker(watch, watchMs, onFault))
  resources.use(startTicker(forget, 3_600_000, onFault))
  resources.defer(() => stopping.resolve())
  return resources
}
