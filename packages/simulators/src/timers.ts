export interface Timers {
  readonly later: (milliseconds: number, work: () => void) => void
  /** What was still going to happen does not. */
  readonly clear: () => void
}

export function createTimers(): Timers {
  const waiting = new Set<NodeJS.Timeout>()
  return {
    later(milliseconds, work) {
      const timer = setTimeout(() => {
        waiting.delete(timer)
        work()
      }, milliseconds)
      waiting.add(timer)
    },
    clear() {
      for (const timer of waiting) clearTimeout(timer)
      waiting.clear()
    },
  }
}
