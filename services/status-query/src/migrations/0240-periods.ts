import { Migration } from '@mikro-orm/migrations'

/**
 * The posting date of vouchers that are booked in another month than their record was approved in, or whose approval was
 * not read yet: those alone, so that others have nothing more to write. A date of any form gives no fault.
 */
export class Periods extends Migration {
  override up(): void {
    this.addSql(`alter table record add column booked_elsewhere text generated always as (
      case when lpad(extract(year from ${approvedThere})::text, 4, '0') || '-' || lpad(extract(month from ${approvedThere})::text, 2, '0')
        is distinct from left(voucher ->> 'date', 7) then voucher ->> 'date' end) stored`)
    this.addSql(
      `create index record_booked_elsewhere on record (organization_id, booked_elsewhere) where booked_elsewhere is not null`,
    )
    this.addSql(`alter table organization add column dimensions jsonb`)
  }
}

const approvedThere = `approved_at at time zone 'Europe/Oslo'`
