import { restrictToScope } from '@bilagsbro/service-kit/scope'
import { Migration } from '@mikro-orm/migrations'

/** Which entries stand in archives instead of the log. */
export class LogArchive extends Migration {
  override up() {
    this.addSql(`create table log_archive (
      organization_id text not null, name text not null, no int not null, entries int not null, before int not null,
      ids bigint[] not null, manifest text not null, proof text not null, archived_at timestamptz not null,
      primary key (organization_id, name)
    )`)
    for (const statement of restrictToScope('log_archive')) this.addSql(statement)
    this.addSql(`create trigger log_archive_append_only before update or delete or truncate on log_archive
      for each statement execute function sync_logs_are_kept()`)
    // What comes for it from now on stands in a new table.
    this.addSql(`create function sync_log_months.release_earlier() returns text language plpgsql set timezone = 'UTC' as $$
      declare oldest timestamptz := (select min(m.month) from sync_log_months.months m);
      begin
        perform sync_log_months.detach('earlier');
        alter table sync_log_months.earlier rename to released_earlier;
        perform sync_log_months.create_table('earlier');
        perform sync_log_months.attach('earlier', null, oldest);
        return 'released_earlier';
      end $$`)
  }
}
