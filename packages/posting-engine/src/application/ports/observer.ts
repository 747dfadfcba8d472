import type { Failure } from '@bilagsbro/booking/failure'

/** Who is told what the engine does: metrics, logs, traces. Never throws. */
export interface Observer {
  flightConcluded(flight: {
    readonly flightId: string
    readonly organizationId: string
    readonly outcomes: Readonly<Record<string, number>>
    readonly milliseconds: number
  }): void
  laneStopped(organizationId: string, failure: Failure): void
  lookConcluded(organizationId: string, outcomes: Readonly<Record<string, number>>): void
  /** What a look made of what a ledger holds. */
  followedUp(organizationId: string, outcomes: Readonly<Record<string, number>>): void
  /** One posting is in the ledger more than once: under two numbers, or under one, which is told twice then. */
  postedTwice(reference: string, numbers: readonly [string, string]): void
  /** Something threw that will be tried again; `where` says what. */
  fault(where: string, error: unknown): void
  /** Runs a call in the traces of the vouchers it carries, where one is sampled. */
  traced<T>(traceparents: readonly (string | undefined)[], call: () => Promise<T>): Promise<T>
}
