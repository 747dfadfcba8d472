import type { Account, DimensionSet } from './account.ts'

export interface LedgerEntry {
  readonly number: number
  readonly postingDate: string
  readonly documentNumber: string
  readonly account: Account
  readonly description: string
  /** In øre, debit positive. */
  readonly amount: number
  readonly dimensions: DimensionSet
  readonly postedAt: string
  /** Milliseconds; before it, the API does not show the entry. */
  readonly visibleAt: number
}

/** What one posting act booked under one document number and date. */
export interface PostedVoucher {
  readonly documentNumber: string
  /** What the lines said, where posting numbered them anew. */
  readonly enteredNumber: string
  readonly postingDate: string
  readonly postedAt: string
  readonly entries: readonly LedgerEntry[]
}

export interface Ledger {
  /** Entry n is at index n - 1. */
  readonly entries: LedgerEntry[]
  readonly byDocument: Map<string, LedgerEntry[]>
  /** By the last characters of the description. */
  readonly byEnding: Map<string, LedgerEntry[]>
  readonly vouchers: PostedVoucher[]
  readonly vouchersByReference: Map<string, PostedVoucher[]>
  /** Until then, look-ups must check each entry's `visibleAt`. */
  hiddenUntil: number
  /** Of posting acts that will be rolled back: the API shows them until then. */
  uncommitted: LedgerEntry[]
  add(voucher: PostedVoucher): void
}

export const endingLength = 16

export function createLedger(): Ledger {
  const ledger: Ledger = {
    entries: [],
    byDocument: new Map(),
    byEnding: new Map(),
    vouchers: [],
    vouchersByReference: new Map(),
    hiddenUntil: 0,
    uncommitted: [],
    add(voucher) {
      ledger.vouchers.push(voucher)
      put(ledger.vouchersByReference, voucher.documentNumber, voucher)
      if (voucher.enteredNumber !== voucher.documentNumber)
        put(ledger.vouchersByReference, voucher.enteredNumber, voucher)
      for (const entry of voucher.entries) {
        ledger.entries[entry.number - 1] = entry
        put(ledger.byDocument, entry.documentNumber, entry)
        put(ledger.byEnding, entry.description.slice(-endingLength), entry)
        if (entry.visibleAt > ledger.hiddenUntil) ledger.hiddenUntil = entry.visibleAt
      }
    },
  }
  return ledger
}

function put<T>(index: Map<string, T[]>, key: string, value: T): void {
  const found = index.get(key)
  if (found) found.push(value)
  else index.set(key, [value])
}
