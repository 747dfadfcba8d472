import { ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import type { Schedule } from '../next-run.ts'
import type { OrganizationStatus } from './organization-status.ts'

interface Integration {
  readonly type: string
  readonly status: 'not_configured' | 'active' | 'error'
  readonly enabled: boolean
  /** When, by whom and why it was last enabled or disabled. */
  readonly changedAt?: string
  readonly changedBy?: string
  readonly reason?: string
  readonly lastRunAt?: string
  readonly lastSuccessAt?: string
  /** Records that reached this ledger, ever. */
  readonly transferred: number
  /** The organisation's records by what became of them, wherever they went; for the one that is set up. */
  readonly counts?: Counts
  /** Attempts that failed in the last 24 hours, and the latest of them. */
  readonly recentErrors: { readonly count: number; readonly latest: readonly RecentError[] }
  readonly schedule?: Schedule
  readonly nextRunAt?: string
}

interface Integrations {
  readonly integrations: readonly Integration[]
  readonly asOf: string
}

interface Counts {
  readonly waiting: number
  /** For good; what will be tried again waits. */
  readonly failed: number
  readonly delivered: number
  readonly posted: number
}

interface RecentError {
  readonly at: string
  readonly recordId: string
  readonly revision: number
  readonly code: string
  readonly message: string
}

const types = ['xledger', 'dynamics', 'rest'] as const
const day = 24 * 60 * 60 * 1000
const shownErrors = 5

type StatusOf = (organizationId: string) => Promise<Result<OrganizationStatus, Refusal>>

/** Each kind of accounting system: whether it is set up, on, and works. An organisation sends to one at a time. */
export function createIntegrations(orm: Database, statusOf: StatusOf) {
  return async (organizationId: string): Promise<Result<Integrations, Refusal>> => {
    const found = await statusOf(organizationId)
    if (!found.ok) return found
    const status = found.value
    const [transfers, toggled, recentErrors] = await Promise.all([
      readTransfers(orm, organizationId),
      status.connector && readToggle(orm, organizationId, status.connector),
      readErrors(orm, organizationId, new Date(Date.parse(status.asOf) - day)),
    ])
    const integrations = types.map((type) => ({
      type,
      ...(type === status.connector?.type
        ? { ...currentOf(status), ...toggled, recentErrors }
        : notConfigured),
      transferred: transfers.get(type)?.transferred ?? 0,
      ...moment('lastSuccessAt', transfers.get(type)?.lastSuccessAt),
    }))
    return ok({ integrations, asOf: status.asOf })
  }
}

const notConfigured = {
  status: 'not_configured' as const,
  enabled: false,
  recentErrors: { count: 0, latest: [] },
}

function currentOf(organization: OrganizationStatus) {
  const { connector, health, lastRun, schedule, nextRunAt, sums } = organization
  const broken = health.level === 'red' || health.level === 'amber'
  return {
    status: broken ? ('error' as const) : ('active' as const),
    enabled: connector?.enabled ?? false,
    counts: {
      waiting: organization.pendingCount,
      failed: sums.failed.count,
      delivered: sums.delivered.count,
      posted: sums.posted.count,
    },
    ...(lastRun?.endedAt !== undefined && { lastRunAt: lastRun.endedAt }),
    ...(schedule && { schedule }),
    ...(nextRunAt !== undefined && { nextRunAt }),
  }
}

interface TransferRow {
  readonly type: string
  readonly transferred: string
  readonly lastSuccessAt: Date | null
}

async function readTransfers(orm: Database, organizationId: string) {
  const { rows } = await sql<TransferRow>`
    select connector_type as type, transferred, last_success_at as "lastSuccessAt"
    from integration where organization_id = ${organizationId}`.execute(orm.em.fork().getKysely())
  return new Map(rows.map((row) => [row.type, { ...row, transferred: Number(row.transferred) }]))
}

interface ToggleRow {
  readonly at: Date
  readonly status: string
  readonly actor: string | null
  readonly message: string | null
}

/** The last toggle, if it made the connector what it is: the audit fact comes before the state or after it. */
async function readToggle(
  orm: Database,
  organizationId: string,
  { type, enabled }: { readonly type: string; readonly enabled: boolean },
) {
  const { rows } = await sql<ToggleRow>`
    select at, status, actor, message from sync_logs
    where organization_id = ${organizationId} and subject = ${organizationId}
      and kind = 'connector.toggled' and revision = 0 and code = ${type}
    order by sequence desc limit 1`.execute(orm.em.fork().getKysely())
  const [row] = rows
  if (row?.status !== (enabled ? 'enabled' : 'disabled')) return {}
  return {
    ...moment('changedAt', row.at),
    ...(row.actor !== null && { changedBy: row.actor }),
    ...(row.message !== null && { reason: row.message }),
  }
}

async function readErrors(orm: Database, organizationId: string, since: Date) {
  const db = orm.em.fork().getKysely()
  const recent = sql`organization_id = ${organizationId} and kind = 'sync.failed' and at > ${since}`
  const counted = await sql<{ count: string }>`
    select count(*) as count from sync_logs where ${recent}`.execute(db)
  const { rows } = await sql<Omit<RecentError, 'at'> & { readonly at: Date }>`
    select at, subject as "recordId", revision, code, message from sync_logs where ${recent}
    order by at desc limit ${shownErrors}`.execute(db)
  return {
    count: Number(counted.rows[0]?.count ?? 0),
    latest: rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() })),
  }
}

const moment = <Name extends string>(name: Name, at: Date | null | undefined) =>
  (at ? { [name]: new Date(at).toISOString() } : {}) as { [N in Name]?: string }
