import { Migration } from '@mikro-orm/migrations'

/** What met a closed period waits, and is found again by when it was sent. */
export class ClosedPeriods extends Migration {
  override up(): void {
    this.addSql(`
      create index record_awaiting_period on record (organization_id, requested_at)
      where status = 'pending' and held ->> 'code' = 'period_closed'`)
  }
}
