import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Suspension } from '#domain/breaker.ts'
import type { Organization } from '#domain/organization.ts'
import { nextSequence } from '#domain/sequence.ts'
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
  const at = batch.now
  const sequence = nextSequence(before.sequence, at)
  if (!suspension) {
    const round = before.round + 1
    const organization: Organization = { ...before, suspension, round, sequence }
    batch.changeOrganization(organization, [{ kind: 'resumed', organization, connector, at }])
  } else if (!before.suspension && suspension.probeAt) {
    const organization: Organization = { ...before, suspension, sequence }
    const { probeAt } = suspension
    batch.changeOrganization(organization, [
      { kind: 'suspended', organization, suspension: { ...suspension, probeAt }, connector, at },
    ])
  } else batch.changeOrganization({ ...before, suspension })
}
