import { setTimeout as sleep } from 'node:timers/promises'
import { isConnectionFault } from '@bilagsbro/service-kit/connection-faults'
import type { Logger } from '@bilagsbro/service-kit/logger'
import { asError, backoff } from './wait.ts'

/** Keeps trying, and shows the watchdog how the tries go. */
export interface Trying {
  /** When a try last began or ended. */
  readonly triedAt: number
  /** When the try under way began. */
  readonly busySince: number | undefined
  /** Since when the infrastructure is failing, if it is. */
  readonly failing: { readonly since: number; readonly error: Error } | undefined
  /** Tries for ever while the infrastructure fails, unless the signal ends it. Any other fault is thrown at once. */
  readonly keepTrying: <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>
}

export function createTrying(logger: Logger): Trying {
  let triedAt = 0
  let busySince: number | undefined
  let failing: { since: number; error: Error } | undefined

  const once = async <T>(work: () => Promise<T>) => {
    busySince = triedAt = Date.now()
    try {
      return await work()
    } finally {
      busySince = undefined
      triedAt = Date.now()
    }
  }
  return {
    get triedAt() {
      return triedAt
    },
    get busySince() {
      return busySince
    },
    get failing() {
      return failing
    },
    async keepTrying(work, signal) {
      for (let failures = 1; ; failures++) {
        try {
          const result = await once(work)
          failing = undefined
          return result
        } catch (thrown) {
          const error = asError(thrown)
          if (!isInfrastructure(error)) throw error
          failing = { since: failing?.since ?? Date.now(), error }
          if (failures % 10 === 1)
            logger.warn({ event: 'consumer.handle', outcome: 'postponed', failures, err: error })
          await sleep(backoff(failures, 200, 10_000), undefined, { signal })
        }
      }
    },
  }
}

function isInfrastructure(error: Error): boolean {
  return isConnectionFault(error) || error.name.startsWith('KafkaJS')
}
