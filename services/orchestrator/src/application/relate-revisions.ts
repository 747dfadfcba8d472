import { isSameRecord, type SyncRecord } from '#domain/record.ts'
import { reconcile, unwanted } from '#domain/revisions.ts'
import { withdraw } from '#domain/transitions.ts'
import type { Batch } from './batch.ts'

/** Reconciles the revisions of one record, and gives them back as they are then. */
export function relateRevisions(batch: Batch, revisions: readonly SyncRecord[]): SyncRecord[] {
  const related = [...revisions]
  const replace = (before: SyncRecord, after: SyncRecord) => {
    related[related.findIndex((record) => isSameRecord(record, before))] = after
  }
  for (const step of reconcile(related, batch.now)) {
    const before = related.find((record) => isSameRecord(record, step.record))!
    batch.take(before, step)
    replace(before, step.record)
  }
  return related
}

/** Asks back revisions that are on their way and are not wanted any more. */
export function withdrawUnwanted(batch: Batch, revisions: readonly SyncRecord[]): SyncRecord[] {
  const asked = new Set(unwanted(revisions))
  return revisions.map((record) => {
    const step = asked.has(record) ? withdraw(record, batch.now) : undefined
    if (!step?.ok) return record
    batch.take(record, step.value)
    return step.value.record
  })
}
