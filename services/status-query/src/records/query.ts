import { Corrects, Failure, LedgerVoucher, MovedDate, VoucherMode } from '@bilagsbro/events/fields'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import type { Immutable } from '@bilagsbro/kernel/immutable'
import { linkOf } from '@bilagsbro/kernel/link'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Moment, RowsOf } from '@bilagsbro/service-kit/http-schemas'
import { sql, type RawBuilder } from 'kysely'
import { Type, type Static } from 'typebox'
import { isKnown } from '#audit/log-query.ts'
import { iso, milliseconds } from '../moments.ts'
import { conditionsOf, orderOf, type RecordFilter } from './filter.ts'
import { RecordStatus, ShownReason } from './record.ts'

export const ShownRecord = Type.Object(
  {
    recordId: Type.String(),
    revision: Type.Integer(),
    reference: Type.Optional(
      Type.String({
        description: 'The number that its voucher carries in the ledger, or would carry.',
        examples: ['BB27842DZ3V0HVHP'],
      }),
    ),
    recordType: Type.Optional(Type.String({ examples: ['travel_reimbursement'] })),
    payeeKind: Type.Optional(Type.String({ examples: ['volunteer'] })),
    amount: Type.String({ examples: ['1234.50'] }),
    approvedAt: Type.Optional(Moment('Left out until the approval itself was read.')),
    status: RecordStatus,
    reason: Type.Optional(ShownReason),
    failure: Type.Optional(Failure),
    attempts: Type.Integer(),
    nextAttemptAt: Type.Optional(Moment('When it is tried again.')),
    voucher: Type.Optional(LedgerVoucher),
    corrects: Type.Optional(Corrects),
    mode: Type.Optional(VoucherMode),
    moved: Type.Optional(MovedDate),
    lastAttemptAt: Type.Optional(Moment('When its last attempt was settled or failed.')),
    updatedAt: Moment('When its row changed last.'),
  },
  { title: 'Record' },
)
type ShownRecord = Immutable<Static<typeof ShownRecord>>

export const Records = RowsOf('Records', ShownRecord)

export interface FoundRecord {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
  readonly reference: string | null
  readonly recordType: string | null
  readonly payeeKind: string | null
  readonly amount: string
  readonly approvedAt: number | null
  readonly status: RecordStatus
  readonly reason: ShownReason | null
  readonly failure: ShownRecord['failure'] | null
  readonly attempts: number
  readonly nextAttemptAt: Date | null
  readonly voucher: ShownRecord['voucher'] | null
  readonly corrects: ShownRecord['corrects'] | null
  readonly mode: ShownRecord['mode'] | null
  readonly moved: ShownRecord['moved'] | null
  readonly lastAttemptAt: number | null
  readonly updatedAt: Date
}

/** What a page shows of `record`. */
export const recordColumns: RawBuilder<unknown> = sql`
  record.organization_id as "organizationId", record.record_id as "recordId", record.revision, record.reference, record.record_type as "recordType",
  record.payee_kind as "payeeKind", record.amount, ${milliseconds('record.approved_at')} as "approvedAt", record.status,
  record.reason, record.failure, record.attempts, record.next_attempt_at as "nextAttemptAt", record.voucher,
  record.corrects, record.mode, record.moved, record.updated_at as "updatedAt", (
    select max(${milliseconds('at')}) from (
      (select at from sync_logs l where l.organization_id = record.organization_id and l.subject = record.record_id
        and l.kind = 'sync.failed' and l.revision = record.revision and l.attempt > 0
      order by l.sequence desc limit 1)
      union all
      (select at from sync_logs l where l.organization_id = record.organization_id and l.subject = record.record_id
        and l.kind = 'sync.succeeded' and l.revision = record.revision and l.attempt > 0
      order by l.sequence desc limit 1)
    ) attempted
  ) as "lastAttemptAt"`

/** An organisation's records as they are asked for, a page at a time. Refused for one that nobody announced. */
export const createRecords =
  (orm: Database) =>
  async (
    organizationId: string,
    filter: RecordFilter,
  ): Promise<Result<Immutable<Static<typeof Records>>, Refusal>> => {
    if (!(await isKnown(orm, organizationId))) return err(unknownOrganization)
    const { after = '0', limit } = filter
    const { ofStatus, others } = await conditionsOf(orm, organizationId, filter)
    const isMeant = sql.join(
      [sql`record.organization_id = ${organizationId}`, ...ofStatus, ...others],
      sql` and `,
    )
    const order = orderOf(filter)
    const { rows } = await sql<FoundRecord>`
      select ${recordColumns} from (
        select * from record where ${isMeant} order by ${order} limit ${limit} offset ${after}
      ) record order by ${order}`.execute(orm.em.fork().getKysely())
    // The sums are kept; counting all records takes longer the more there are.
    const counted = others.length > 0 ? sql`count(*)` : sql`coalesce(sum(count), 0)`
    const table = others.length > 0 ? sql`record` : sql`record_sum as record`
    const { rows: counts } = await sql<{ count: string }>`
      select ${counted} as count from ${table} where ${isMeant}`.execute(orm.em.fork().getKysely())
    const total = Number(counts[0]!.count)
    const end = Number(after) + limit
    return ok({ rows: rows.map(shownRecord), next: end < total ? String(end) : null, total })
  }

export function shownRecord({
  organizationId,
  reference,
  approvedAt,
  nextAttemptAt,
  lastAttemptAt,
  updatedAt,
  ...row
}: FoundRecord): ShownRecord {
  return {
    ...(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Pick<
      ShownRecord,
      'recordId' | 'revision' | 'amount' | 'status' | 'attempts'
    >),
    // Earlier software kept none before something was sent.
    reference: reference ?? voucherReference(organizationId, row.recordId, row.revision),
    ...(row.voucher && { voucher: withLink(row.voucher) }),
    ...(approvedAt !== null && { approvedAt: iso(approvedAt) }),
    ...(nextAttemptAt && { nextAttemptAt: iso(nextAttemptAt) }),
    ...(lastAttemptAt !== null && { lastAttemptAt: iso(lastAttemptAt) }),
    updatedAt: iso(updatedAt),
  }
}

/** Leaves out a stored link that nobody should follow. */
function withLink({ url, ...voucher }: NonNullable<ShownRecord['voucher']>) {
  const link = linkOf(url)
  return { ...voucher, ...(link !== undefined && { url: link }) }
}
