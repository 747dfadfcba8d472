import type { AccountingSystem } from '#application/ports/accounting-system.ts'
import type { CrashPoint } from '#application/ports/worker-settings.ts'

/** How long a call has been on its way when the process is ended in the middle of it. */
const midCallMs = 50

/**
 * Ends the process as `kill -9` would, the n-th time it comes by a point: `after-intent`, `mid-call:2`.
 * For tests; without a point it does nothing.
 */
export function createCrashPoint(given: string | undefined): (name: CrashPoint) => void {
  if (!given) return () => {}
  const [point, times = '1'] = given.split(':')
  let left = Number(times)
  return (name) => {
    if (name === point && --left === 0) process.kill(process.pid, 'SIGKILL')
  }
}

export const crashingInMidCall = (
  system: AccountingSystem,
  crashPoint: (name: CrashPoint) => void,
): AccountingSystem => ({
  ...system,
  post(flight, connection, signal) {
    setTimeout(crashPoint, midCallMs, 'mid-call')
    return system.post(flight, connection, signal)
  },
})
