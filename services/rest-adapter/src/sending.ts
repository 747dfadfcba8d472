/** What all flights are sent with. */
export interface Sending {
  readonly callTimeoutMs: number
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}
