import type { SubledgerKind } from './mapping.ts'
import type { MovedDate } from './moved-date.ts'

/** A balanced set of lines, as the ledger is to show it. */
export interface Voucher {
  /** yyyy-mm-dd; one for all lines. */
  readonly postingDate: string
  readonly currency: string
  readonly description: string
  readonly lines: readonly VoucherLine[]
  /** Set where the voucher corrects an earlier one of the same record. */
  readonly corrects?: Correction | undefined
  /** Left in the ledger for a person there to post; left out, it is booked. */
  readonly mode?: 'draft' | undefined
  /** Set where the posting date is another than the record's own. */
  readonly moved?: MovedDate | undefined
}

/** The earlier voucher that a voucher takes back and replaces, or only takes back. */
export interface CorrectedVoucher {
  readonly revision: number
  readonly reference: string
  /** By the ledger's own number for it. */
  readonly voucherNumber: string
}

export interface Correction extends CorrectedVoucher {
  /** How many of the first lines take back what is in the ledger. */
  readonly lines: number
}

export interface VoucherLine {
  readonly account: string
  /** Decimal text, debit positive, credit negative. */
  readonly amount: string
  readonly description?: string | undefined
  readonly vatCode?: string | undefined
  readonly dimensions?: readonly Dimension[] | undefined
  /** Whose open item the line is. */
  readonly subledger?: { readonly kind: SubledgerKind; readonly number: string } | undefined
}

export interface Dimension {
  readonly code: string
  readonly value: string
}

/** A voucher by the ledger's own number for it. */
export interface LedgerVoucher {
  readonly number: string
  readonly date: string
  readonly url?: string | undefined
}
