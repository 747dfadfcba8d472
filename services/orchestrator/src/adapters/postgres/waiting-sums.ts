import { sql } from 'kysely'
import type { Left, Run } from '#domain/run.ts'
import type { WaitingSum } from '#domain/run-plan.ts'
import { beyondRounds } from './rows.ts'

/** Amounts are sound: a record with another total is not accepted. A withdrawal has none. */
export const waitingSums = (organizationId: string, until: Date) => sql<WaitingSum>`
  select
    case when status = 'retry_scheduled' then 'retry_scheduled' else held ->> 'code' end as reason,
    count(*)::int as count, (coalesce(sum((content ->> 'total')::numeric), 0) * 100)::float8 as amount
  from record
  where organization_id = ${organizationId} and status in ('pending', 'retry_scheduled')
    and created_at <= ${until}
  group by 1`

export const left = ({ organizationId, id, trigger, takesUntil }: Run, round: number, now: Date) =>
  sql<Left>`
  select count(*)::int as waiting,
    (count(*) filter (where held ->> 'code' = 'awaiting_trial'))::int as "awaitingTrial",
    (count(*) filter (where status = 'pending'
      and (last_round < ${round} or last_round = ${beyondRounds.unread}
        or ${trigger === 'retry' ? followsAnother : sql`false`})))::int as turns
  from record
  where organization_id = ${organizationId} and status in ('pending', 'retry_scheduled')
    and ${trigger === 'retry' ? sql`run_id = ${id}` : sql`created_at <= ${takesUntil ?? now}`}`

/** It goes as soon as its trial or a probe lets it. What waits for an earlier revision may do so for days. */
const followsAnother = sql`(held ->> 'retry' = 'true' and last_round < ${beyondRounds.unread})`
