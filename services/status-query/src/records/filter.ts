import { payeeKinds } from '@bilagsbro/booking/approved-record'
import { failureClasses } from '@bilagsbro/booking/failure'
import { Amount, oneOf } from '@bilagsbro/events/fields'
import { idOf } from '@bilagsbro/kernel/name'
import { closed, PageQuery } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql, type RawBuilder } from 'kysely'
import { Type, type Static } from 'typebox'
import { Boundary, momentOf } from '../moments.ts'
import { ListOf } from '../listed.ts'
import { causedBy } from './of-cause.ts'
import { recordStatuses } from './record.ts'

const text = (maxLength: number, description: string, examples: string[]) =>
  Type.Optional(Type.String({ minLength: 1, maxLength, description, examples }))
const amount = (description: string) =>
  Type.Optional(Type.String({ ...Amount(description), examples: ['1234.50'] }))

/** No id has a line break. */
const id = '[^\\u0000-\\u001f\\u007f]{1,64}'

type Sort = (typeof sorts)[number]
const sorts = ['approvedAt', 'amount', 'attempts', 'nextAttemptAt', 'updatedAt'] as const

export const RecordFilter = Type.Object(
  {
    status: Type.Optional(ListOf(recordStatuses, 'Records of this status.')),
    type: text(64, 'Records of this type.', ['expense']),
    payeeKind: Type.Optional(ListOf(payeeKinds, 'Of this kind of payee.')),
    class: Type.Optional(ListOf(failureClasses, 'Whose last failure is of this class.')),
    code: text(128, 'Whose last failure has this code.', ['account.blocked']),
    cause: text(64, 'That fail or wait for this cause, by its fingerprint.', [
      'b3a1c29e7d5f40862ab17c3d',
    ]),
    reason: text(64, 'That wait, or were settled, for this reason.', ['period_closed']),
    run: text(64, 'That this run brought to an end.', ['0192d3a4-0000-7000-8000-000000000001']),
    approvedFrom: Type.Optional(Boundary('Approved at this moment or later.')),
    approvedTo: Type.Optional(Boundary('Approved before this moment.')),
    amountFrom: amount('Of this amount or more.'),
    amountTo: amount('Of this amount or less.'),
    recordId: Type.Optional(
      Type.String({ maxLength: 64, description: 'The revisions of this record alone.' }),
    ),
    recordIds: Type.Optional(
      Type.String({
        pattern: `^${id}(\\n${id}){0,99}$`,
        description: 'The revisions of these records alone: up to 100 ids, a line each.',
        examples: ['r-1\nr-2'],
      }),
    ),
    q: text(100, 'Part of the id, the reference or the voucher number.', ['BB27']),
    sort: Type.Optional(
      oneOf(sorts, {
        title: 'RecordSort',
        description:
          'The latest approval first, if it is left out; else the greatest amount, the most attempts, the next attempt that comes first, or the latest change.',
      }),
    ),
    reverse: Type.Optional(Type.Boolean({ description: 'The other way round.' })),
    ...PageQuery.properties,
  },
  closed,
)
export type RecordFilter = Static<typeof RecordFilter>

type Condition = RawBuilder<unknown>

/** The conditions on `record` that a filter makes, those on the status apart: the sums know how many meet these. */
export async function conditionsOf(orm: Database, organizationId: string, filter: RecordFilter) {
  const { cause, status } = filter
  const others = [
    ...contentConditions(filter),
    ...outcomeConditions(filter),
    ...(cause === undefined ? [] : [await causedBy(orm, organizationId, cause)]),
    ...(filter.run === undefined ? [] : [endedIn(organizationId, filter.run)]),
  ]
  return { ofStatus: status === undefined ? [] : [isOne(status.split(','))], others }
}

/** Of one status, an index gives the records in order; of several, it does not. */
const isOne = (statuses: readonly string[]): Condition =>
  statuses.length === 1 ? sql`status = ${statuses[0]}` : sql`status = any(${[...statuses]}::text[])`

function contentConditions(filter: RecordFilter): Condition[] {
  const { type, payeeKind, approvedFrom, approvedTo, amountFrom, amountTo, q } = filter
  const { recordId, recordIds } = filter
  const part = q === undefined ? '' : `%${idOf(q).replaceAll(/[\\%_]/g, '\\$&')}%`
  return [
    type !== undefined && sql`record_type = ${type}`,
    payeeKind !== undefined && sql`payee_kind = any(${payeeKind.split(',')}::text[])`,
    approvedFrom !== undefined && sql`approved_at >= ${momentOf(approvedFrom)}`,
    approvedTo !== undefined && sql`approved_at < ${momentOf(approvedTo)}`,
    amountFrom !== undefined && sql`amount >= ${amountFrom}::numeric`,
    amountTo !== undefined && sql`amount <= ${amountTo}::numeric`,
    !!recordId && sql`record_id = ${idOf(recordId)}`,
    recordIds !== undefined && sql`record_id = any(${recordIds.split('\n').map(idOf)}::text[])`,
    q !== undefined &&
      sql`(record_id ilike ${part} or reference ilike ${part} or voucher ->> 'number' ilike ${part})`,
  ].filter((one) => one !== false)
}

const outcomeConditions = ({ class: cls, code, reason }: RecordFilter): Condition[] =>
  [
    cls !== undefined && sql`failure ->> 'class' = any(${cls.split(',')}::text[])`,
    code !== undefined && sql`failure ->> 'code' = ${code}`,
    reason !== undefined && sql`reason ->> 'code' = ${reason}`,
  ].filter((one) => one !== false)

const endedIn = (organizationId: string, runId: string) => sql`(record_id, revision) in (
  select subject, revision from sync_logs
  where organization_id = ${organizationId} and run_id = ${runId} and revision > 0)`

interface Sorted {
  readonly sort?: Sort
  readonly reverse?: boolean
}

/** In the order of the table's columns, so that an index can give it; alike ones in one order, so that pages do not overlap. */
export function orderOf({ sort = 'approvedAt', reverse = false }: Sorted): Condition {
  const column = sql.ref(`record.${columns[sort]}`)
  const isUp = (sort === 'nextAttemptAt') !== reverse
  return sql`${column} ${isUp ? sql`asc` : sql`desc`}, record.record_id, record.revision desc`
}

const columns: Record<Sort, string> = {
  approvedAt: 'approved_at',
  amount: 'amount',
  attempts: 'attempts',
  nextAttemptAt: 'next_attempt_at',
  updatedAt: 'updated_at',
}
