import { Migration } from '@mikro-orm/migrations'

/** What is heard before it can be decided upon, and what makes asking again exact. */
export class FirstReading extends Migration {
  override up(): void {
    this.addSql(`
      create table kept_answer (
        organization_id text not null,
        record_id text not null,
        revision int not null,
        attempt int not null,
        kind text not null,
        voucher text not null,
        place bigserial not null,
        answer jsonb not null,
        kept_at timestamptz not null,
        primary key (organization_id, record_id, revision, attempt, kind, voucher)
      )`)
    this.addSql(`create index kept_answer_age on kept_answer (kept_at)`)
    this.addSql(`
      create table earlier_rules (
        organization_id text not null,
        version int not null,
        rules jsonb not null,
        primary key (organization_id, version)
      )`)
    this.addSql(`alter table record add column configured int not null default 0`)
    this.addSql(`
      create index run_open on run (organization_id) where completed_at is null`)
  }
}
