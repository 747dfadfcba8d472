import { Migration } from '@mikro-orm/migrations'

export class FreshPostings extends Migration {
  override up(): void {
    this.addSql(`alter table posting add fresh boolean not null default false`)
  }
}
