/** A person's word about records: who speaks, why, and which voucher of the ledger is meant. */
export interface Word {
  readonly by: string
  readonly note: string
  readonly voucherNumber?: string | undefined
  /** yyyy-mm-dd */
  readonly voucherDate?: string | undefined
}
