import { Migration } from '@mikro-orm/migrations'

/** A connector that was enabled before needs no trial: its records have gone all along. */
export class TrialsMigration extends Migration {
  override up() {
    this.addSql(`alter table connector add column trial jsonb`)
  }
}
