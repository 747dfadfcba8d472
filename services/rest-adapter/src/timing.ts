/** How long one call may take, and how it waits between looks. */
export interface Timing {
  readonly callTimeoutMs: number
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}
