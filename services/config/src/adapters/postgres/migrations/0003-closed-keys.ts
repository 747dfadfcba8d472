import { Migration } from '@mikro-orm/migrations'

export class ClosedKeysMigration extends Migration {
  override up() {
    this.addSql(`create table closed_key (id text primary key, closed_at timestamptz not null)`)
  }
}
