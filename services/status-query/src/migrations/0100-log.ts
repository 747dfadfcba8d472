import { restrictToScope } from '@bilagsbro/service-kit/scope'
import { Migration } from '@mikro-orm/migrations'

/** Entries from here on are sealed. Those from before stay as they are, outside of the chain, and the chain says so. */
export class SealedLog extends Migration {
  override up() {
    this.addSql(`alter table sync_logs add column line text, add column run_id text`)
    this.addSql(`create index sync_logs_newest on sync_logs (organization_id, at, id)`)
    for (const [name, columns] of Object.entries(found))
      this.addSql(
        `create index sync_logs_${name} on sync_logs (organization_id, ${columns}) where ${name} is not null`,
      )
    this.addSql(`create table sync_payload (
      entry bigint primary key, organization_id text not null, salt bytea not null, body text not null
    )`)
    // Rows live for seconds: without eager vacuuming the table is mostly dead rows.
    this.addSql(`create table unsealed (
      id bigint generated always as identity primary key, organization_id text not null,
      ids bigint[] not null, leaves bytea not null, written_at timestamptz not null default now()
    ) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000)`)
    this.addSql(`create table seal (
      organization_id text not null, no bigint not null, first bigint not null, last bigint not null,
      ids bigint[] not null, leaves bytea not null, head bytea not null, sealed_at timestamptz not null,
      primary key (organization_id, no)
    )`)
    // Hashes do not become shorter.
    for (const table of ['unsealed', 'seal'])
      this.addSql(`alter table ${table} alter column leaves set storage external`)
    for (const table of ['sync_payload', 'unsealed', 'seal'])
      for (const statement of restrictToScope(table)) this.addSql(statement)
    this.addSql(`create table chain (
      id smallint primary key check (id = 1), chain uuid not null, since timestamptz not null, before bigint not null
    )`)
    this.addSql(`insert into chain
      select 1, gen_random_uuid(), date_trunc('milliseconds', now()), coalesce(max(id), 0) from sync_logs`)
    for (const [table, changes] of Object.entries(kept))
      this.addSql(`create trigger ${table}_append_only before ${changes} or truncate on ${table}
        for each statement execute function sync_logs_are_kept()`)
    this.addSql(`create or replace function sync_logs_are_kept() returns trigger language plpgsql as $$
      begin raise exception '% is append-only', tg_table_name; end $$`)
  }
}

/** What the log is searched by, besides record and time. */
const found = {
  voucher_number: 'voucher_number',
  run_id: 'run_id, at',
  actor: 'actor, at',
}

/** A payload may be erased. */
const kept = {
  seal: 'update or delete',
  chain: 'update or delete',
  sync_payload: 'update',
}
