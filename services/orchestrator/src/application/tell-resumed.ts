import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { nextSequence } from '#domain/sequence.ts'
import { openBatch, type Batch } from './batch.ts'
import type { SyncStore } from './ports/sync-store.ts'

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  readonly newId: NewId
}

const atOnce = 100

/**
 * Tells once in an epoch of each connector that is not suspended that it works: the last event that others heard may be
 * a suspension that this database has lost. A process that is killed meanwhile begins anew, and some events come twice.
 */
export function createTellResumed({ store, clock, newId }: Deps) {
  return async (epoch: string): Promise<void> => {
    if (await store.hasToldOf(epoch)) return
    const working = await store.working()
    for (let at = 0; at < working.length; at += atOnce)
      await store.change(working.slice(at, at + atOnce), async (unit) => {
        const batch = await openBatch(unit, clock.now(), newId)
        for (const id of unit.organizations.keys()) tell(batch, id)
        await batch.save()
      })
    await store.noteTold(epoch)
  }
}

function tell(batch: Batch, organizationId: string): void {
  const before = batch.organization(organizationId)
  const { connector, suspension } = before
  if (!connector || suspension) return
  const organization = { ...before, sequence: nextSequence(before.sequence, batch.now) }
  const resumed = {
    kind: 'resumed',
    organization,
    connector: connector.type,
    at: batch.now,
  } as const
  batch.changeOrganization(organization, [resumed])
}
