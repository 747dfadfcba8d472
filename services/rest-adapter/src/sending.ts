import type { Evaluate } from './evaluation.ts'

/** What all flights are sent with. */
export interface Sending {
  readonly evaluate: Evaluate
  readonly requestsAtOnce: number
  readonly callTimeoutMs: number
  readonly wait: (milliseconds: number, signal: AbortSignal) => Promise<void>
}
