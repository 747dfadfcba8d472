import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { halfOpen } from '#domain/breaker.ts'
import { release, type Organization } from '#domain/organization.ts'
import { isByPerson } from '#domain/run.ts'
import type { Batch } from './batch.ts'
import { dispatchProbe, dispatchWaiting } from './dispatch.ts'
import type { Asked, Once } from './once.ts'
import type { Policy } from './policy.ts'

export interface StartedRun {
  readonly runId: string
}

/** Releases records that wait for the schedule and sends them at once, ahead of others. A suspended connector is probed at once. */
export function createStartRun({ once, policy }: { readonly once: Once; readonly policy: Policy }) {
  return (asked: Asked): Promise<Result<StartedRun, Refusal>> =>
    once(asked, async ({ unit, batch, organization }) => {
      const refusal = refusalToSend(batch, organization)
      if (refusal) return err(refusal)
      const { organizationId, suspension } = organization
      batch.changeOrganization({
        ...release(organization, batch.now),
        suspension: suspension && halfOpen(suspension, batch.now),
      })
      const { id: runId } = batch.runs.start(organizationId, 'manual', asked.actor)
      await dispatchWaiting(unit, batch, organizationId, policy)
      await dispatchProbe(unit, batch, organizationId, policy)
      return ok({ runId })
    })
}

/** Why nothing can be sent now for a person who asks; nothing where it can. */
export function refusalToSend(batch: Batch, organization: Organization): Refusal | undefined {
  if (!organization.connector) return notConfigured
  if (!organization.connector.enabled) return disabled
  const running = batch.runs.open(organization.organizationId).some(isByPerson)
  return running ? alreadyRunning : undefined
}

const notConfigured: Refusal = { kind: 'conflict', code: 'connector.not_configured' }
const disabled: Refusal = { kind: 'conflict', code: 'connector.disabled' }
const alreadyRunning: Refusal = { kind: 'conflict', code: 'run.already_running' }
