import type { InUse } from '@bilagsbro/booking/coverage'
import type { Clock } from '@bilagsbro/kernel/clock'
import { unmappedIn } from '#domain/incomplete-mapping.ts'
import type { Organization } from '#domain/organization.ts'
import type { SettingsHistory } from './ports/settings-history.ts'
import type { UnsentUses } from './ports/unsent-uses.ts'
import type { UsageStore } from './ports/usage-store.ts'

export interface UsesDeps {
  readonly usages: UsageStore
  readonly history: SettingsHistory
  readonly unsentUses: UnsentUses
  readonly clock: Clock
}

/**
 * What a mapping has to cover: all that records have used, without names that no mapping ever had and no record that
 * may yet be sent uses. Such a name was mistyped, and its records were handled. Where nobody tells, every name counts.
 */
export async function usesToCover(deps: UsesDeps, organization: Organization): Promise<InUse> {
  const { id } = organization
  const inUse = await deps.usages.of(id)
  const lacking = unmappedIn(organization, inUse, deps.clock.now())
  if (lacking.categories.length + lacking.payeeKinds.length === 0) return inUse
  const mapped = await deps.history.everMapped(id)
  const doubtful = without(lacking, mapped)
  if (doubtful.categories.length + doubtful.payeeKinds.length === 0) return inUse
  const unsent = await deps.unsentUses.among(id, doubtful)
  return unsent ? without(inUse, without(doubtful, unsent)) : inUse
}

const without = (uses: InUse, others: InUse): InUse => ({
  categories: uses.categories.filter((name) => !others.categories.includes(name)),
  payeeKinds: uses.payeeKinds.filter((kind) => !others.payeeKinds.includes(kind)),
})
