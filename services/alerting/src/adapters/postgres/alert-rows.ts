import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql, type Kysely } from 'kysely'
import type { Alert, AlertRule, Detail, End } from '#domain/alert.ts'
import { milliseconds, momentOf } from './moments.ts'

export interface AlertRow {
  id: string
  organization_id: string | null
  rule: AlertRule
  cause: string
  raised_at: number
  resolved_at: number | null
  end: End | null
  reopened_at: number[]
  is_unstable: boolean
  affected: number
  remaining: number
  detail: Detail
  muted_by: AlertRule | null
  due_at: number | null
  told_at: number | null
  told_affected: number | null
  is_end_told: boolean
  acknowledged_by: string | null
  acknowledged_at: number | null
  snoozed_by: string | null
  snoozed_until: number | null
  is_reminded: boolean
  news_at: number | null
  sequence: number
}

const moment = (column: string) => sql`${milliseconds(`alert.${column}`)} as ${sql.id(column)}`

export const alertColumns = sql`
  alert.id, alert.organization_id, alert.rule, alert.cause, ${moment('raised_at')}, ${moment('resolved_at')}, alert."end",
  alert.reopened_at, alert.is_unstable, alert.affected, alert.remaining, alert.detail, alert.muted_by, ${moment('due_at')},
  ${moment('told_at')}, alert.told_affected, alert.is_end_told, alert.acknowledged_by, ${moment('acknowledged_at')},
  alert.snoozed_by, ${moment('snoozed_until')}, alert.is_reminded, ${moment('news_at')}, alert.sequence::float8 as sequence`

export function toAlert(row: AlertRow): Alert {
  return {
    id: row.id,
    organizationId: row.organization_id ?? undefined,
    rule: row.rule,
    cause: row.cause,
    raisedAt: row.raised_at,
    resolvedAt: row.resolved_at ?? undefined,
    end: row.end ?? undefined,
    reopenedAt: row.reopened_at,
    isUnstable: row.is_unstable,
    affected: row.affected,
    remaining: row.remaining,
    detail: row.detail,
    mutedBy: row.muted_by ?? undefined,
    dueAt: row.due_at ?? undefined,
    told: row.told_at === null ? undefined : { at: row.told_at, affected: row.told_affected! },
    isEndTold: row.is_end_told,
    acknowledged:
      row.acknowledged_by === null
        ? undefined
        : { by: row.acknowledged_by, at: row.acknowledged_at! },
    snoozed:
      row.snoozed_by === null ? undefined : { by: row.snoozed_by, until: row.snoozed_until! },
    isReminded: row.is_reminded,
    newsAt: row.news_at ?? undefined,
    sequence: row.sequence,
  }
}

const dateOf = (at: number | undefined) => (at === undefined ? undefined : momentOf(at))

const fromAlert = (alert: Alert) => ({
  id: alert.id,
  organization_id: alert.organizationId,
  rule: alert.rule,
  cause: alert.cause,
  raised_at: momentOf(alert.raisedAt),
  resolved_at: dateOf(alert.resolvedAt),
  end: alert.end,
  reopened_at: alert.reopenedAt,
  is_unstable: alert.isUnstable,
  affected: alert.affected,
  remaining: alert.remaining,
  detail: alert.detail,
  muted_by: alert.mutedBy,
  due_at: dateOf(alert.dueAt),
  told_at: dateOf(alert.told?.at),
  told_affected: alert.told?.affected,
  is_end_told: alert.isEndTold,
  acknowledged_by: alert.acknowledged?.by,
  acknowledged_at: dateOf(alert.acknowledged?.at),
  snoozed_by: alert.snoozed?.by,
  snoozed_until: dateOf(alert.snoozed?.until),
  is_reminded: alert.isReminded,
  news_at: dateOf(alert.newsAt),
  sequence: alert.sequence,
})

const types = {
  id: 'uuid',
  organization_id: 'text',
  rule: 'text',
  cause: 'text',
  raised_at: 'timestamptz',
  resolved_at: 'timestamptz',
  end: 'text',
  reopened_at: 'jsonb',
  is_unstable: 'boolean',
  affected: 'int',
  remaining: 'int',
  detail: 'jsonb',
  muted_by: 'text',
  due_at: 'timestamptz',
  told_at: 'timestamptz',
  told_affected: 'int',
  is_end_told: 'boolean',
  acknowledged_by: 'text',
  acknowledged_at: 'timestamptz',
  snoozed_by: 'text',
  snoozed_until: 'timestamptz',
  is_reminded: 'boolean',
  news_at: 'timestamptz',
  sequence: 'bigint',
} as const

const columns = sql.join(Object.keys(types).map((name) => sql.id(name)))
const changes = sql.join(
  Object.keys(types)
    .filter((name) => name !== 'id')
    .map((name) => sql`${sql.id(name)} = ${sql.id('excluded', name)}`),
)

/** Those that are over go first: of one cause the next one may be open already. */
export async function saveAlerts(db: Kysely<never>, alerts: readonly Alert[]): Promise<void> {
  const [over, open] = [true, false].map((isOver) =>
    alerts.filter(({ resolvedAt }) => (resolvedAt !== undefined) === isOver),
  )
  for (const some of [over!, open!])
    if (some.length > 0)
      await sql`
        insert into alert (${columns}) select r.* from ${recordset('r', some.map(fromAlert), types)}
        on conflict (id) do update set ${changes}`.execute(db)
}

export async function removeAlerts(db: Kysely<never>, alerts: readonly Alert[]): Promise<void> {
  await sql`delete from alert where id = any(${alerts.map(({ id }) => id)}::uuid[])`.execute(db)
}
