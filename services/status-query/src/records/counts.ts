import type { Database } from '@bilagsbro/service-kit/postgres'
import { Moment } from '@bilagsbro/service-kit/http-schemas'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { milliseconds } from '../moments.ts'
import type { RecordStatus } from './record.ts'

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

/** What an organisation has of one status. Moments are in milliseconds. */
export interface FoundSum {
  readonly status: RecordStatus
  readonly count: number
  readonly amount: string
  /** When the oldest of those that are open was approved. */
  readonly oldestAt: number | null
  /** Those that wait and were due before a moment. A record that waits for a scheduled run is due from that run on. */
  readonly overdue: number
  readonly overdueSince: number | null
  /** Those that the ledger has not booked in the time that the organisation allows. */
  readonly unbooked: number
  readonly unbookedSince: number | null
}

/**
 * The sums of the organisation `o`, as JSON. Counts are kept sums; of the records themselves only the first of an index
 * is read for each sum, and those that should not be there: overdue and unbooked ones.
 */
export const sumsOf = (dueBefore: Date) => sql<FoundSum[] | null>`(
  select json_agg(json_build_object('status', s.status, 'count', s.count, 'amount', s.amount::text,
    'oldestAt', oldest.at, 'overdue', late.count, 'overdueSince', late.since,
    'unbooked', unbooked.count, 'unbookedSince', unbooked.since))
  from record_sum s
    left join lateral (
      select ${milliseconds('r.approved_at')} as at from record r
      where r.organization_id = s.organization_id and r.status = s.status
        and r.status not in ('posted', 'handled') and s.status not in ('posted', 'handled')
      order by r.approved_at limit 1
    ) oldest on true
    left join lateral (
      select count(*) as count, min(${milliseconds('due_at')}) as since from (
        select greatest(r.approved_at, (r.reason ->> 'nextRunAt')::timestamptz) as due_at from record r
        where r.organization_id = s.organization_id and r.status = s.status and r.approved_at < ${dueBefore}
          and r.status not in ('posted', 'handled') and s.status in ('pending', 'retry_scheduled', 'in_doubt')
          and oldest.at < ${dueBefore.getTime()}
      ) due where due_at < ${dueBefore}
    ) late on true
    left join lateral (
      select count(*) as count, min(${milliseconds('r.approved_at')}) as since from record r
      where r.organization_id = s.organization_id and s.status = 'delivered'
        and r.status = 'delivered' and r.reason is not null
    ) unbooked on true
  where s.organization_id = o.organization_id and s.count > 0
)`

/** Why records wait, and how many for each reason. */
export async function readReasons(orm: Database, organizationId: string) {
  const { rows } = await sql<{ reason: string; count: string }>`
    select reason ->> 'code' as reason, count(*) as count from record
    where organization_id = ${organizationId} and status = 'pending' and reason is not null
    group by 1 order by 2 desc`.execute(orm.em.fork().getKysely())
  return rows.map(({ reason, count }) => ({ reason, count: Number(count) }))
}
