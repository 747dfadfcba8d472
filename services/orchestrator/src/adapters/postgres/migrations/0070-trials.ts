import { Migration } from '@mikro-orm/migrations'

/** How far the trial of each organisation has come; nothing for those that never needed one. */
export class Trials extends Migration {
  override up(): void {
    this.addSql(`alter table organization add column trial jsonb`)
  }
}
