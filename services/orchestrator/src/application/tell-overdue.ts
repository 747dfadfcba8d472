import { overdueBefore, tellOverdue } from '#domain/overdue.ts'
import type { Batch } from './batch.ts'
import type { Policy } from './policy.ts'
import type { SyncUnit } from './ports/sync-store.ts'

/** Tells of delivered records that wait in the ledger for longer than the organisation's policy allows. */
export async function tellOverdueRecords(
  unit: SyncUnit,
  batch: Batch,
  organizationId: string,
  { page }: Policy,
): Promise<void> {
  const before = overdueBefore(batch.organization(organizationId), batch.now)
  await batch.save()
  for (const record of await unit.overdue(organizationId, before, page)) {
    const step = tellOverdue(record, batch.now)
    if (step.ok) batch.take(record, step.value)
  }
}
