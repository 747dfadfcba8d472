import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { missingOrganization } from '@bilagsbro/service-kit/access'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { healthOf, type Health } from '../health.ts'
import { nextRunAt, type Schedule } from '../next-run.ts'
import type { RecordStatus, RunCounts, ShownFailure } from '../tables.ts'
import { iso, milliseconds } from './moments.ts'

export interface Sum {
  count: number
  amount: string
  oldestAt?: string
}

export interface ShownRun {
  id: string
  trigger: string
  actor?: string
  startedAt: string
  endedAt?: string
  counts?: RunCounts
}

export interface OrganizationStatus {
  organizationId: string
  name?: string
  connector?: { type: string; enabled: boolean }
  health: Health
  lastRun?: ShownRun
  activeRun?: ShownRun
  lastSuccessAt?: string
  /** When records are sent; without one, as soon as they are approved. */
  schedule?: Schedule
  nextRunAt?: string
  /** Records by what they are to the people who look: waiting, being retried, in doubt, and so on. */
  sums: Record<RecordStatus, Sum>
  waitingByReason: { reason: string; count: number }[]
  /** Records whose last attempt failed: for good, waiting for a person, or to be tried again. */
  errorCount: number
  /** Approved and not yet in the ledger, failed or handled. */
  pendingCount: number
  asOf: string
}

const statuses: readonly RecordStatus[] = [
  'pending',
  'retry_scheduled',
  'in_doubt',
  'delivered',
  'posted',
  'failed',
  'handled',
  'set_aside',
]

interface OrganizationRow {
  name: string | null
  connectorType: string | null
  enabled: boolean
  suspension: { since: string; cause: ShownFailure } | null
  schedule: Schedule | null
  lastSuccessAt: Date | null
}

/** What an organisation's status page opens with. Refused for one that nothing is known of. */
export function createOrganizationStatus(orm: Database, now: () => Date) {
  return async (organizationId: string): Promise<Result<OrganizationStatus, Refusal>> => {
    const db = orm.em.fork().getKysely()
    const { rows } = await sql<OrganizationRow>`
      select name, connector_type as "connectorType", enabled, suspension, schedule, (
          select max(last_success_at) from integration i where i.organization_id = o.organization_id
        ) as "lastSuccessAt"
      from organization o where organization_id = ${organizationId} and version > 0`.execute(db)
    const asOf = now()
    const organization = rows[0]
    if (!organization) return err(missingOrganization)
    const [sums, waitingByReason, runs, overdue] = await Promise.all([
      readSums(orm, organizationId),
      readReasons(orm, organizationId),
      readRuns(orm, organizationId),
      organization.schedule ? readOverdue(orm, organizationId, asOf) : undefined,
    ])
    const waiting = overdue ?? situationOf(sums.pending, sums.retry_scheduled, sums.in_doubt)
    const lastRun = runs.find((run) => run.endedAt)
    const activeRun = runs.find((run) => !run.endedAt)
    const { name, connectorType, enabled, suspension, schedule, lastSuccessAt } = organization
    const nextRun = schedule && enabled ? nextRunAt(schedule, asOf) : undefined
    return ok({
      organizationId,
      ...(name ? { name } : {}),
      ...(connectorType ? { connector: { type: connectorType, enabled } } : {}),
      health: healthOf(
        {
          configured: connectorType !== null,
          enabled,
          suspended: suspension
            ? { since: new Date(suspension.since), ...suspension.cause }
            : undefined,
          waiting,
          failed: situationOf(sums.failed),
          retrying: situationOf(sums.retry_scheduled),
          delivered: situationOf(sums.delivered),
          setAside: situationOf(sums.set_aside),
          lastRun: endedRunOf(lastRun),
          lastSuccessAt: lastSuccessAt ? new Date(lastSuccessAt) : undefined,
        },
        asOf,
      ),
      ...(lastRun ? { lastRun } : {}),
      ...(activeRun ? { activeRun } : {}),
      ...(lastSuccessAt ? { lastSuccessAt: new Date(lastSuccessAt).toISOString() } : {}),
      ...(schedule ? { schedule } : {}),
      ...(nextRun ? { nextRunAt: nextRun.toISOString() } : {}),
      sums,
      waitingByReason,
      errorCount: sums.failed.count + sums.retry_scheduled.count,
      pendingCount: sums.pending.count + sums.retry_scheduled.count + sums.in_doubt.count,
      asOf: asOf.toISOString(),
    })
  }
}

