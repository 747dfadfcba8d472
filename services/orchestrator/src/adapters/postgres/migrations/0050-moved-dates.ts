import { Migration } from '@mikro-orm/migrations'

/** Other posting dates than the records' own. */
export class MovedDates extends Migration {
  override up(): void {
    this.addSql(`alter table record add column moved jsonb`)
  }
}
