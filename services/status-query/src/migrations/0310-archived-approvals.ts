import { Migration } from '@mikro-orm/migrations'

/** What the report of a month needs of entries that left the log. Not known of archives that were made before. */
export class ArchivedApprovals extends Migration {
  override up(): void {
    this.addSql(
      `alter table log_archive add column approvals jsonb, add column last_at timestamptz`,
    )
  }
}
