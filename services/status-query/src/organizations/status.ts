import { Schedule } from '@bilagsbro/events/connector-configured'
import { ShownRun } from '@bilagsbro/events/shown-run'
import { ConnectorType } from '@bilagsbro/events/fields'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import { Type, type Static } from 'typebox'
import { readReasons, RecordSum, type FoundSum, type RecordSums } from '#records/counts.ts'
import { recordStatuses } from '#records/record.ts'
import { readRuns, shownRun } from '#runs/query.ts'
import { iso } from '../moments.ts'
import { countOf, errorStatuses, findOrganizations, healthAt, waitingStatuses } from './found.ts'
import { Health } from './health.ts'
import { nextRunAt } from './next-run.ts'

export const ShownConnector = Type.Object(
  { type: ConnectorType, enabled: Type.Boolean() },
  { title: 'ShownConnector' },
)

export const OrganizationStatus = Type.Object(
  {
    organizationId: Type.String(),
    name: Type.Optional(Type.String()),
    connector: Type.Optional(ShownConnector),
    health: Health,
    lastRun: Type.Optional(ShownRun),
    activeRun: Type.Optional(ShownRun),
    lastSuccessAt: Type.Optional(Moment('When a record reached the ledger last.')),
    schedule: Type.Optional(Schedule),
    nextRunAt: Type.Optional(Moment('When the schedule comes next.')),
    sums: Type.Object(
      Object.fromEntries(recordStatuses.map((status) => [status, RecordSum])) as Record<
        keyof RecordSums,
        typeof RecordSum
      >,
      { title: 'RecordSums', description: 'Records by their status.' },
    ),
    waitingByReason: Type.Array(
      Type.Object({ reason: Type.String(), count: Type.Integer() }, { title: 'WaitingReason' }),
    ),
    errorCount: Type.Integer({
      description:
        'Records whose last attempt failed: for good, waiting for a person, or to be tried again.',
    }),
    pendingCount: Type.Integer({
      description: 'Approved and not yet in the ledger, failed or handled.',
    }),
    asOf: Moment('When this was read.'),
  },
  { title: 'OrganizationStatus' },
)
export type OrganizationStatus = Static<typeof OrganizationStatus>

/** The opening figures of an organisation's status page. Refused for an organisation that nobody announced. */
export function createOrganizationStatus(orm: Database, clock: Clock) {
  return async (organizationId: string): Promise<Result<OrganizationStatus, Refusal>> => {
    const asOf = clock.now()
    const [organization] = await findOrganizations(orm, asOf, organizationId)
    if (!organization) return err(unknownOrganization)
    const { name, connectorType, enabled, schedule, lastSuccessAt, lastRun } = organization
    const [waitingByReason, runs] = await Promise.all([
      readReasons(orm, organizationId),
      readRuns(orm, organizationId),
    ])
    const activeRun = runs.find((run) => !run.completedAt)
    const nextRun = schedule && enabled ? nextRunAt(schedule, asOf) : undefined
    return ok({
      organizationId,
      ...(name !== null && { name }),
      ...(connectorType && { connector: { type: connectorType, enabled } }),
      health: healthAt(organization, asOf),
      ...(lastRun && { lastRun: shownRun(lastRun) }),
      ...(activeRun && { activeRun }),
      ...(lastSuccessAt && { lastSuccessAt: iso(lastSuccessAt) }),
      ...(schedule && { schedule }),
      ...(nextRun && { nextRunAt: iso(nextRun) }),
      sums: shownSums(organization.sums ?? []),
      waitingByReason,
      errorCount: countOf(organization, ...errorStatuses),
      pendingCount: countOf(organization, ...waitingStatuses),
      asOf: iso(asOf),
    })
  }
}

function shownSums(found: readonly FoundSum[]): RecordSums {
  const none = recordStatuses.map((status) => [status, { count: 0, amount: '0.00' }])
  const sums = found.map(({ status, count, amount, oldestAt }) => [
    status,
    { count, amount, ...(oldestAt !== null && { oldestAt: iso(oldestAt) }) },
  ])
  return Object.fromEntries([...none, ...sums]) as RecordSums
}
