import { Migration } from '@mikro-orm/migrations'

export class Looks extends Migration {
  override up(): void {
    this.addSql(`alter table flight add looked jsonb`)
  }
}
