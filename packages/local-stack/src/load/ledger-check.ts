import type { RecordApproved } from '@bilagsbro/events/record-approved'
import type { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import { oreOf } from '@bilagsbro/kernel/money'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'

/** What an app says of a record: a revision of it, or that it is withdrawn. */
export type Said = RecordApproved | RecordWithdrawn

export const isWithdrawal = (said: Said): said is RecordWithdrawn => 'withdrawnAt' in said

export const referenceOf = ({ organizationId, recordId, revision }: Said): string =>
  voucherReference(organizationId, recordId, revision)

/** One posting act as the ledger's oracle shows it. */
export interface LedgerVoucher {
  readonly organization: string
  readonly reference: string
  /** Ours, where the ledger numbers what is posted anew. */
  readonly enteredReference?: string
  readonly lines: readonly LedgerLine[]
}

interface LedgerLine {
  readonly account: string
  readonly amount: string
  readonly dimensions?: Readonly<Record<string, string>>
}

export interface LedgerVerdict {
  /** Records whose last revision is in the ledger. */
  readonly posted: number
  /** Last revisions of records that the ledger does not know of. */
  readonly missing: readonly Said[]
  /** References that the ledger holds more than once. */
  readonly doubled: readonly string[]
  /** References of last revisions, where all vouchers of the record together are not what that revision says. */
  readonly wrongAmounts: readonly string[]
  /** References that stand in another organisation's ledger. */
  readonly misplaced: readonly string[]
  /** In the ledger under one of our references, and never approved. */
  readonly unknown: readonly string[]
}

/** Compares what was said with what the ledger holds; needs nothing of Bilagsbro's own state. */
export function checkLedger(
  said: readonly Said[],
  ledger: readonly LedgerVoucher[],
): LedgerVerdict {
  const byReference = Map.groupBy(
    ledger,
    ({ enteredReference, reference }) => enteredReference ?? reference,
  )
  const missing: Said[] = []
  const wrongAmounts: string[] = []
  const doubled: string[] = []
  const misplaced: string[] = []
  const seen = new Set<string>()
  let posted = 0
  for (const revisions of revisionsOf(said).values()) {
    const found: LedgerVoucher[] = []
    for (const revision of revisions) {
      const reference = referenceOf(revision)
      const vouchers = byReference.get(reference) ?? []
      seen.add(reference)
      // A second one is a fault of its own.
      found.push(...vouchers.slice(0, 1))
      if (vouchers.length > 1) doubled.push(reference)
      if (vouchers.some(({ organization }) => organization !== revision.organizationId))
        misplaced.push(reference)
    }
    const last = revisions.at(-1)!
    const isThere = byReference.has(referenceOf(last))
    if (isThere && !isWithdrawal(last)) posted++
    if (!isThere) {
      // What an earlier withdrawal has taken back already needs no voucher of this one.
      if (!isWithdrawal(last) || !agrees(last, found)) missing.push(last)
    } else if (!agrees(last, found)) wrongAmounts.push(referenceOf(last))
  }
  const unknown = [...byReference.keys()].filter((reference) => !seen.has(reference))
  return { posted, missing, doubled, wrongAmounts, misplaced, unknown }
}

/** The revisions of each record, each once, the last one last. */
export function revisionsOf<S extends Said>(said: readonly S[]): Map<string, S[]> {
  const records = Map.groupBy(
    said,
    ({ organizationId, recordId }) => `${organizationId}/${recordId}`,
  )
  for (const [record, all] of records) {
    const once = new Map(all.toReversed().map((one) => [one.revision, one]))
    records.set(
      record,
      [...once.values()].toSorted((a, b) => a.revision - b.revision),
    )
  }
  return records
}

/** All vouchers of a record together debit what its last revision says, and credit as much. */
function agrees(last: Said, vouchers: readonly LedgerVoucher[]): boolean {
  const sums = new Map<string, number>()
  for (const { account, amount, dimensions } of vouchers.flatMap(({ lines }) => lines)) {
    const key = JSON.stringify([account, dimensions])
    sums.set(key, (sums.get(key) ?? 0) + oreOf(amount))
  }
  const ore = [...sums.values()]
  const debits = ore.filter((amount) => amount > 0).reduce((sum, amount) => sum + amount, 0)
  const balance = ore.reduce((sum, amount) => sum + amount, 0)
  return balance === 0 && debits === (isWithdrawal(last) ? 0 : oreOf(last.total))
}
