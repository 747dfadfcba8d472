/**
 * Does some work again and again, with a pause between. A fault is told, and the next turn comes. Stopping waits for the
 * turn under way, which ends sooner where it heeds its signal.
 */
export function startTicker(
  work: (signal: AbortSignal) => Promise<void>,
  everyMs: number,
  onFault: (error: unknown) => void,
): AsyncDisposable {
  const stopping = new AbortController()
  const { signal } = stopping
  const running = (async () => {
    while (!signal.aborted) {
      await work(signal).catch((error: unknown) => signal.aborted || onFault(error))
      await pause(everyMs, signal)
    }
  })()
  return {
    async [Symbol.asyncDispose]() {
      stopping.abort()
      await running
    },
  }
}

/** Ends sooner where the signal comes, and leaves nothing on it. */
export const pause = (milliseconds: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    if (signal.aborted) return resolve()
    const timer = setTimeout(end, milliseconds)
    function end() {
      clearTimeout(timer)
      signal.removeEventListener('abort', end)
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
  })
