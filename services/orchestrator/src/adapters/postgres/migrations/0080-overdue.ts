import { Migration } from '@mikro-orm/migrations'

export class Overdue extends Migration {
  override up(): void {
    this.addSql(
      `create index record_delivered on record (organization_id, sequence) where status = 'delivered' and (voucher ->> 'overdue') is null`,
    )
  }
}
