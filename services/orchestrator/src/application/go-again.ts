import { closedBecause } from '#domain/organization.ts'
import { retry } from '#domain/transitions.ts'
import type { Batch } from './batch.ts'
import type { Policy } from './policy.ts'
import type { SyncUnit } from './ports/sync-store.ts'
import { relate } from './retry-records.ts'

/**
 * Has records go again that failed only because their ledger was away. While the connector is suspended, one of them may
 * be the probe: else nothing might be left to show that it works again.
 */
export async function letGoAgain(
  unit: SyncUnit,
  batch: Batch,
  organizationId: string,
  { page }: Policy,
): Promise<void> {
  const organization = batch.organization(organizationId)
  const { suspension } = organization
  if (closedBecause({ ...organization, suspension: undefined })) return
  const mayProbe = suspension?.probeAt !== undefined && suspension.probeAt <= batch.now
  if (suspension && !mayProbe) return
  await batch.save()
  const due = await unit.retries.due(organizationId, batch.now, suspension ? 1 : page)
  for (const record of due) {
    const step = retry(record, 'itself', batch.now)
    if (step.ok) batch.take(record, step.value)
  }
  await relate(unit, batch, due)
}
