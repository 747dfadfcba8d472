import type { Alarm, RecordFact } from './fact.ts'
import { isInLedger, type SyncRecord } from './record.ts'
import { isChain } from './revisions.ts'
import { nextSequence } from './sequence.ts'

/** Tells of an alarm. Nothing else of the record changes. */
export function alarmed(
  record: SyncRecord,
  alarm: Alarm,
  now: Date,
): { readonly record: SyncRecord; readonly facts: readonly RecordFact[] } {
  const told = { ...record, sequence: nextSequence(record.sequence, now) }
  return { record: told, facts: [{ kind: 'doubled', record: told, alarm, at: now }] }
}

/** Whether the ledger holds this revision and another one of the same record, and neither corrects the other. */
export function secondRevision(
  record: SyncRecord,
  others: readonly SyncRecord[],
): Alarm | undefined {
  const there = others.filter(hasVoucher)
  if (!hasVoucher(record) || isChain(there)) return undefined
  const { organizationId, recordId } = record
  return {
    kind: 'second_revision',
    message: `The ledger of ${organizationId} holds two revisions of record ${recordId}. Reverse one of them there.`,
    vouchers: there.flatMap(({ state }) => ('voucher' in state ? [state.voucher.number] : [])),
  }
}

const hasVoucher = (record: SyncRecord): boolean =>
  isInLedger(record) ||
  (record.state.status === 'failed' && record.state.failure.class === 'different_in_ledger')
