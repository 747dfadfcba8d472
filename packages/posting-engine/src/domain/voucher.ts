/** A balanced set of lines, as the ledger is to show it. */
export interface Voucher {
  /** yyyy-mm-dd; one for all lines. */
  readonly postingDate: string
  readonly currency: string
  readonly description: string
  readonly lines: readonly VoucherLine[]
}

export interface VoucherLine {
  readonly account: string
  /** Decimal text, debit positive, credit negative. */
  readonly amount: string
  readonly description?: string | undefined
  readonly vatCode?: string | undefined
  readonly dimensions?: readonly { readonly code: string; readonly value: string }[] | undefined
  /** Whose open item the line is. */
  readonly subledger?:
    | { readonly kind: 'supplier' | 'employee'; readonly number: string }
    | undefined
}

/** What the ledger calls a voucher. */
export interface LedgerVoucher {
  readonly number: string
  readonly date: string
  readonly url?: string | undefined
}

export type FailureClass =
  | 'transient'
  | 'rate_limited'
  | 'auth'
  | 'unreachable'
  | 'config'
  | 'data'
  | 'period_closed'
  | 'awaiting_approval'
  | 'rejected_in_ledger'
  | 'different_in_ledger'
  | 'accepted_unseen'

export interface Failure {
  readonly class: FailureClass
  /** Stable and dotted: `account.blocked`. */
  readonly code: string
  /** One sentence for people, without secrets or personal data. */
  readonly message: string
  /** ISO 8601; not before this moment. */
  readonly retryAfter?: string | undefined
}
