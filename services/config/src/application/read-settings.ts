import type { Unmapped } from '@bilagsbro/booking/coverage'
import type { Clock } from '@bilagsbro/kernel/clock'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { unmappedIn } from '#domain/incomplete-mapping.ts'
import type { Organization } from '#domain/organization.ts'
import type { OrganizationStore } from './ports/organization-store.ts'
import type { UsageStore } from './ports/usage-store.ts'

export interface Settings {
  readonly organization: Organization
  /** The categories and kinds of payee in use that keep the connector from being enabled. */
  readonly unmapped: Unmapped
}

interface Deps {
  readonly organizations: OrganizationStore
  readonly usages: UsageStore
  readonly clock: Clock
}

/** All settings of an organisation, and the gaps of its mapping. No ledger is asked. */
export const createReadSettings =
  ({ organizations, usages, clock }: Deps) =>
  async (organizationId: string): Promise<Result<Settings, Refusal>> => {
    const organization = await organizations.find(organizationId)
    if (!organization) return err(unknownOrganization)
    const inUse = await usages.of(organizationId)
    return ok({ organization, unmapped: unmappedIn(organization, inUse, clock.now()) })
  }
