import type { Failure } from '@bilagsbro/booking/failure'
import type { MovedDate } from '@bilagsbro/booking/moved-date'
import type { CorrectedVoucher, LedgerVoucher } from '@bilagsbro/booking/voucher'
import { scopePolicy } from '@bilagsbro/service-kit/scope'
import { defineEntity, p } from '@mikro-orm/core'
import type { RecordStatus, ShownReason } from './record.ts'

/** One row per revision of a record, with its status. */
export const RecordTable = defineEntity({
  name: 'Record',
  tableName: 'record',
  policies: [scopePolicy()],
  properties: {
    organizationId: p.text().primary(),
    recordId: p.text().primary(),
    revision: p.integer().primary(),
    /** Null until the approval itself was read: the orchestrator's word on the record can come first. */
    recordType: p.text().nullable(),
    payeeKind: p.text().nullable(),
    amount: p.decimal('string').precision(14).scale(2).default('0'),
    approvedAt: p.datetime().nullable(),
    status: p.text().$type<RecordStatus>(),
    reason: p.json<ShownReason>().nullable(),
    failure: p.json<Failure>().nullable(),
    voucher: p.json<LedgerVoucher>().nullable(),
    corrects: p.json<CorrectedVoucher>().nullable(),
    mode: p.text().nullable(),
    moved: p.json<MovedDate>().nullable(),
    reference: p.text().nullable(),
    attempts: p.integer().default(0),
    nextAttemptAt: p.datetime().nullable(),
    sequence: p.bigint('number').default(0),
    updatedAt: p.datetime(),
  },
})

/** How many records of each status an organisation has, and their amount: kept by differences, equal to a recount. */
export const RecordSumTable = defineEntity({
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
