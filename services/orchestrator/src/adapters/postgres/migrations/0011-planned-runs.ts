import { Migration } from '@mikro-orm/migrations'

/** A manual run takes what was ready at a moment, and nothing newer. */
export class PlannedRuns extends Migration {
  override up(): void {
    this.addSql(`alter table run add column takes_until timestamptz, add column ready int`)
  }
}