async function readSums(orm: Database, organizationId: string): Promise<Record<RecordStatus, Sum>> {
  const { rows } = await sql<{
    status: RecordStatus
    count: string
    amount: string
    oldestAt: number | null
  }>`
    select s.status, s.count, s.amount, (
      select ${milliseconds('approved_at')} from record r
      where r.organization_id = s.organization_id and r.status = s.status and r.status not in ('posted', 'handled')
      order by approved_at limit 1
    ) as "oldestAt"
    from record_sum s where s.organization_id = ${organizationId}`.execute(
    orm.em.fork().getKysely(),
  )
  const known = new Map(rows.map((row) => [row.status, row]))
  return Object.fromEntries(
    statuses.map((status) => {
      const row = known.get(status)
      const oldestAt = row && Number(row.count) > 0 ? row.oldestAt : null
      return [
        status,
        {
          count: Number(row?.count ?? 0),
          amount: row?.amount ?? '0.00',
          ...(oldestAt !== null ? { oldestAt: iso(oldestAt) } : {}),
        },
      ]
    }),
  ) as Record<RecordStatus, Sum>
}

/** What waits, without what waits for a scheduled run that is still to come: what waited for one is due since then. */
async function readOverdue(orm: Database, organizationId: string, now: Date) {
  const { rows } = await sql<{ count: string; oldestAt: number | null }>`
    select count(*) as count, min(${milliseconds('due_at')}) as "oldestAt" from (
      select greatest(approved_at, (reason ->> 'nextRunAt')::timestamptz) as due_at from record
      where organization_id = ${organizationId} and status in ('pending', 'retry_scheduled', 'in_doubt')
        and (reason ->> 'nextRunAt')::timestamptz > ${now} is not true
    ) due`.execute(orm.em.fork().getKysely())
  const [row] = rows
  return {
    count: Number(row?.count ?? 0),
    oldestAt: typeof row?.oldestAt === 'number' ? new Date(row.oldestAt) : undefined,
  }
}

async function readReasons(orm: Database, organizationId: string) {
  const { rows } = await sql<{ reason: string; count: string }>`
    select reason ->> 'code' as reason, count(*) as count from record
    where organization_id = ${organizationId} and status = 'pending' and reason is not null
    group by 1 order by 2 desc`.execute(orm.em.fork().getKysely())
  return rows.map(({ reason, count }) => ({ reason, count: Number(count) }))
}

async function readRuns(orm: Database, organizationId: string): Promise<ShownRun[]> {
  const { rows } = await sql<{
    id: string
    trigger: string
    actor: string | null
    startedAt: Date
    endedAt: Date | null
    counts: RunCounts | null
  }>`
    select run_id as id, trigger, actor, started_at as "startedAt", completed_at as "endedAt", counts
    from run where organization_id = ${organizationId} order by started_at desc limit 20`.execute(
    orm.em.fork().getKysely(),
  )
  return rows.map(({ id, trigger, actor, startedAt, endedAt, counts }) => ({
    id,
    trigger,
    ...(actor ? { actor } : {}),
    startedAt: new Date(startedAt).toISOString(),
    ...(endedAt ? { endedAt: new Date(endedAt).toISOString() } : {}),
    ...(counts ? { counts } : {}),
  }))
}

function situationOf(...sums: Sum[]) {
  const oldest = sums.flatMap(({ oldestAt }) => (oldestAt ? [oldestAt] : [])).toSorted()[0]
  return {
    count: sums.reduce((total, { count }) => total + count, 0),
    oldestAt: oldest ? new Date(oldest) : undefined,
  }
}

function endedRunOf(run: ShownRun | undefined) {
  if (!run?.endedAt || !run.counts) return undefined
  const { planned, posted, delivered } = run.counts
  return {
    startedAt: new Date(run.startedAt),
    endedAt: new Date(run.endedAt),
    sent: planned,
    succeeded: posted + delivered,
  }
}
