import type { BookingRules } from '@bilagsbro/booking/create-voucher'
import type { Failure } from '@bilagsbro/booking/failure'
import type { MovedDate } from '@bilagsbro/booking/moved-date'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { CorrectedVoucher, LedgerVoucher } from '@bilagsbro/booking/voucher'
import { sharedTables } from '@bilagsbro/service-runtime/shared-tables'
import { defineEntity, p } from '@mikro-orm/core'
import type { Suspension } from '#domain/breaker.ts'
import type { RunCounts } from '#domain/run.ts'
import type { Trial } from '#domain/trial.ts'
import type { AnswerColumn } from './kept-answers.ts'
import type { KeptRequest } from './past-requests.ts'
import type { KeptConfiguration } from './rows.ts'

const statuses = [
  'pending',
  'sending',
  'delivered',
  'posted',
  'retry_scheduled',
  'failed',
  'handled',
] as const

/** The row is the organisation's lock: whoever changes anything of the organisation holds it. */
const OrganizationTable = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: {
    organizationId: p.text().primary(),
    version: p.integer(),
    configuration: p.json<KeptConfiguration>(),
    round: p.integer(),
    suspension: p.json<Omit<Suspension, 'probeAt'>>().nullable(),
    probeAt: p.datetime().nullable(),
    nextRunAt: p.datetime().nullable(),
    released: p.datetime().nullable(),
    provedAt: p.datetime().nullable(),
    sequence: p.bigint(),
    trial: p.json<Trial>().nullable(),
  },
})

const RecordTable = defineEntity({
  name: 'Record',
  tableName: 'record',
  properties: {
    organizationId: p.text().primary(),
    recordId: p.text().primary(),
    revision: p.integer().primary(),
    reference: p.text(),
    contentHash: p.text(),
    content: p.json<object>().columnType('json'),
    approvedAt: p.datetime(),
    createdAt: p.datetime(),
    traceparent: p.text().nullable(),
    sequence: p.bigint(),
    status: p.enum([...statuses]),
    attempt: p.integer(),
    failures: p.integer(),
    runId: p.text().nullable(),
    mappingVersion: p.integer(),
    connector: p.text().nullable(),
    targetFingerprint: p.text().nullable(),
    requestedAt: p.datetime().nullable(),
    lastRound: p.integer(),
    held: p.json<PendingReason>().nullable(),
    nextAttemptAt: p.datetime().nullable(),
    failure: p.json<Failure>().nullable(),
    voucher: p.json<LedgerVoucher>().nullable(),
    handled: p.text().nullable(),
    configured: p.integer().default(0),
    corrects: p.json<CorrectedVoucher>().nullable(),
    mode: p.text().nullable(),
    moved: p.json<MovedDate>().nullable(),
    /** True for a revision that withdraws the record. */
    withdrawal: p.boolean().nullable(),
  },
  indexes: [
    {
      name: 'record_pending',
      expression:
        "create index record_pending on record (organization_id, last_round, created_at) where status = 'pending'",
    },
    {
      name: 'record_sending',
      expression:
        "create index record_sending on record (organization_id, requested_at) where status = 'sending'",
    },
    {
      name: 'record_awaiting_period',
      expression:
        "create index record_awaiting_period on record (organization_id, requested_at) where status = 'pending' and held ->> 'code' = 'period_closed'",
    },
    {
      name: 'record_failed',
      expression:
        "create index record_failed on record (organization_id, (failure ->> 'cause')) where status = 'failed'",
    },
    {
      name: 'record_goes_again',
      expression:
        "create index record_goes_again on record (organization_id, next_attempt_at) where status = 'failed' and next_attempt_at is not null",
    },
    {
      name: 'record_delivered',
      expression:
        "create index record_delivered on record (organization_id, sequence) where status = 'delivered' and (voucher ->> 'overdue') is null",
    },
    {
      name: 'record_retry',
      expression:
        "create index record_retry on record (organization_id, next_attempt_at) where status = 'retry_scheduled'",
    },
  ],
})

