import { Migration } from '@mikro-orm/migrations'

/** Keeps an organisation's latest completed run beside it: no index gives that of each of all organisations cheaply. */
export class LastRun extends Migration {
  override up(): void {
    this.addSql(`alter table organization add column last_run jsonb`)
    this.addSql(`insert into organization (organization_id, last_run)
      select distinct on (organization_id) organization_id, jsonb_build_object('id', run_id, 'trigger', trigger, 'actor', actor,
        'startedAt', (extract(epoch from started_at) * 1000)::float8,
        'takesUntil', (extract(epoch from takes_until) * 1000)::float8, 'ready', ready,
        'completedAt', (extract(epoch from completed_at) * 1000)::float8, 'counts', counts)
      from run where completed_at is not null
      order by organization_id, started_at desc, run_id desc
      on conflict (organization_id) do update set last_run = excluded.last_run`)
  }
}
