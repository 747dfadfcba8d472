import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { breakerFacts } from '#domain/breaker-facts.ts'
import { configure, takesBack, type Configuration } from '#domain/organization.ts'
import type { NextRun } from '#domain/schedule.ts'
import { withdraw } from '#domain/transitions.ts'
import { openBatch, type Batch } from './batch.ts'
import type { Calendar } from './ports/calendar.ts'
import type { SyncStore, SyncUnit } from './ports/sync-store.ts'

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  readonly newId: NewId
  readonly calendar: Calendar
}

/** A configuration that can never be applied, and the reason in a sentence. */
interface UnusableConfiguration<C> {
  readonly configuration: C
  readonly reason: string
}

const everything = 1_000_000

/** Applies configurations that are newer than the known ones. Where sending stops, postings on their way are asked back. */
export function createApplyConnectors({ store, clock, newId, calendar }: Deps) {
  return async <C extends Configuration>(
    configurations: readonly C[],
  ): Promise<UnusableConfiguration<C>[]> => {
    const unusable = configurations.flatMap((configuration) => {
      const { connector, schedule } = configuration
      // Nothing may stand in the way of switching off: a schedule that cannot be read does not matter then.
      const reason = connector?.enabled && schedule && calendar.problemOf(schedule)
      return reason ? [{ configuration, reason }] : []
    })
    const faulty = new Set<Configuration>(unusable.map(({ configuration }) => configuration))
    const newest = new Map<string, Configuration>()
    for (const one of configurations)
      if (!faulty.has(one) && one.version > (newest.get(one.organizationId)?.version ?? 0))
        newest.set(one.organizationId, one)
    await store.change(
      [...newest.keys()],
      async (unit) => {
        const batch = await openBatch(unit, clock.now(), newId)
        for (const configuration of newest.values())
          await apply(unit, batch, configuration, calendar.nextRun)
        await batch.save()
      },
      { create: true },
    )
    return unusable
  }
}

async function apply(
  unit: SyncUnit,
  batch: Batch,
  configuration: Configuration,
  nextRun: NextRun,
): Promise<void> {
  const before = batch.organization(configuration.organizationId)
  const after = configure(before, configuration, batch.now, nextRun)
  if (!after.ok) return
  await unit.keepRules(before)
  const told = breakerFacts(before, after.value, batch.now)
  batch.changeOrganization(told.organization, told.facts)
  if (!takesBack(before, after.value)) return
  for (const { record } of await unit.sending(before.organizationId, batch.now, everything)) {
    const step = withdraw(record, batch.now)
    if (step.ok) batch.take(record, step.value)
  }
}
