import { scopePolicy } from '@bilagsbro/service-kit/scope'
import { defineEntity, p } from '@mikro-orm/core'

/** The audit log: one row per event about a record, run or connector. Never changed, never removed. */
export const SyncLogTable = defineEntity({
  name: 'SyncLog',
  tableName: 'sync_logs',
  policies: [scopePolicy()],
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    organizationId: p.text(),
    kind: p.text(),
    /** The record, run or connector that the event is about. */
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
