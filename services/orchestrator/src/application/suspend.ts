import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Suspension } from '#domain/breaker.ts'
import { breakerFacts } from '#domain/breaker-facts.ts'
import type { Batch } from './batch.ts'

/** Suspends an organisation's connector, changes its suspension or ends it; tells of a beginning and of an end. */
export function suspend(
  batch: Batch,
  organizationId: string,
  suspension: Suspension | undefined,
  connector: ConnectorType,
): void {
  const before = batch.organization(organizationId)
  if (suspension === before.suspension) return
  const round = suspension ? before.round : before.round + 1
  const told = breakerFacts(before, { ...before, suspension, round }, batch.now, { connector })
  batch.changeOrganization(told.organization, told.facts)
}
