import { Migration } from '@mikro-orm/migrations'

export class Postings extends Migration {
  override up(): void {
    this.addSql(`create sequence posting_place`)
    this.addSql(`create table posting (
      organization_id text not null, record_id text not null, revision int not null,
      attempt int not null,
      state text not null check (state in ('queued', 'sending', 'in_doubt', 'posted', 'delivered', 'refused', 'returned')),
      outcome jsonb, withdrawn boolean not null default false,
      place bigint, priority smallint not null default 0,
      reference text not null, target_fingerprint text not null, credentials_version int not null,
      flight_id uuid, max_flight_size int, tries smallint not null default 0,
      traceparent text, requested_at timestamptz not null default now(), settled_at timestamptz,
      voucher json,
      primary key (organization_id, record_id, revision)
    ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02)`)
    this.addSql(
      `create index posting_queue on posting (organization_id, priority desc, place) where place is not null`,
    )
    this.addSql(`create table flight (
      id uuid not null, organization_id text not null, principal text not null,
      target_fingerprint text not null, plan jsonb not null, postings jsonb not null,
      started_at timestamptz not null default now(), lease_until timestamptz not null,
      busy_until timestamptz, in_doubt boolean not null default false,
      look_id uuid, looks int not null default 0, revoked_at timestamptz, next_look_at timestamptz,
      primary key (id)
    ) with (fillfactor = 70, ${oftenVacuumed})`)
    this.addSql(`create index flight_organization on flight (organization_id)`)
    this.addSql(`create index flight_principal on flight (principal)`)
    this.addSql(`create table lane (
      organization_id text not null, waiting smallint not null, last_served_at timestamptz,
      not_before timestamptz, setbacks int not null default 0,
      stopped_until timestamptz, stop_failure jsonb,
      primary key (organization_id)
    ) with (fillfactor = 30, ${oftenVacuumed})`)
    this.addSql(`create table principal (
      name text not null, tokens double precision not null, filled_at timestamptz not null,
      not_before timestamptz, primary key (name)
    ) with (fillfactor = 30, ${oftenVacuumed})`)
  }
}

/** Few rows that change all the time. */
const oftenVacuumed = 'autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500'
