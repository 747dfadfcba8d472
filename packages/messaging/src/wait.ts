/** The delay before the next try: doubles from `first` up to `most`, give or take a fifth. */
export function backoff(failures: number, first: number, most: number): number {
  const delay = Math.min(most, first * 2 ** Math.min(failures - 1, 20))
  return delay * (0.8 + Math.random() * 0.4)
}

/** Whether the work was done within the deadline. A failure of the work is the caller's. */
export async function within(deadlineMs: number, work: Promise<unknown>): Promise<boolean> {
  const { promise: late, resolve } = Promise.withResolvers<boolean>()
  const timer = setTimeout(resolve, deadlineMs, false)
  try {
    return await Promise.race([work.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}

/** One deadline for several steps, from `begin` on: each step gets the time that the others left. */
export function createDeadline(deadlineMs: number) {
  let end: number | undefined
  const begin = () => {
    end ??= performance.now() + deadlineMs
  }
  return {
    begin,
    async wait(step: Promise<unknown>): Promise<void> {
      begin()
      await within(Math.max(50, end! - performance.now()), step)
    },
  }
}

export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}
