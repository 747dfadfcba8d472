import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@bilagsbro/service-kit/logger'
import { backoff } from './wait.ts'

export interface Loop {
  /** There may be work. */
  wake(): void
}

/** Takes turns, one after another, while there is work. A turn that fails comes again after a pause, for ever. */
export function createLoop(options: {
  readonly name: string
  readonly hasWork: () => boolean
  readonly turn: () => Promise<void>
  readonly signal: AbortSignal
  readonly logger: Logger
}): Loop {
  const { name, hasWork, turn, signal, logger } = options
  let running = false
  const run = async () => {
    let failures = 0
    while (hasWork() && !signal.aborted) {
      try {
        await turn()
        failures = 0
      } catch (error) {
        failures += 1
        if (failures % 10 === 1)
          logger.warn({ event: name, outcome: 'failed', failures, err: error }, 'tries again')
        await sleep(backoff(failures, 100, 5_000), undefined, { signal }).catch(() => undefined)
      }
    }
    running = false
  }
  return {
    wake() {
      if (running || signal.aborted) return
      running = true
      void run()
    },
  }
}
