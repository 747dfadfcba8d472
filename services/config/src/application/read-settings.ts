import type { Unmapped } from '@bilagsbro/booking/coverage'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { unmappedIn } from '#domain/incomplete-mapping.ts'
import type { Organization } from '#domain/organization.ts'
import type { OrganizationStore } from './ports/organization-store.ts'
import { usesToCover, type UsesDeps } from './uses-to-cover.ts'

export interface Settings {
  readonly organization: Organization
  /** The categories and kinds of payee in use that keep the connector from being enabled. */
  readonly unmapped: Unmapped
}

interface Deps extends UsesDeps {
  readonly organizations: OrganizationStore
}

/** All settings of an organisation, and the gaps of its mapping. No ledger is asked. */
export const createReadSettings =
  (deps: Deps) =>
  async (organizationId: string): Promise<Result<Settings, Refusal>> => {
    const organization = await deps.organizations.find(organizationId)
    if (!organization) return err(unknownOrganization)
    const inUse = await usesToCover(deps, organization)
    return ok({ organization, unmapped: unmappedIn(organization, inUse, deps.clock.now()) })
  }
