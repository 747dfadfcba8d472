/** What an accounting system answered to the request that decided, beside its text. */
export interface LedgerAnswer {
  /** Of HTTP. */
  readonly status: number
  /** Its own code. */
  readonly code?: string | undefined
  /** What its support finds the request by. */
  readonly correlationId?: string | undefined
}
