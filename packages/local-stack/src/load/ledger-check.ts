import type { RecordApproved } from '@bilagsbro/events/record-approved'
import { oreOf } from '@bilagsbro/kernel/money'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'

/** One posting act as the ledger's oracle shows it. */
export interface LedgerVoucher {
  readonly organization: string
  readonly reference: string
  /** Ours, where the ledger numbers what is posted anew. */
  readonly enteredReference?: string
  readonly lines: readonly { readonly account: string; readonly amount: string }[]
}

export interface LedgerVerdict {
  readonly posted: number
  /** Approved, and not in the ledger. */
  readonly missing: readonly RecordApproved[]
  /** References that the ledger holds more than once. */
  readonly doubled: readonly string[]
  /** References whose debits are not the record's total. */
  readonly wrongAmounts: readonly string[]
  /** References that stand in another organisation's ledger. */
  readonly misplaced: readonly string[]
  /** In the ledger under one of our references, and never approved. */
  readonly unknown: readonly string[]
}

/** Compares what was approved with what the ledger holds; needs nothing of Bilagsbro's own state. */
export function checkLedger(
  approved: readonly RecordApproved[],
  ledger: readonly LedgerVoucher[],
): LedgerVerdict {
  const byReference = new Map<string, LedgerVoucher[]>()
  for (const voucher of ledger) {
    const reference = voucher.enteredReference ?? voucher.reference
    const known = byReference.get(reference)
    if (known) known.push(voucher)
    else byReference.set(reference, [voucher])
  }
  const missing: RecordApproved[] = []
  const wrongAmounts: string[] = []
  const doubled: string[] = []
  const misplaced: string[] = []
  let posted = 0
  const seen = new Set<string>()
  for (const record of approved) {
    const reference = voucherReference(record.organizationId, record.recordId, record.revision)
    if (seen.has(reference)) continue
    seen.add(reference)
    const vouchers = byReference.get(reference) ?? []
    if (vouchers.length === 0) missing.push(record)
    else posted++
    if (vouchers.length > 1) doubled.push(reference)
    if (vouchers.some((voucher) => !agrees(record, voucher))) wrongAmounts.push(reference)
    if (vouchers.some(({ organization }) => organization !== record.organizationId))
      misplaced.push(reference)
  }
  const unknown = [...byReference.keys()].filter((reference) => !seen.has(reference))
  return { posted, missing, doubled, wrongAmounts, misplaced, unknown }
}

function agrees(record: RecordApproved, voucher: LedgerVoucher): boolean {
  const ore = voucher.lines.map(({ amount }) => oreOf(amount))
  const debits = ore.filter((amount) => amount > 0).reduce((sum, amount) => sum + amount, 0)
  const balance = ore.reduce((sum, amount) => sum + amount, 0)
  return balance === 0 && debits === oreOf(record.total)
}
