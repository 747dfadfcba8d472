import { sql, type RawBuilder } from 'kysely'

/**
 * Joins `r`, a record, with `asked`: the voucher, as JSON, that was asked for by the attempt it came into the ledger by.
 * Of one that was erased, what names nobody is left. Only of those records that it `isWanted` of. Months of the log from
 * before the approval are looked through only for a record whose approval is dated too late.
 */
export const joinSentVoucher = (isWanted: RawBuilder<unknown> = sql`true`) => sql`
  left join lateral (
    select case when ${isWanted} then
      coalesce((${bodyWhere(sql`l.at >= r.approved_at - interval '35 days'`)}), (${bodyWhere(sql`true`)}))
    end as body
  ) asked on true`

const bodyWhere = (isNear: RawBuilder<unknown>) => sql`
  select coalesce(l.body, (
    select e.body from sync_logs e
    where e.organization_id = l.organization_id and e.subject = l.id::text and e.kind = 'payload.erased' limit 1
  ))
  from sync_logs l
  where l.organization_id = r.organization_id and l.subject = r.record_id and l.kind = 'posting.requested'
    and l.revision = r.revision and l.attempt = r.attempts and ${isNear}
  order by l.sequence desc limit 1`
