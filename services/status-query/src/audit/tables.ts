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
    runId: p.text().nullable(),
    /** The entry as it is sealed and exported. The other columns are copies to search by. Entries from before the chain have none. */
    line: p.text().nullable(),
    /** What may have to be forgotten of the entry: its line holds the salted hash alone. */
    salt: p.blob().nullable(),
    body: p.text().nullable(),
  },
})

/** The entries of an organisation that were written together, until they are in a seal. */
export const UnsealedTable = defineEntity({
  name: 'Unsealed',
  tableName: 'unsealed',
  policies: [scopePolicy()],
  properties: {
    id: p.bigint('number').primary().autoincrement(),
    organizationId: p.text(),
    ids: p.array((text) => Number(text)).columnType('bigint[]'),
    leaves: p.blob(),
    writtenAt: p.datetime(),
  },
})

/** A link of an organisation's chain: the entries from `first` to `last`, and the hash over all up to here. Never changed. */
export const SealTable = defineEntity({
  name: 'Seal',
  tableName: 'seal',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    no: p.bigint('number').primary().autoincrement(false),
    first: p.bigint('number'),
    last: p.bigint('number'),
    ids: p.array((text) => Number(text)).columnType('bigint[]'),
    leaves: p.blob(),
    head: p.blob(),
    sealedAt: p.datetime(),
  },
})

/** One row: the chains' name, since when they are, and up to which id the entries before them go. */
export const ChainTable = defineEntity({
  name: 'Chain',
  tableName: 'chain',
  properties: {
    id: p.smallint().primary().autoincrement(false),
    chain: p.uuid(),
    since: p.datetime(),
    before: p.bigint('number'),
  },
})
