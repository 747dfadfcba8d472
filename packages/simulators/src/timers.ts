export interface Timers {
  readonly later: (milliseconds: number, work: () => void) => void
  /** What is still going to happen happens now. */
  readonly hurry: () => void
  /** What was still going to happen does not. */
  readonly clear: () => void
}

export function createTimers(): Timers {
  const waiting = new Map<NodeJS.Timeout, () => void>()
  const clear = () => {
    for (const timer of waiting.keys()) clearTimeout(timer)
    waiting.clear()
  }
  return {
    later(milliseconds, work) {
      const timer = setTimeout(() => {
        waiting.delete(timer)
        work()
      }, milliseconds)
      waiting.set(timer, work)
    },
    hurry() {
      const works = [...waiting.values()]
      clear()
      for (const work of works) work()
    },
    clear,
  }
}
