import { fingerprintOf } from '@bilagsbro/booking/cause'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Failure } from '@bilagsbro/booking/failure'
import type { MovedDate } from '@bilagsbro/booking/moved-date'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { CorrectedVoucher, LedgerVoucher } from '@bilagsbro/booking/voucher'
import { sql } from 'kysely'
import type { Suspension } from '#domain/breaker.ts'
import { causeOf } from '#domain/cause.ts'
import type { Configuration, Organization } from '#domain/organization.ts'
import {
  noRound,
  type HandledReason,
  type LastRound,
  type MarkedState,
  type RecordState,
  type Status,
  type SyncRecord,
} from '#domain/record.ts'
import type { Run, RunCounts, Trigger } from '#domain/run.ts'
import type { Trial } from '#domain/trial.ts'

/** A record as its columns are read: moments in milliseconds, JSON parsed. */
export interface RecordRow {
  organization_id: string
  record_id: string
  revision: number
  reference: string
  content_hash: string
  approved_at: number
  created_at: number
  traceparent: string | null
  sequence: number
  status: Status
  attempt: number
  failures: number
  run_id: string | null
  mapping_version: number
  connector: ConnectorType | null
  target_fingerprint: string | null
  requested_at: number | null
  last_round: number
  held: KeptReason | null
  next_attempt_at: number | null
  failure: Failure | null
  voucher: KeptVoucher | null
  handled: HandledReason | null
  configured: number
  corrects: CorrectedVoucher | null
  mode: SyncRecord['mode'] | null
  moved: MovedDate | null
  withdrawal: boolean | null
}

const milliseconds = (column: string) => sql`
  (extract(epoch from ${sql.ref(column)}) * 1000)::float8 as ${sql.ref(column)}`

/** All columns but the content, which only queries for a voucher read. */
export const recordColumns = sql`
  organization_id, record_id, revision, reference, content_hash, ${milliseconds('approved_at')},
  ${milliseconds('created_at')}, traceparent, sequence::float8 as sequence, status, attempt,
  failures, run_id, mapping_version, connector, target_fingerprint, ${milliseconds('requested_at')},
  last_round, held, ${milliseconds('next_attempt_at')}, failure, voucher, handled, configured, corrects,
  mode, moved, withdrawal`

export function toRecord(row: RecordRow): SyncRecord {
  return {
    organizationId: row.organization_id,
    recordId: row.record_id,
    revision: row.revision,
    reference: row.reference,
    contentHash: row.content_hash,
    approvedAt: new Date(row.approved_at),
    createdAt: new Date(row.created_at),
    traceparent: row.traceparent ?? undefined,
    sequence: row.sequence,
    attempt: row.attempt,
    failures: row.failures,
    runId: row.run_id ?? undefined,
    mappingVersion: row.mapping_version,
    connector: row.connector ?? undefined,
    targetFingerprint: row.target_fingerprint ?? undefined,
    requestedAt: momentOf(row.requested_at),
    configured: row.configured,
    corrects: row.corrects ?? undefined,
    mode: row.mode ?? undefined,
    moved: row.moved ?? undefined,
    isWithdrawal: row.withdrawal ?? undefined,
    state: toState(row),
  }
}

function toState(row: RecordRow): RecordState {
  switch (row.status) {
    case 'pending':
      return { ...toHeld(row.held), status: 'pending', lastRound: toLastRound(row.last_round) }
    case 'sending':
      return {
        ...toHeld(row.held),
        status: 'sending',
        doubt: row.failure ?? undefined,
        lastRound: row.last_round || undefined,
      }
    case 'posted':
      return { status: 'posted', voucher: row.voucher! }
    case 'delivered':
      return toDelivered(row.voucher!)
    case 'retry_scheduled':
      return {
        status: 'retry_scheduled',
        failure: row.failure!,
        nextAttemptAt: new Date(row.next_attempt_at!),
        isRetry: row.held?.retry,
      }
    case 'failed':
      return { status: 'failed', ...toFailed(row) }
    case 'handled':
      return { status: 'handled', reason: row.handled!, before: markedState(row) }
  }
}

