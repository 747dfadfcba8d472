import type { Clock } from '@bilagsbro/kernel/clock'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { createOrganizationStatus } from './organization-status.ts'
import { createRecords } from './records.ts'

export type Queries = ReturnType<typeof createQueries>

export const createQueries = ({ orm, clock }: { orm: Database; clock: Clock }) => ({
  organizationStatus: createOrganizationStatus(orm, () => clock.now()),
  records: createRecords(orm),
})
