import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { isByPerson } from '#domain/run.ts'
import { planIdOf, sortOut, type RunPlan } from '#domain/run-plan.ts'
import { pendingTrial } from '#domain/trial.ts'
import { stillReading } from './once.ts'
import type { SyncStore } from './ports/sync-store.ts'

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  /** Whether the past is known. */
  readonly mayDecide: () => boolean
}

/**
 * What a run would take along, what would stay, and why. Under the organisation's lock, so that every record that was
 * accepted until the plan's moment is counted.
 */
export function createPlanRun({ store, clock, mayDecide }: Deps) {
  return async (organizationId: string): Promise<Result<RunPlan, Refusal>> => {
    if (!mayDecide()) return err(stillReading)
    return store.change([organizationId], async (unit) => {
      const organization = unit.organizations.get(organizationId)
      if (!organization) return err(unknownOrganization)
      const plannedAt = clock.now()
      const work = (await unit.openWork()).get(organizationId)
      const sums = await unit.waitingSums(organizationId, plannedAt)
      return ok({
        planId: planIdOf(organizationId, plannedAt),
        plannedAt,
        ...sortOut(organization, sums),
        sending: work?.outstanding ?? 0,
        trial: pendingTrial(organization),
        running: work?.openRuns.find(isByPerson),
      })
    })
  }
}
