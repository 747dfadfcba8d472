import type { Failure } from '@bilagsbro/booking/failure'

/** Hears what the engine does, for metrics, logs and traces. Never throws. */
export interface Observer {
  flightConcluded(flight: {
    readonly flightId: string
    readonly organizationId: string
    readonly outcomes: Readonly<Record<string, number>>
    readonly milliseconds: number
  }): void
  laneStopped(organizationId: string, failure: Failure): void
  lookConcluded(organizationId: string, outcomes: Readonly<Record<string, number>>): void
  /** A look for delivered postings was concluded. */
  followedUp(organizationId: string, outcomes: Readonly<Record<string, number>>): void
  /** One posting is in the ledger more than once: under two numbers, or under one number, which is then given twice. */
  postedTwice(reference: string, numbers: readonly [string, string]): void
  /** A step threw and will be tried again; `where` names the step. */
  fault(where: string, error: unknown): void
  /** Runs a call in the traces of the vouchers it carries, where one is sampled. */
  traced<T>(traceparents: readonly (string | undefined)[], call: () => Promise<T>): Promise<T>
}
