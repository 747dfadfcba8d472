import { Migration } from '@mikro-orm/migrations'

export class SchedulesAndUses extends Migration {
  override up(): void {
    this.addSql(`
      alter table organization add column next_run_at timestamptz, add column released timestamptz`)
    this.addSql(`
      create unique index run_one_scheduled on run (organization_id)
        where completed_at is null and trigger = 'schedule'`)
    this.addSql(`
      create unique index run_one_by_person on run (organization_id)
        where completed_at is null and trigger in ('manual', 'retry')`)
    this.addSql(`
      create table used (
        organization_id text not null,
        use text not null check (use in ('category', 'payee_kind')),
        value text not null,
        first_used_at timestamptz not null,
        primary key (organization_id, use, value)
      )`)
  }
}
