import { Migration } from '@mikro-orm/migrations'

/** Vouchers that were left in the ledger as drafts. */
export class PostingModes extends Migration {
  override up(): void {
    this.addSql(`alter table record add column mode text`)
  }
}
