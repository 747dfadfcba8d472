import { Migration } from '@mikro-orm/migrations'

export class Start extends Migration {
  override up(): void {
    this.addSql(`
      create table organization (
        organization_id text primary key,
        version int not null,
        configuration jsonb not null,
        wake int not null,
        suspension jsonb,
        probe_at timestamptz,
        sequence bigint not null
      )`)
    this.addSql(`
      create table record (
        organization_id text not null,
        record_id text not null,
        revision int not null,
        reference text not null,
        content_hash text not null,
        content jsonb not null,
        approved_at timestamptz not null,
        created_at timestamptz not null,
        traceparent text,
        sequence bigint not null,
        status text not null check (status in
          ('pending', 'sending', 'delivered', 'posted', 'retry_scheduled', 'failed', 'handled')),
        attempt int not null,
        failures int not null,
        run_id text,
        mapping_version int not null,
        connector text,
        target_fingerprint text,
        requested_at timestamptz,
        looked int not null,
        held jsonb,
        next_attempt_at timestamptz,
        failure jsonb,
        voucher jsonb,
        handled text,
        primary key (organization_id, record_id, revision)
      )`)
    this.addSql(`
      create index record_pending on record (organization_id, looked, created_at)
        where status = 'pending'`)
    this.addSql(`
      create index record_sending on record (organization_id, requested_at)
        where status = 'sending'`)
    this.addSql(`
      create index record_retry on record (organization_id, next_attempt_at)
        where status = 'retry_scheduled'`)
    this.addSql(`
      create table run (
        id text primary key,
        organization_id text not null,
        trigger text not null check (trigger in ('approval', 'schedule', 'manual', 'retry')),
        actor text,
        started_at timestamptz not null,
        changed_at timestamptz not null,
        completed_at timestamptz,
        sequence bigint not null,
        counts jsonb not null
      )`)
    this.addSql(`create index run_latest on run (organization_id, started_at)`)
    this.addSql(`
      create unique index run_one_rolling on run (organization_id)
        where completed_at is null and trigger = 'approval'`)
  }
}
