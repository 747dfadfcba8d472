import type { Failure } from '@bilagsbro/booking/failure'
import type { MovedDate } from '@bilagsbro/booking/moved-date'
import type { CorrectedVoucher, LedgerVoucher } from '@bilagsbro/booking/voucher'
import type { RecordStatus, ShownReason } from './record.ts'

export interface RecordKey {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
}

/** What was approved, or withdrawn. */
export interface Approval extends RecordKey {
  readonly recordType: string
  readonly payeeKind?: string | undefined
  readonly amount: string
  readonly approvedAt: string
}

/** The orchestrator's word on a record; counts only if its sequence is greater than the stored one. */
export interface RecordChange extends RecordKey, Lasting {
  readonly sequence: number
  readonly status: RecordStatus
  readonly reason?: ShownReason | undefined
  readonly failure?: Failure | undefined
  readonly nextAttemptAt?: string | undefined
}

/** What stays until a later word says otherwise. */
export interface Lasting {
  readonly voucher?: LedgerVoucher | undefined
  /** The ledger that the voucher reached, and when: with a voucher. */
  readonly connector?: string | undefined
  readonly reachedAt?: string | undefined
  /** Of the voucher. */
  readonly mode?: 'draft' | undefined
  readonly corrects?: CorrectedVoucher | undefined
  readonly moved?: MovedDate | undefined
  readonly reference?: string | undefined
  readonly attempts?: number | undefined
}

/** Words on one record, told as one: the latest, with what lasts of those before it. A word that is told again is no other. */
export function folded(changes: readonly RecordChange[]): RecordChange {
  if (changes.length === 1) return changes[0]!
  return changes
    .toSorted((a, b) => a.sequence - b.sequence)
    .reduce((before, change) =>
      change.sequence === before.sequence ? before : after(before, change),
    )
}

const after = (before: RecordChange, change: RecordChange): RecordChange => ({
  ...change,
  ...(change.voucher === undefined && {
    voucher: before.voucher,
    connector: before.connector,
    reachedAt: before.reachedAt,
    mode: before.mode,
  }),
  corrects: change.corrects ?? before.corrects,
  moved: change.moved ?? before.moved,
  reference: change.reference ?? before.reference,
  attempts: change.attempts ?? before.attempts,
})

/** Whether anything of it would last, though a later word is known already. */
export const isLasting = ({ voucher, corrects, moved, reference, attempts }: Lasting): boolean =>
  [voucher, corrects, moved, reference, attempts].some((one) => one !== undefined)

/** The ledger that a record reached first. */
export const firstLedger = (changes: readonly RecordChange[]): string | undefined =>
  changes
    .filter(({ voucher }) => voucher)
    .reduce<RecordChange | undefined>(
      (first, one) => (first && first.sequence <= one.sequence ? first : one),
      undefined,
    )?.connector