function toFailed({ failure: kept, next_attempt_at }: RecordRow) {
  const { cause: _, ...failure } = kept as KeptFailure
  return { failure, againAt: momentOf(next_attempt_at) }
}

/** A reason, or none, with the mark of a record that goes again: few do. */
type KeptReason =
  | (PendingReason & { readonly retry?: undefined })
  | ((PendingReason | { readonly code?: undefined }) & { readonly retry: true })

function toHeld(kept: KeptReason | null) {
  if (!kept?.retry) return { held: kept ?? undefined }
  const { retry: isRetry, ...held } = kept
  return { held: held.code && held, isRetry }
}

const keptReason = ({ held, isRetry }: Kept): KeptReason | undefined =>
  isRetry ? { ...held, retry: true } : held

interface Kept {
  readonly held?: PendingReason | undefined
  readonly isRetry?: boolean | undefined
}

/** A failure with the fingerprint of its cause, by which failed records are found: a column of its own would be written for every record. */
type KeptFailure = Failure & { readonly cause?: string }

/** A delivered voucher says within it that it is overdue: most are booked in time. */
type KeptVoucher = LedgerVoucher & { readonly overdue?: true }

function toDelivered({ overdue, ...voucher }: KeptVoucher) {
  return { status: 'delivered', voucher, ...(overdue && { isOverdue: true }) } as const
}

const keptVoucher = ({
  voucher,
  isOverdue,
}: Extract<RecordState, { status: 'delivered' }>): KeptVoucher =>
  isOverdue ? { ...voucher, overdue: true } : voucher

function markedState({ voucher, failure }: RecordRow): MarkedState | undefined {
  if (voucher) return { status: 'delivered', voucher }
  return failure ? { status: 'failed', failure } : undefined
}

/**
 * Records that no round lets go are kept as if their last round were still to come: greater than every round, so that no
 * page of a round holds them. The column is an `int`.
 */
export const beyondRounds = { awaits_revision: 2 ** 31 - 1, unread: 2 ** 31 - 2 } as const

const lastRoundColumn = (lastRound: LastRound): number =>
  typeof lastRound === 'number' ? lastRound : beyondRounds[lastRound]

function toLastRound(column: number): LastRound {
  if (column < beyondRounds.unread) return column
  return column === beyondRounds.unread ? 'unread' : 'awaits_revision'
}

/** Columns that are left out become null. */
export function changingColumns(record: SyncRecord) {
  const { state } = record
  return {
    organization_id: record.organizationId,
    record_id: record.recordId,
    revision: record.revision,
    sequence: record.sequence,
    status: state.status,
    attempt: record.attempt,
    failures: record.failures,
    run_id: record.runId,
    mapping_version: record.mappingVersion,
    connector: record.connector,
    target_fingerprint: record.targetFingerprint,
    requested_at: record.requestedAt,
    configured: record.configured,
    corrects: record.corrects,
    mode: record.mode,
    moved: record.moved,
    ...stateColumns(state),
  }
}

function stateColumns(state: RecordState) {
  switch (state.status) {
    case 'pending':
      return { last_round: lastRoundColumn(state.lastRound), held: keptReason(state) }
    case 'sending':
      return {
        last_round: state.lastRound ?? noRound,
        held: keptReason(state),
        failure: state.doubt,
      }
    case 'posted':
      return { last_round: noRound, voucher: state.voucher }
    case 'delivered':
      return { last_round: noRound, voucher: keptVoucher(state) }
    case 'retry_scheduled':
      return {
        last_round: noRound,
        held: keptReason({ isRetry: state.isRetry }),
        failure: state.failure,
        next_attempt_at: state.nextAttemptAt,
      }
    case 'failed':
      return {
        last_round: noRound,
        failure: { ...state.failure, cause: fingerprintOf(causeOf(state)) } satisfies KeptFailure,
        next_attempt_at: state.againAt,
      }
    case 'handled':
      return {
        last_round: noRound,
        handled: state.reason,
        failure: state.before?.status === 'failed' ? state.before.failure : undefined,
        voucher: state.before?.status === 'delivered' ? state.before.voucher : undefined,
      }
  }
}

