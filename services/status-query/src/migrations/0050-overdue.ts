import { Migration } from '@mikro-orm/migrations'

export class Overdue extends Migration {
  override up(): void {
    this.addSql(
      `create index record_overdue on record (organization_id, approved_at) where status = 'delivered' and reason is not null`,
    )
  }
}
