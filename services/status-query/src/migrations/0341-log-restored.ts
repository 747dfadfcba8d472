import { restrictToScope } from '@bilagsbro/service-kit/scope'
import { Migration } from '@mikro-orm/migrations'

/** Archives whose entries stand in the log again, until they are released. */
export class LogRestored extends Migration {
  override up(): void {
    this.addSql(`create table log_restored (
      organization_id text not null, name text not null, restored_at timestamptz not null,
      primary key (organization_id, name)
    )`)
    for (const statement of restrictToScope('log_restored')) this.addSql(statement)
    // Only the owner may delete at all. Without the word it is a mistake.
    this.addSql(`create or replace function sync_logs_are_kept() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and tg_table_name = 'sync_logs' and current_setting('sync_logs.releases', true) = 'restored'
        then return null; end if;
        raise exception '% is append-only', tg_table_name;
      end $$`)
  }
}
