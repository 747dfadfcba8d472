import { Schedule } from '@bilagsbro/events/connector-configured'
import { ShownRun } from '@bilagsbro/events/shown-run'
import { ConnectorType } from '@bilagsbro/events/fields'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import {
  readOverdue,
  readReasons,
  readSums,
  readUnbooked,
  RecordSum,
  type RecordSums,
} from '#records/counts.ts'
import { recordStatuses } from '#records/record.ts'
import { readRuns } from '#runs/query.ts'
import { iso } from '../moments.ts'
import { Health, healthOf, type Situation } from './health.ts'
import { nextRunAt } from './next-run.ts'
import type { Suspension } from './tables.ts'

export const OrganizationStatus = Type.Object(
  {
    organizationId: Type.String(),
    name: Type.Optional(Type.String()),
    connector: Type.Optional(
      Type.Object({ type: ConnectorType, enabled: Type.Boolean() }, { title: 'ShownConnector' }),
    ),
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

interface OrganizationRow {
  readonly name: string | null
  readonly connectorType: ConnectorTypeName | null
  readonly enabled: boolean
  readonly suspension: Suspension | null
  readonly schedule: Schedule | null
  readonly secretsExpireAt: Date | null
  readonly lastSuccessAt: Date | null
}
type ConnectorTypeName = Static<typeof ConnectorType>

/** The opening figures of an organisation's status page. Refused for an organisation that nobody announced. */
export function createOrganizationStatus(orm: Database, clock: Clock) {
  return async (organizationId: string): Promise<Result<OrganizationStatus, Refusal>> => {
    const organization = await readOrganization(orm, organizationId)
    const asOf = clock.now()
    if (!organization) return err(unknownOrganization)
    const { name, connectorType, enabled, schedule, lastSuccessAt } = organization
    const [sums, waitingByReason, runs, unbooked, overdue] = await Promise.all([
      readSums(orm, organizationId),
      readReasons(orm, organizationId),
      readRuns(orm, organizationId),
      readUnbooked(orm, organizationId),
      schedule ? readOverdue(orm, organizationId, asOf) : undefined,
    ])
    const lastRun = runs.find((run) => run.completedAt)
    const activeRun = runs.find((run) => !run.completedAt)
    const nextRun = schedule && enabled ? nextRunAt(schedule, asOf) : undefined
    return ok({
      organizationId,
      ...(name !== null && { name }),
      ...(connectorType && { connector: { type: connectorType, enabled } }),
      health: healthOf(situationOf(organization, sums, { lastRun, overdue, unbooked }), asOf),
      ...(lastRun && { lastRun }),
      ...(activeRun && { activeRun }),
      ...(lastSuccessAt && { lastSuccessAt: iso(lastSuccessAt) }),
      ...(schedule && { schedule }),
      ...(nextRun && { nextRunAt: iso(nextRun) }),
      sums,
      waitingByReason,
      errorCount: sums.failed.count + sums.retry_scheduled.count,
      pendingCount: sums.pending.count + sums.retry_scheduled.count + sums.in_doubt.count,
      asOf: iso(asOf),
    })
  }
}

async function readOrganization(orm: Database, organizationId: string) {
  const { rows } = await sql<OrganizationRow>`
    select name, connector_type as "connectorType", enabled, suspension, schedule, secrets_expire_at as "secretsExpireAt", (
        select max(last_success_at) from integration i where i.organization_id = o.organization_id
      ) as "lastSuccessAt"
    from organization o where organization_id = ${organizationId} and version > 0`.execute(
    orm.em.fork().getKysely(),
  )
  return rows[0]
}

function situationOf(
  { connectorType, enabled, suspension, lastSuccessAt, secretsExpireAt }: OrganizationRow,
  sums: RecordSums,
  {
    lastRun,
    overdue,
    unbooked,
  }: {
    readonly lastRun: ShownRun | undefined
    readonly overdue: Situation['waiting'] | undefined
    readonly unbooked: Situation['unbooked']
  },
): Situation {
  return {
    configured: connectorType !== null,
    enabled,
    suspended: suspension ? { since: new Date(suspension.since), ...suspension.cause } : undefined,
    waiting: overdue ?? together(sums.pending, sums.retry_scheduled, sums.in_doubt),
    failed: together(sums.failed),
    retrying: together(sums.retry_scheduled),
    unbooked,
    setAside: together(sums.set_aside),
    lastRun: completedRunOf(lastRun),
    lastSuccessAt: lastSuccessAt ? new Date(lastSuccessAt) : undefined,
    secretsExpireAt: secretsExpireAt ? new Date(secretsExpireAt) : undefined,
  }
}

function together(...sums: RecordSum[]) {
  const oldest = sums.flatMap(({ oldestAt }) => (oldestAt ? [oldestAt] : [])).toSorted()[0]
  return {
    count: sums.reduce((total, { count }) => total + count, 0),
    oldestAt: oldest ? new Date(oldest) : undefined,
  }
}

function completedRunOf(run: ShownRun | undefined) {
  if (!run?.completedAt || !run.counts) return undefined
  const { planned, posted, delivered } = run.counts
  return {
    startedAt: new Date(run.startedAt),
    completedAt: new Date(run.completedAt),
    sent: planned,
    succeeded: posted + delivered,
  }
}
