let flush: () => Promise<void> = async () => {}

/** Says what to do with the spans that are left when the process stops. */
export function onFlush(action: () => Promise<void>): void {
  flush = action
}

/** Sends the spans that are left. Never throws, and never takes longer than two seconds. */
export async function flushTelemetry(deadlineMs = 2_000): Promise<void> {
  const { promise: late, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, deadlineMs)
  await Promise.race([flush().catch(() => {}), late])
  clearTimeout(timer)
}
