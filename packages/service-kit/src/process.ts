import { createLogger, type Logger } from './logger.ts'
import { flushTelemetry } from './telemetry-flush.ts'

export interface ProcessContext {
  readonly logger: Logger
  /** Aborted as soon as the service begins to stop. */
  readonly stopping: AbortSignal
  /** For guards that found a fault which only a restart heals: logs ERROR, lets go, exits 1. */
  readonly fail: (error: unknown) => void
}

interface End {
  readonly reason: string
  readonly failed: boolean
  readonly error?: unknown
}

/**
 * The life of a process. SIGTERM and SIGINT let go of the resources in reverse order and exit 0, or 1
 * when that failed or took longer than the deadline; a second signal exits at once. A start that
 * fails, `fail`, and any error that nobody caught are logged as ERROR and exit 1.
 */
export async function runProcess(
  name: string,
  settings: { readonly LOG_LEVEL: string; readonly STOP_DEADLINE_MS: number },
  start: (resources: AsyncDisposableStack, context: ProcessContext) => Promise<void>,
): Promise<void> {
  const logger = createLogger(name, settings.LOG_LEVEL)
  const resources = new AsyncDisposableStack()
  const stopping = new AbortController()
  const { promise: ended, resolve: end } = Promise.withResolvers<End>()
  exitOnUncaught(logger)
  endOnSignal(end)
  const fail = (error: unknown) => end({ reason: 'failed', failed: true, error })

  start(resources, { logger, stopping: stopping.signal, fail }).then(
    () =>
      logger.info({ event: 'service.started', start_ms: Math.round(performance.now()) }, 'started'),
    (error: unknown) => end({ reason: 'start failed', failed: true, error }),
  )
  const { reason, failed, error } = await ended
  if (failed) logger.error({ event: 'service.failed', err: error }, reason)
  else logger.info({ event: 'service.stopping', reason }, 'stopping')
  stopping.abort()
  const orderly = await letGo(resources, settings.STOP_DEADLINE_MS, logger)
  await flushTelemetry()
  logger.info({ event: 'service.stopped' }, 'stopped')
  process.exit(orderly && !failed ? 0 : 1)
}

function endOnSignal(end: (end: End) => void): void {
  let asked = false
  const onSignal = (signal: NodeJS.Signals) => {
    if (asked) process.exit(1)
    asked = true
    end({ reason: signal, failed: false })
  }
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal)
}

/** An uncaught error leaves the process in an unknown state: the process ends at once, as after kill -9. */
function exitOnUncaught(logger: Logger): void {
  const onUncaught = (error: unknown) => {
    logger.fatal({ event: 'service.crashed', err: error }, 'an error that nobody caught')
    process.exit(1)
  }
  process.on('uncaughtException', onUncaught).on('unhandledRejection', onUncaught)
}

async function letGo(
  resources: AsyncDisposableStack,
  deadlineMs: number,
  logger: Logger,
): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<'late'>()
  const timer = setTimeout(resolve, deadlineMs, 'late')
  try {
    const result = await Promise.race([resources.disposeAsync(), late])
    if (result === 'late')
      logger.error({ event: 'service.stop_late', deadline_ms: deadlineMs }, 'stop took too long')
    return result !== 'late'
  } catch (error) {
    logger.error({ event: 'service.stop_failed', err: error }, 'could not let go in order')
    return false
  } finally {
    clearTimeout(timer)
  }
}
