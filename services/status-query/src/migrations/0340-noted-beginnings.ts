import { Migration } from '@mikro-orm/migrations'

/** Where the chain began when an organisation's log was first looked at. */
export class NotedBeginnings extends Migration {
  override up(): void {
    this.addSql(`alter table log_check add column begins bigint`)
  }
}
