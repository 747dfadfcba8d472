import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { secretsExpiringSoon, statusOf, type IntegrationStatus } from '#domain/integration.ts'
import { unmappedIn } from '#domain/incomplete-mapping.ts'
import { unknownOrganization, type Connector, type Organization } from '#domain/organization.ts'
import type { LedgerAdapters } from './ports/ledger-adapters.ts'
import type { OrganizationStore } from './ports/organization-store.ts'
import type { UsageStore } from './ports/usage-store.ts'

/** One kind of system, and what the organisation has of it. */
export interface Integration {
  readonly type: ConnectorType
  readonly status: IntegrationStatus
  readonly connector: Connector | null
  readonly secretsExpireSoon: boolean
  readonly unmapped: number
}

interface Deps {
  readonly organizations: OrganizationStore
  readonly usages: UsageStore
  readonly adapters: LedgerAdapters
  readonly clock: Clock
}

/** Every kind that is offered; and the one that is connected, offered or not. */
export const createListIntegrations =
  ({ organizations, usages, adapters, clock }: Deps) =>
  async (
    organizationId: string,
  ): Promise<
    Result<{ organization: Organization; integrations: readonly Integration[] }, Refusal>
  > => {
    const organization = await organizations.find(organizationId)
    if (!organization) return err(unknownOrganization)
    const now = clock.now()
    const lacking = unmappedIn(organization, await usages.of(organizationId), now)
    const present = organization.connector
    const types = new Set([...adapters.types, ...(present ? [present.type] : [])])
    const integrations = [...types].map((type): Integration => {
      const connector = present?.type === type ? present : null
      return {
        type,
        status: statusOf(connector, now),
        connector,
        secretsExpireSoon: secretsExpiringSoon(connector, now).length > 0,
        unmapped: connector ? Object.values(lacking).flat().length : 0,
      }
    })
    return ok({ organization, integrations })
  }
