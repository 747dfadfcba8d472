import { Migration } from '@mikro-orm/migrations'

/** The voucher that a voucher corrects. */
export class Corrections extends Migration {
  override up() {
    this.addSql(`alter table record add column corrects jsonb`)
  }
}
