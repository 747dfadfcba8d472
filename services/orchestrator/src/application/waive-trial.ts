import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { breakerFacts } from '#domain/breaker-facts.ts'
import { waived } from '#domain/follow-trial.ts'
import { mayBeWaived } from '#domain/trial.ts'
import { dispatchWaiting } from './dispatch.ts'
import type { Asked, Once } from './once.ts'
import type { Policy } from './policy.ts'

export interface WaivedTrial {
  readonly version: number
}

/** Lets all records go at once, without waiting for the one that went first, as a person decides. */
export function createWaiveTrial({
  once,
  policy,
}: {
  readonly once: Once
  readonly policy: Policy
}) {
  return (asked: Asked, reason: string): Promise<Result<WaivedTrial, Refusal>> =>
    once(asked, async ({ unit, batch, organization: before }) => {
      const { organizationId, trial } = before
      if (!trial || !mayBeWaived(before)) return err(notPending)
      const by = asked.actor
      const after = waived(before, { by, at: batch.now.toISOString(), reason })
      const told = breakerFacts(before, after, batch.now, { word: { by, note: reason } })
      batch.changeOrganization(told.organization, told.facts)
      await dispatchWaiting(unit, batch, organizationId, policy)
      return ok({ version: trial.version })
    })
}

const notPending: Refusal = { kind: 'conflict', code: 'trial.not_pending' }
