import { Migration } from '@mikro-orm/migrations'

export class PlannedRuns extends Migration {
  override up(): void {
    this.addSql(`alter table run add takes_until timestamptz, add ready int`)
  }
}
