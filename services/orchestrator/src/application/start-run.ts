import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { breakerFacts } from '#domain/breaker-facts.ts'
import { release, type Organization } from '#domain/organization.ts'
import { isByPerson, type Run } from '#domain/run.ts'
import { momentOf, sortOut } from '#domain/run-plan.ts'
import { triedAgain } from '#domain/follow-trial.ts'
import type { Batch } from './batch.ts'
import { dispatchProbe, dispatchWaiting } from './dispatch.ts'
import type { Asked, Once } from './once.ts'
import type { Policy } from './policy.ts'

export interface StartedRun {
  readonly runId: string
}

/**
 * Starts a run of the records that a plan counted: those that were accepted until the plan's moment. Records that wait
 * for the schedule are released, and all go at once, ahead of other organisations. A suspended connector is probed.
 */
export function createStartRun({ once, policy }: { readonly once: Once; readonly policy: Policy }) {
  return (asked: Asked, planId: string): Promise<Result<StartedRun, Refusal>> =>
    once(asked, async ({ unit, batch, organization }) => {
      const refusal = refusalToSend(batch, organization)
      if (refusal) return err(refusal)
      const takesUntil = momentOf(planId, organization, batch.now)
      if (!takesUntil.ok) return takesUntil
      const { organizationId } = organization
      const sums = await unit.waitingSums(organizationId, takesUntil.value)
      tryAgain(batch, release(organization, takesUntil.value))
      const { id: runId } = batch.runs.start(organizationId, 'manual', {
        actor: asked.actor,
        takesUntil: takesUntil.value,
        ready: sortOut(organization, sums).ready.count,
      })
      await dispatchWaiting(unit, batch, organizationId, policy)
      await dispatchProbe(unit, batch, organizationId, policy)
      return ok({ runId })
    })
}

/** A person's act: what stopped sending is tried once more. */
export function tryAgain(batch: Batch, before: Organization): void {
  const told = breakerFacts(before, triedAgain(before, batch.now), batch.now)
  batch.changeOrganization(told.organization, told.facts)
}

/** Why nothing can be sent now for a person who asks; nothing where it can. */
export function refusalToSend(batch: Batch, organization: Organization): Refusal | undefined {
  const running = batch.runs.open(organization.organizationId).find(isByPerson)
  return refusalOfConnector(organization) ?? (running && alreadyRunning(running))
}

/** Why nothing at all can be sent now; nothing where it can. */
export function refusalOfConnector({ connector }: Organization): Refusal | undefined {
  if (!connector) return notConfigured
  return connector.enabled ? undefined : disabled
}

const notConfigured: Refusal = { kind: 'conflict', code: 'connector.not_configured' }
const disabled: Refusal = { kind: 'conflict', code: 'connector.disabled' }

/** Says who started the run that goes on, and when. */
const alreadyRunning = ({ id, trigger, actor, startedAt }: Run): Refusal => ({
  kind: 'conflict',
  code: 'run.already_running',
  members: { running: { id, trigger, actor, startedAt: startedAt.toISOString() } },
})
