import type { Observer } from './ports/observer.ts'
import type { KeepTrying } from './ports/worker-settings.ts'

const firstPauseMs = 100
const longestPauseMs = 5_000
/** Tries for a fault that does not pass: afterwards the lease runs out, and a look-up settles the flight. */
const tries = 5

/** Keeps the findings of a call while the database is away. */
export function createKeepTrying(
  observer: Observer,
  passes: (error: unknown) => boolean,
  pause: (milliseconds: number) => Promise<void>,
): KeepTrying {
  return async (what, work) => {
    for (let failed = 0; ; failed++) {
      try {
        return await work()
      } catch (error) {
        observer.fault(what, error)
        if (!passes(error) && failed + 1 >= tries) throw error
        await pause(Math.min(firstPauseMs * 2 ** Math.min(failed, 10), longestPauseMs))
      }
    }
  }
}
