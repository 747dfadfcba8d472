import { Migration } from '@mikro-orm/migrations'

/** Gives an organisation's latest runs in their order, however many there are. */
export class LatestRuns extends Migration {
  override up(): void {
    this.addSql(`create index run_latest on run (organization_id, started_at, run_id)`)
    this.addSql(`drop index run_newest`)
  }
}
