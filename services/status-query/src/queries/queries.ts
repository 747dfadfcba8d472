import type { Clock } from '@bilagsbro/kernel/clock'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { createIntegrations } from './integrations.ts'
import { createOrganizationStatus } from './organization-status.ts'
import { createRecords } from './records.ts'

export type Queries = ReturnType<typeof createQueries>

export function createQueries({ orm, clock }: { orm: Database; clock: Clock }) {
  const organizationStatus = createOrganizationStatus(orm, () => clock.now())
  return {
    organizationStatus,
    integrations: createIntegrations(orm, organizationStatus),
    records: createRecords(orm),
  }
}
