import { setTimeout as pause } from 'node:timers/promises'

/** Asks until the answer is true. Returns false when the deadline passed first. */
export async function until(
  condition: () => boolean | Promise<boolean>,
  { deadlineMs, everyMs = 50 }: { deadlineMs: number; everyMs?: number },
): Promise<boolean> {
  const end = performance.now() + deadlineMs
  while (!(await condition())) {
    if (performance.now() >= end) return false
    await pause(everyMs)
  }
  return true
}
