import { sql, type RawBuilder } from 'kysely'

/** Where an approval stands in the accounts: in one place. */
export const places = [
  'posted',
  'corrected',
  'delivered',
  'waiting',
  'failed',
  'handled',
  'set_aside',
] as const
export type Place = (typeof places)[number]

/** The place of `r`, a record. One is corrected when the voucher that takes it back is in the books. */
export const placeOf: RawBuilder<Place> = sql`case
  when r.status in ('pending', 'retry_scheduled', 'in_doubt') then 'waiting'
  when r.status = 'posted' and exists (
    select from record c
    where c.organization_id = r.organization_id and c.record_id = r.record_id and c.revision > r.revision
      and c.status = 'posted' and (c.corrects ->> 'revision')::int = r.revision
  ) then 'corrected'
  else r.status end`

/** The posting date of `r`, where it is in the books. */
export const bookedOn: RawBuilder<string | null> =
  sql`case when r.status = 'posted' then r.voucher ->> 'date' end`

/** Why a voucher is booked in another month than its record was approved in. */
export const dateReasons = [
  'line_date',
  'date_moved',
  'ledger_date',
  'archived',
  'not_known',
] as const
export type DateReason = (typeof dateReasons)[number]

/** Of `r`, a record, with `asked`, its voucher; `archivedUntil`: up to which moment entries left the log for archives. */
export const dateReasonOf = (
  archivedUntil: string | null,
): RawBuilder<DateReason | null> => sql`case
  when r.status <> 'posted' or r.booked_elsewhere is null then null
  when r.approved_at is not null and asked.body is null and r.approved_at <= ${archivedUntil}::timestamptz then 'archived'
  when r.approved_at is null or asked.body is null then 'not_known'
  when (asked.body::json ->> 'postingDate') is distinct from r.voucher ->> 'date' then 'ledger_date'
  when r.moved is not null then 'date_moved'
  else 'line_date' end`