const RunTable = defineEntity({
  name: 'Run',
  tableName: 'run',
  properties: {
    id: p.text().primary(),
    organizationId: p.text(),
    trigger: p.enum(['approval', 'schedule', 'manual', 'retry']),
    actor: p.text().nullable(),
    takesUntil: p.datetime().nullable(),
    ready: p.integer().nullable(),
    startedAt: p.datetime(),
    changedAt: p.datetime(),
    completedAt: p.datetime().nullable(),
    sequence: p.bigint(),
    counts: p.json<RunCounts>(),
  },
  indexes: [
    { name: 'run_latest', properties: ['organizationId', 'startedAt'] },
    {
      name: 'run_open',
      expression: 'create index run_open on run (organization_id) where completed_at is null',
    },
  ],
  uniques: [
    {
      name: 'run_one_rolling',
      expression:
        "create unique index run_one_rolling on run (organization_id) where completed_at is null and trigger = 'approval'",
    },
    {
      name: 'run_one_scheduled',
      expression:
        "create unique index run_one_scheduled on run (organization_id) where completed_at is null and trigger = 'schedule'",
    },
    {
      name: 'run_one_by_person',
      expression:
        "create unique index run_one_by_person on run (organization_id) where completed_at is null and trigger in ('manual', 'retry')",
    },
  ],
})

/** Uses that were told. */
const UsedTable = defineEntity({
  name: 'Used',
  tableName: 'used',
  properties: {
    organizationId: p.text().primary(),
    use: p.enum(['category', 'payee_kind']).primary(),
    value: p.text().primary(),
    firstUsedAt: p.datetime(),
  },
})

/** Answers about records that were unknown, or that came before the past was read. One row for each answer. */
const KeptAnswerTable = defineEntity({
  name: 'KeptAnswer',
  tableName: 'kept_answer',
  properties: {
    organizationId: p.text().primary(),
    recordId: p.text().primary(),
    revision: p.integer().primary(),
    attempt: p.integer().primary(),
    kind: p.text().primary(),
    voucher: p.text().primary(),
    place: p.bigint().autoincrement(),
    answer: p.json<AnswerColumn>(),
    keptAt: p.datetime(),
  },
  indexes: [{ name: 'kept_answer_age', properties: ['keptAt'] }],
})

/** Requests of a time that the database has lost: what their vouchers hold, for whoever corrects them. */
const PastRequestTable = defineEntity({
  name: 'PastRequest',
  tableName: 'past_request',
  properties: {
    organizationId: p.text().primary(),
    recordId: p.text().primary(),
    revision: p.integer().primary(),
    attempt: p.integer().primary(),
    request: p.json<KeptRequest>(),
  },
})

/** Rules that an organisation had: postings on their way, and those that are corrected, were made by them. */
const EarlierRulesTable = defineEntity({
  name: 'EarlierRules',
  tableName: 'earlier_rules',
  properties: {
    organizationId: p.text().primary(),
    version: p.integer().primary(),
    rules: p.json<BookingRules>(),
  },
})

/** Epochs in which others were told which connectors work. */
const ToldEpochTable = defineEntity({
  name: 'ToldEpoch',
  tableName: 'told_epoch',
  properties: { epoch: p.text().primary() },
})

/** What was answered to requests that changed something. */
const RequestKeyTable = defineEntity({
  name: 'RequestKey',
  tableName: 'request_key',
  properties: {
    organizationId: p.text().primary(),
    key: p.text().primary(),
    fingerprint: p.text(),
    answer: p.json<object>().columnType('json'),
    keptAt: p.datetime(),
  },
  indexes: [{ name: 'request_key_age', properties: ['keptAt'] }],
})

export const ownTables = [
  OrganizationTable,
  RecordTable,
  RunTable,
  UsedTable,
  KeptAnswerTable,
  EarlierRulesTable,
  PastRequestTable,
  ToldEpochTable,
  RequestKeyTable,
] as const
export const tables = [...sharedTables, ...ownTables] as const
