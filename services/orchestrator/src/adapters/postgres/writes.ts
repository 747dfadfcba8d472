import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql, type Kysely } from 'kysely'
import type { KeptRecord } from '#application/ports/sync-store.ts'
import type { Organization } from '#domain/organization.ts'
import type { SyncRecord } from '#domain/record.ts'
import type { Run } from '#domain/run.ts'
import type { Use } from '#domain/use.ts'
import { changingColumns, changingTypes } from './rows.ts'

export async function insertRecords(db: Kysely<never>, kept: readonly KeptRecord[]): Promise<void> {
  const rows = kept.map(({ record, content }) => ({
    ...changingColumns(record),
    reference: record.reference,
    content_hash: record.contentHash,
    content,
    approved_at: record.approvedAt,
    created_at: record.createdAt,
    traceparent: record.traceparent,
    withdrawal: record.isWithdrawal,
  }))
  await sql`
    insert into record (organization_id, record_id, revision, sequence, status, attempt, failures,
      run_id, mapping_version, connector, target_fingerprint, requested_at, last_round, held,
      next_attempt_at, failure, voucher, handled, configured, corrects, mode, moved, reference, content_hash, content,
      approved_at, created_at, traceparent, withdrawal)
    select * from ${recordset('row', rows, insertedTypes)}`.execute(db)
}

const insertedTypes = {
  ...changingTypes,
  reference: 'text',
  content_hash: 'text',
  content: 'json',
  approved_at: 'timestamptz',
  created_at: 'timestamptz',
  traceparent: 'text',
  withdrawal: 'boolean',
} as const

export async function updateRecords(
  db: Kysely<never>,
  records: readonly SyncRecord[],
): Promise<void> {
  await sql`
    update record set sequence = changed.sequence, status = changed.status,
      attempt = changed.attempt, failures = changed.failures, run_id = changed.run_id,
      mapping_version = changed.mapping_version, connector = changed.connector,
      target_fingerprint = changed.target_fingerprint, requested_at = changed.requested_at,
      last_round = changed.last_round, held = changed.held, next_attempt_at = changed.next_attempt_at,
      failure = changed.failure, voucher = changed.voucher, handled = changed.handled,
      configured = changed.configured, corrects = changed.corrects, mode = changed.mode,
      moved = changed.moved
    from ${recordset('changed', records.map(changingColumns), changingTypes)}
    where record.organization_id = changed.organization_id
      and record.record_id = changed.record_id and record.revision = changed.revision`.execute(db)
}

export async function saveRuns(db: Kysely<never>, runs: readonly Run[]): Promise<void> {
  const rows = runs.map((run) => ({
    id: run.id,
    organization_id: run.organizationId,
    trigger: run.trigger,
    actor: run.actor,
    takes_until: run.takesUntil,
    ready: run.ready,
    started_at: run.startedAt,
    changed_at: run.changedAt,
    completed_at: run.completedAt,
    sequence: run.sequence,
    counts: run.counts,
  }))
  await sql`
    insert into run
      (id, organization_id, trigger, actor, takes_until, ready, started_at, changed_at, completed_at, sequence, counts)
    select * from ${recordset('row', rows, runTypes)}
    on conflict (id) do update set changed_at = excluded.changed_at,
      completed_at = excluded.completed_at, sequence = excluded.sequence,
      counts = excluded.counts`.execute(db)
}

const runTypes = {
  id: 'text',
  organization_id: 'text',
  trigger: 'text',
  actor: 'text',
  takes_until: 'timestamptz',
  ready: 'int',
  started_at: 'timestamptz',
  changed_at: 'timestamptz',
  completed_at: 'timestamptz',
  sequence: 'bigint',
  counts: 'jsonb',
} as const

/** `keep` leaves an organisation that is there already as it is. */
export async function saveOrganizations(
  db: Kysely<never>,
  organizations: readonly Organization[],
  there: 'keep' | 'replace',
): Promise<void> {
  const rows = organizations.map(
    ({ connector, mapping, earlierMappings, policies, schedule, suspension, ...organization }) => ({
      organization_id: organization.organizationId,
      version: organization.version,
      configuration: {
        connector,
        mapping,
        earlierMappings,
        policies,
        schedule,
        changed: {
          mapping: organization.mappingChangedAt,
          credentials: organization.credentialsChangedAt,
        },
      },
      round: organization.round,
      next_run_at: organization.nextRunAt,
      released: organization.released,
      proved_at: organization.provedAt,
      suspension: suspension && { ...suspension, probeAt: undefined },
      probe_at: suspension?.probeAt,
      trial: organization.trial,
      sequence: organization.sequence,
    }),
  )
  const conflict =
    there === 'keep'
      ? sql`nothing`
      : sql`update set version = excluded.version, configuration = excluded.configuration,
          round = excluded.round, suspension = excluded.suspension, probe_at = excluded.probe_at,
          next_run_at = excluded.next_run_at, released = excluded.released,
          proved_at = excluded.proved_at,
          sequence = excluded.sequence, trial = excluded.trial`
  await sql`
    insert into organization
      (organization_id, version, configuration, round, suspension, probe_at, next_run_at, released,
        proved_at, sequence, trial)
    select * from ${recordset('row', rows, organizationTypes)}
    order by 1
    on conflict (organization_id) do ${conflict}`.execute(db)
}

const organizationTypes = {
  organization_id: 'text',
  version: 'int',
  configuration: 'jsonb',
  round: 'int',
  suspension: 'jsonb',
  probe_at: 'timestamptz',
  next_run_at: 'timestamptz',
  released: 'timestamptz',
  proved_at: 'timestamptz',
  sequence: 'bigint',
  trial: 'jsonb',
} as const

/** Inserts in key order, so that two callers never wait for each other in a circle; gives back the new uses. */
export const insertUses = (uses: readonly Use[], now: Date) => sql<Use>`
  insert into used (organization_id, use, value, first_used_at)
  select row.*, ${now}::timestamptz
  from ${recordset('row', uses, { organizationId: 'text', use: 'text', value: 'text' })}
  order by 1, 2, 3
  on conflict do nothing
  returning organization_id as "organizationId", use, value`
