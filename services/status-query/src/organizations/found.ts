import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Schedule } from '@bilagsbro/events/connector-configured'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { sumsOf, type FoundSum } from '#records/counts.ts'
import type { RecordStatus } from '#records/record.ts'
import type { FoundRun } from '#runs/query.ts'
import { healthOf, patience, silenceOf, type Health, type Situation } from './health.ts'
import type { Suspension } from './tables.ts'

/** All that an organisation's health and figures follow from. */
export interface FoundOrganization {
  readonly organizationId: string
  readonly name: string | null
  readonly connectorType: ConnectorType | null
  readonly enabled: boolean
  readonly suspension: Suspension | null
  readonly schedule: Schedule | null
  readonly secretsExpireAt: Date | null
  readonly changedAt: Date | null
  readonly lastSuccessAt: Date | null
  readonly lastRun: FoundRun | null
  readonly sums: readonly FoundSum[] | null
}

/** The organisations that were announced and that the caller may see, or the one; in one statement. */
export async function findOrganizations(
  orm: Database,
  now: Date,
  organizationId?: string,
): Promise<FoundOrganization[]> {
  const { rows } = await sql<FoundOrganization>`
    select o.organization_id as "organizationId", o.name, o.connector_type as "connectorType", o.enabled, o.suspension,
      o.schedule, o.secrets_expire_at as "secretsExpireAt", o.changed_at as "changedAt", (
        select max(last_success_at) from integration i where i.organization_id = o.organization_id
      ) as "lastSuccessAt", o.last_run as "lastRun", ${sumsOf(new Date(now.getTime() - patience))} as sums
    from organization o
    where version > 0 ${organizationId === undefined ? sql`` : sql`and o.organization_id = ${organizationId}`}`.execute(
    orm.em.fork().getKysely(),
  )
  return rows
}

/** The health of an organisation at a moment: what was read may be older, and turns by the clock. */
export const healthAt = (found: FoundOrganization, now: Date): Health =>
  healthOf(situationOf(found), now)

export const silenceAt = (found: FoundOrganization, now: Date) =>
  silenceOf(
    {
      enabled: found.connectorType !== null && found.enabled,
      lastRunAt: dateOf(found.lastRun?.completedAt),
      changedAt: dateOf(found.changedAt),
    },
    now,
  )

/** How many records there are of these statuses. */
export const countOf = ({ sums }: FoundOrganization, ...statuses: RecordStatus[]): number =>
  (sums ?? [])
    .filter(({ status }) => statuses.includes(status))
    .reduce((total, { count }) => total + count, 0)

export const waitingStatuses = ['pending', 'retry_scheduled', 'in_doubt'] as const
/** Their last attempt failed: for good, or until the next. */
export const errorStatuses = ['failed', 'retry_scheduled'] as const

function situationOf(found: FoundOrganization): Situation {
  const { connectorType, enabled, suspension, lastSuccessAt, secretsExpireAt, changedAt } = found
  const all = found.sums ?? []
  const of = (...statuses: RecordStatus[]) => ({
    count: countOf(found, ...statuses),
    oldestAt: oldest(
      all.filter(({ status }) => statuses.includes(status)).map((sum) => sum.oldestAt),
    ),
  })
  return {
    configured: connectorType !== null,
    enabled,
    suspended: suspension ? { since: new Date(suspension.since), ...suspension.cause } : undefined,
    waiting: of(...waitingStatuses),
    overdue: {
      count: all.reduce((total, { overdue }) => total + overdue, 0),
      oldestAt: oldest(all.map((sum) => sum.overdueSince)),
    },
    failed: of('failed'),
    retrying: of('retry_scheduled'),
    unbooked: {
      count: all.reduce((total, { unbooked }) => total + unbooked, 0),
      oldestAt: oldest(all.map((sum) => sum.unbookedSince)),
    },
    setAside: of('set_aside'),
    lastRun: completedRunOf(found.lastRun),
    lastSuccessAt: dateOf(lastSuccessAt),
    changedAt: dateOf(changedAt),
    secretsExpireAt: dateOf(secretsExpireAt),
  }
}

function oldest(moments: readonly (number | null)[]): Date | undefined {
  const known = moments.filter((moment) => moment !== null)
  return known.length === 0 ? undefined : new Date(Math.min(...known))
}

function completedRunOf(run: FoundRun | null): Situation['lastRun'] {
  if (!run?.completedAt || !run.counts) return undefined
  const { planned, posted, delivered } = run.counts
  return {
    startedAt: new Date(run.startedAt),
    completedAt: new Date(run.completedAt),
    sent: planned,
    succeeded: posted + delivered,
  }
}

const dateOf = (moment: Date | number | null | undefined): Date | undefined =>
  moment === null || moment === undefined ? undefined : new Date(moment)
