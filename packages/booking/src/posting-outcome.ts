import type { Failure } from './failure.ts'
import type { LedgerAnswer } from './ledger-answer.ts'
import type { LedgerVoucher } from './voucher.ts'

/** What became of a posting, as its adapter answers it. */
export type PostingOutcome =
  /** The voucher was seen in the ledger, with our accounts and amounts. */
  | {
      readonly kind: 'posted'
      readonly voucher: LedgerVoucher
      /** To the request that sent it; left out where a look-up found it. */
      readonly answer?: LedgerAnswer | undefined
    }
  /** The accounting system holds the voucher; a person or a job there will book it. */
  | {
      readonly kind: 'delivered'
      readonly voucher: LedgerVoucher
      readonly answer?: LedgerAnswer | undefined
    }
  /** The accounting system said no to the voucher, and nothing of it can be in the ledger. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  /** Nothing of the voucher was sent. */
  | {
      readonly kind: 'returned'
      readonly reason: 'withdrawn' | 'lane_stopped'
      readonly failure?: Failure | undefined
    }
  /**
   * The voucher may or may not be in the ledger. Only a look-up decides. `accepted`: the accounting system said yes to
   * the voucher, so that it is never sent again without a person, even where no look-up finds it.
   */
  | {
      readonly kind: 'in_doubt'
      readonly failure: Failure
      readonly accepted?: boolean | undefined
    }

export type PostingOutcomeOf<Kind extends PostingOutcome['kind']> = Extract<
  PostingOutcome,
  { readonly kind: Kind }
>
