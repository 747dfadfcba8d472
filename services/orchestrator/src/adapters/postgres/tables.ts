import { OutboxTable } from '@bilagsbro/messaging/outbox'
import { InstallationTable } from '@bilagsbro/service-kit/postgres'
import { defineEntity, p } from '@mikro-orm/core'
import type { Suspension } from '#domain/breaker.ts'
import type { Failure } from '#domain/failure.ts'
import type { Configuration } from '#domain/organization.ts'
import type { PendingReason } from '#domain/record.ts'
import type { RunCounts } from '#domain/run.ts'
import type { LedgerVoucher } from '#domain/voucher.ts'

/** Its row is the lock: whoever changes anything of an organisation holds it. */
export const OrganizationTable = defineEntity({
  name: 'Organization',
  tableName: 'organization',
  properties: {
    organizationId: p.text().primary(),
    version: p.integer(),
    configuration: p.json<Pick<Configuration, 'connector' | 'mapping' | 'policies'>>(),
    wake: p.integer(),
    suspension: p.json<Omit<Suspension, 'probeAt'>>().nullable(),
    probeAt: p.datetime().nullable(),
    sequence: p.bigint(),
  },
})

export const RecordTable = defineEntity({
  name: 'Record',
  tableName: 'record',
  properties: {
    organizationId: p.text().primary(),
    recordId: p.text().primary(),
    revision: p.integer().primary(),
    reference: p.text(),
    contentHash: p.text(),
    content: p.json<object>(),
    approvedAt: p.datetime(),
    createdAt: p.datetime(),
    traceparent: p.text().nullable(),
    sequence: p.bigint(),
    status: p.text(),
    attempt: p.integer(),
    failures: p.integer(),
    runId: p.text().nullable(),
    mappingVersion: p.integer(),
    connector: p.text().nullable(),
    targetFingerprint: p.text().nullable(),
    requestedAt: p.datetime().nullable(),
    looked: p.integer(),
    held: p.json<PendingReason>().nullable(),
    nextAttemptAt: p.datetime().nullable(),
    failure: p.json<Failure>().nullable(),
    voucher: p.json<LedgerVoucher>().nullable(),
    handled: p.text().nullable(),
  },
})

export const RunTable = defineEntity({
  name: 'Run',
  tableName: 'run',
  properties: {
    id: p.text().primary(),
    organizationId: p.text(),
    trigger: p.text(),
    actor: p.text().nullable(),
    startedAt: p.datetime(),
    changedAt: p.datetime(),
    completedAt: p.datetime().nullable(),
    sequence: p.bigint(),
    counts: p.json<RunCounts>(),
  },
})

export const tables = [
  InstallationTable,
  OutboxTable,
  OrganizationTable,
  RecordTable,
  RunTable,
] as const
