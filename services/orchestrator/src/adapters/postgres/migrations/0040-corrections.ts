import { Migration } from '@mikro-orm/migrations'

/** Vouchers that correct others, revisions that withdraw a record, and requests of a lost time. */
export class Corrections extends Migration {
  override up(): void {
    this.addSql(`alter table record add column corrects jsonb, add column withdrawal boolean`)
    this.addSql(`
      create table past_request (
        organization_id text not null,
        record_id text not null,
        revision int not null,
        attempt int not null,
        request jsonb not null,
        primary key (organization_id, record_id, revision, attempt)
      )`)
  }
}