/** The columns that change, after the key. */
export const changingTypes = {
  organization_id: 'text',
  record_id: 'text',
  revision: 'int',
  sequence: 'bigint',
  status: 'text',
  attempt: 'int',
  failures: 'int',
  run_id: 'text',
  mapping_version: 'int',
  connector: 'text',
  target_fingerprint: 'text',
  requested_at: 'timestamptz',
  last_round: 'int',
  held: 'jsonb',
  next_attempt_at: 'timestamptz',
  failure: 'jsonb',
  voucher: 'jsonb',
  handled: 'text',
  configured: 'int',
  corrects: 'jsonb',
  mode: 'text',
  moved: 'jsonb',
} as const

/** The parts of `connector.configured` that are kept as they came. */
export type KeptConfiguration = Pick<
  Configuration,
  'connector' | 'mapping' | 'earlierMappings' | 'policies' | 'schedule'
> & { readonly changed?: { readonly mapping?: string; readonly credentials?: string } }

export interface OrganizationRow {
  organization_id: string
  version: number
  configuration: KeptConfiguration
  round: number
  suspension: (Omit<Suspension, 'probeAt' | 'since'> & { since: string }) | null
  probe_at: number | null
  next_run_at: number | null
  released: number | null
  proved_at: number | null
  sequence: number
  trial: Trial | null
}

export const organizationColumns = sql`
  organization_id, version, configuration, round, suspension, trial, ${milliseconds('probe_at')},
  ${milliseconds('next_run_at')}, ${milliseconds('released')}, ${milliseconds('proved_at')}, sequence::float8 as sequence`

export function toOrganization(row: OrganizationRow): Organization {
  const { suspension, probe_at } = row
  const { changed = {}, ...configuration } = row.configuration
  return {
    organizationId: row.organization_id,
    version: row.version,
    ...configuration,
    ...(changed.mapping !== undefined && { mappingChangedAt: new Date(changed.mapping) }),
    ...(changed.credentials !== undefined && {
      credentialsChangedAt: new Date(changed.credentials),
    }),
    round: row.round,
    sequence: row.sequence,
    trial: row.trial ?? undefined,
    nextRunAt: momentOf(row.next_run_at),
    released: momentOf(row.released),
    provedAt: momentOf(row.proved_at),
    suspension: suspension
      ? {
          ...suspension,
          since: new Date(suspension.since),
          probeAt: momentOf(probe_at),
        }
      : undefined,
  }
}

export interface RunRow {
  id: string
  organization_id: string
  trigger: Trigger
  actor: string | null
  takes_until: number | null
  ready: number | null
  started_at: number
  changed_at: number
  completed_at: number | null
  sequence: number
  counts: RunCounts
}

export const runColumns = sql`
  id, organization_id, trigger, actor, ${milliseconds('takes_until')}, ready, ${milliseconds('started_at')}, ${milliseconds('changed_at')},
  ${milliseconds('completed_at')}, sequence::float8 as sequence, counts`

export function toRun(row: RunRow): Run {
  return {
    id: row.id,
    organizationId: row.organization_id,
    trigger: row.trigger,
    actor: row.actor ?? undefined,
    takesUntil: momentOf(row.takes_until),
    ready: row.ready ?? undefined,
    startedAt: new Date(row.started_at),
    changedAt: new Date(row.changed_at),
    completedAt: momentOf(row.completed_at),
    sequence: row.sequence,
    counts: row.counts,
  }
}

const momentOf = (at: number | null): Date | undefined => (at === null ? undefined : new Date(at))
