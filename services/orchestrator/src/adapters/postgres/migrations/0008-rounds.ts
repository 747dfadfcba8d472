import { Migration } from '@mikro-orm/migrations'

/** One word on both sides: a record's last round is compared with its organisation's round. No row is rewritten. */
export class Rounds extends Migration {
  override up(): void {
    this.addSql(`alter table organization rename column wake to round`)
    this.addSql(`alter table record rename column looked to last_round`)
  }
}
