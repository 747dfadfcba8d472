import type { Observer } from './ports/observer.ts'
import type { KeepTrying } from './ports/worker-settings.ts'

const firstPauseMs = 100
const longestPauseMs = 5_000
/** For a fault that does not pass: after that, the lease runs out and a look-up finds out again. */
const tries = 5

/** What was learnt from a call is not forgotten because the database is away. */
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
