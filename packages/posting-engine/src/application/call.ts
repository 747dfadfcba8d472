/** How long a call may still take to notice that its time is over. */
const graceMs = 1_000

/** Makes one call of the accounting system, and gives the call up when its time is over, whether it heeds its signal or not. */
export async function callWithin<T>(
  milliseconds: number,
  call: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { promise: overdue, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => reject(new Error(`no answer within ${milliseconds} ms`)),
    milliseconds + graceMs,
  )
  try {
    return await Promise.race([call(AbortSignal.timeout(milliseconds)), overdue])
  } finally {
    clearTimeout(timer)
  }
}
