import type { Failure } from '@bilagsbro/booking/failure'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { CauseOverview } from '#application/ports/cause-overview.ts'
import { organizationColumns, toOrganization, type OrganizationRow } from './rows.ts'

interface Together {
  count: number
  amount: string
  oldest: number
}

/** A withdrawal has no amount. */
const together = sql`count(*)::int as count,
  coalesce(sum((content ->> 'total')::numeric), 0.00)::text as amount,
  (extract(epoch from min(approved_at)) * 1000)::float8 as oldest`

export const createPostgresCauseOverview = (orm: MikroORM): CauseOverview => ({
  async causes(organizationId) {
    const db = orm.em.fork().getKysely()
    const known = await sql<OrganizationRow>`
      select ${organizationColumns} from organization
      where organization_id = ${organizationId}`.execute(db)
    if (!known.rows[0]) return undefined
    const failed = await sql<FailedRow>`
      select failure ->> 'cause' as fingerprint, ${together}, max(sequence)::float8 as failed_at,
        (array_agg(failure - 'cause' order by sequence desc))[1] as failure,
        (extract(epoch from min(next_attempt_at)) * 1000)::float8 as again_at
      from record where organization_id = ${organizationId} and status = 'failed'
      group by 1 order by 2 desc, 1`.execute(db)
    const waiting = await sql<Together & { reason: PendingReason }>`
      select held as reason, ${together}
      from record where organization_id = ${organizationId} and status = 'pending'
        and held ->> 'code' in (
          'mapping_missing', 'period_closed', 'connector_suspended', 'revision_unproven', 'other_ledger')
      group by 1 order by 2 desc`.execute(db)
    return {
      organization: toOrganization(known.rows[0]),
      failed: failed.rows.map(({ fingerprint, failure, failed_at, again_at, ...row }) => ({
        ...togetherOf(row),
        fingerprint: fingerprint ?? '',
        // The sequence of an event is its moment, or a little later.
        failedAt: new Date(failed_at),
        state: {
          status: 'failed',
          failure,
          againAt: again_at === null ? undefined : new Date(again_at),
        },
      })),
      waiting: waiting.rows.map(({ reason, ...row }) => ({ ...togetherOf(row), reason })),
    }
  },
})

interface FailedRow extends Together {
  fingerprint: string | null
  failed_at: number
  failure: Failure
  again_at: number | null
}

const togetherOf = ({ count, amount, oldest }: Together) => ({
  count,
  amount,
  oldestAt: new Date(oldest),
})
