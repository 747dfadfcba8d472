import { OutboxTable } from '@bilagsbro/messaging/outbox'
import { InstallationTable } from '@bilagsbro/service-kit/postgres'
import { scopePolicy } from '@bilagsbro/service-kit/scope'
import { defineEntity, p } from '@mikro-orm/core'
import type { Schedule } from './next-run.ts'

export type RecordStatus =
  | 'pending'
  | 'retry_scheduled'
  | 'in_doubt'
  | 'delivered'
  | 'posted'
  | 'failed'
  | 'handled'
  /** Its organisation was not known, so that the orchestrator set it aside. */
  | 'set_aside'

export interface ShownFailure {
  class: string
  code: string
  message: string
}
export interface ShownVoucher {
  number: string
  date: string
  url?: string
}
export interface ShownReason {
  code: string
  categories?: string[]
  payeeKinds?: string[]
  payees?: string[]
  dimensions?: string[]
  postingDate?: string
  nextRunAt?: string
}

/** One row per revision of a record: what became of it. */
const RecordTable = defineEntity({
  name: 'Record',
  tableName: 'record',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    recordId: p.text().primary(),
    revision: p.integer().primary(),
    /** Null until the approval itself was read: what the orchestrator says of it can come first. */
    recordType: p.text().nullable(),
    payeeKind: p.text().nullable(),
    amount: p.decimal('string').precision(14).scale(2).default('0'),
    approvedAt: p.datetime().nullable(),
    status: p.text().$type<RecordStatus>(),
    reason: p.json<ShownReason>().nullable(),
    failure: p.json<ShownFailure>().nullable(),
    voucher: p.json<ShownVoucher>().nullable(),
    reference: p.text().nullable(),
    attempts: p.integer().default(0),
    nextAttemptAt: p.datetime().nullable(),
    sequence: p.bigint('number').default(0),
    updatedAt: p.datetime(),
  },
})

/** How many records of each status an organisation has, and their amount: kept by differences, equal to a recount. */
const RecordSumTable = defineEntity({
  name: 'RecordSum',
  tableName: 'record_sum',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    status: p.text().$type<RecordStatus>().primary(),
    count: p.bigint('number'),
    amount: p.decimal('string').precision(18).scale(2),
  },
})

const OrganizationTable = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    name: p.text().nullable(),
    version: p.integer().default(0),
    connectorType: p.text().nullable(),
    enabled: p.boolean().default(false),
    suspension: p.json<{ since: string; cause: ShownFailure; nextProbeAt: string }>().nullable(),
    breakerSequence: p.bigint('number').default(0),
    schedule: p.json<Schedule>().nullable(),
  },
})

/** What an organisation has sent to one kind of accounting system. */
const IntegrationTable = defineEntity({
  name: 'Integration',
  tableName: 'integration',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    connectorType: p.text().primary(),
    lastSuccessAt: p.datetime().nullable(),
    /** Records that have a voucher, or had one: equal to a recount. */
    transferred: p.bigint('number'),
  },
})

export interface RunCounts {
  planned: number
  posted: number
  delivered: number
  failed: number
  deferred: number
}

const RunTable = defineEntity({
  name: 'Run',
  tableName: 'run',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    runId: p.text().primary(),
    trigger: p.text(),
    actor: p.text().nullable(),
    startedAt: p.datetime(),
    completedAt: p.datetime().nullable(),
    counts: p.json<RunCounts>().nullable(),
    sequence: p.bigint('number'),
  },
})

/** The audit log: one row per event about a record, run or connector. Never changed, never removed. */
const SyncLogTable = defineEntity({
  name: 'SyncLog',
  tableName: 'sync_logs',
  policies: [scopePolicy()],
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    organizationId: p.text(),
    kind: p.text(),
    /** The record, run or connector that it is about. */
    subject: p.text(),
    revision: p.integer(),
    sequence: p.bigint('number'),
    at: p.datetime(),
    status: p.text(),
    actor: p.text().nullable(),
    attempt: p.integer().nullable(),
    code: p.text().nullable(),
    message: p.text().nullable(),
    reference: p.text().nullable(),
    voucherNumber: p.text().nullable(),
    mappingVersion: p.integer().nullable(),
    traceId: p.text().nullable(),
  },
})

export const tables = [
  InstallationTable,
  OutboxTable,
  RecordTable,
  RecordSumTable,
  OrganizationTable,
  IntegrationTable,
  RunTable,
  SyncLogTable,
]

/** Nothing in them is ever changed. */
export const appendOnly = ['sync_logs'] as const
