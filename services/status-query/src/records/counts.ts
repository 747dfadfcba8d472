import type { Database } from '@bilagsbro/service-kit/postgres'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { iso, milliseconds } from '../moments.ts'
import { recordStatuses, type RecordStatus } from './record.ts'

export const RecordSum = Type.Object(
  {
    count: Type.Integer(),
    amount: Type.String({ description: 'Of all of them together.', examples: ['1234.50'] }),
    oldestAt: Type.Optional(Moment('When the oldest of those that are open was approved.')),
  },
  { title: 'RecordSum' },
)
export type RecordSum = Static<typeof RecordSum>
export type RecordSums = Record<RecordStatus, RecordSum>

/** How many records of each status there are. */
export async function readSums(orm: Database, organizationId: string): Promise<RecordSums> {
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
    from record_sum s where s.organization_id = ${organizationId} and s.count > 0`.execute(
    orm.em.fork().getKysely(),
  )
  const sums = rows.map(({ status, count, amount, oldestAt }) => [
    status,
    { count: Number(count), amount, ...(oldestAt !== null && { oldestAt: iso(oldestAt) }) },
  ])
  const none = recordStatuses.map((status) => [status, { count: 0, amount: '0.00' }])
  return Object.fromEntries([...none, ...sums]) as RecordSums
}

/** Waiting records that are due: without those whose scheduled run is still to come. A record is due from its run on. */
export async function readOverdue(orm: Database, organizationId: string, now: Date) {
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

/** Why records wait, and how many for each reason. */
export async function readReasons(orm: Database, organizationId: string) {
  const { rows } = await sql<{ reason: string; count: string }>`
    select reason ->> 'code' as reason, count(*) as count from record
    where organization_id = ${organizationId} and status = 'pending' and reason is not null
    group by 1 order by 2 desc`.execute(orm.em.fork().getKysely())
  return rows.map(({ reason, count }) => ({ reason, count: Number(count) }))
}

/** Delivered records that the ledger has not booked in the time that the organisation allows. */
export async function readUnbooked(orm: Database, organizationId: string) {
  const { rows } = await sql<{ count: string; oldestAt: number | null }>`
    select count(*) as count, min(${milliseconds('approved_at')}) as "oldestAt" from record
    where organization_id = ${organizationId} and status = 'delivered' and reason is not null`.execute(
    orm.em.fork().getKysely(),
  )
  const [row] = rows
  return {
    count: Number(row?.count ?? 0),
    oldestAt: typeof row?.oldestAt === 'number' ? new Date(row.oldestAt) : undefined,
  }
}
