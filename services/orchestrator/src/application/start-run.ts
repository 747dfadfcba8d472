import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { halfOpen } from '#domain/breaker.ts'
import { release, type Organization } from '#domain/organization.ts'
import { isByPerson, type Run } from '#domain/run.ts'
import { openBatch, type Batch } from './batch.ts'
import { dispatchProbe, dispatchWaiting } from './dispatch.ts'
import type { Policy } from './policy.ts'
import type { SyncStore } from './ports/sync-store.ts'

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  readonly newId: NewId
  readonly policy: Policy
  /** Whether the past is known. */
  readonly mayDecide: () => boolean
}

/** Releases records that wait for the schedule and sends them at once, ahead of others. A suspended connector is probed at once. */
export function createStartRun({ store, clock, newId, policy, mayDecide }: Deps) {
  return async (organizationId: string, actor: string): Promise<Result<Run, Refusal>> => {
    if (!mayDecide()) return err(stillReading)
    return store.change([organizationId], async (unit) => {
      const batch = await openBatch(unit, clock.now(), newId)
      const organization = unit.organizations.get(organizationId)
      const refusal = refusalOf(batch, organization)
      if (!organization || refusal) return err(refusal ?? unknown)
      const { suspension } = organization
      batch.changeOrganization({
        ...release(organization, batch.now),
        suspension: suspension && halfOpen(suspension, batch.now),
      })
      const run = batch.runs.start(organizationId, 'manual', actor)
      await dispatchWaiting(unit, batch, organizationId, policy)
      await dispatchProbe(unit, batch, organizationId, policy)
      const started = batch.runs.open(organizationId).find(({ id }) => id === run.id)!
      await batch.save()
      return ok(started)
    })
  }
}

function refusalOf(batch: Batch, organization: Organization | undefined): Refusal | undefined {
  if (!organization) return unknown
  if (!organization.connector) return notConfigured
  if (!organization.connector.enabled) return disabled
  const running = batch.runs.open(organization.organizationId).some(isByPerson)
  return running ? alreadyRunning : undefined
}

const unknown: Refusal = {
  kind: 'missing',
  code: 'organization.not_found',
  message: 'organizationId: no such organisation is known here.',
}
const stillReading: Refusal = {
  kind: 'unavailable',
  code: 'run.still_reading',
  message:
    'What was sent before is still being read, so nothing was sent. Try again in a few minutes.',
}
const notConfigured: Refusal = {
  kind: 'conflict',
  code: 'connector.not_configured',
  message: 'No connector is configured, so nothing was sent. Set one up first.',
}
const disabled: Refusal = {
  kind: 'conflict',
  code: 'connector.disabled',
  message: 'The connector is disabled, so nothing was sent. Enable it first.',
}
const alreadyRunning: Refusal = {
  kind: 'conflict',
  code: 'run.already_running',
  message: 'Somebody has started a run that is still going on. Wait until it is over.',
}
