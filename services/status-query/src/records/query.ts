import { Corrects, Failure, LedgerVoucher, MovedDate } from '@bilagsbro/events/fields'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import type { Immutable } from '@bilagsbro/kernel/immutable'
import { linkOf } from '@bilagsbro/kernel/link'
import { idOf } from '@bilagsbro/kernel/name'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { Moment, RowsOf, type Page } from '@bilagsbro/service-kit/http-schemas'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { iso, milliseconds } from '../moments.ts'
import { RecordStatus, ShownReason } from './record.ts'

const ShownRecord = Type.Object(
  {
    recordId: Type.String(),
    revision: Type.Integer(),
    reference: Type.Optional(
      Type.String({
        description: 'The number that its voucher carries in the ledger.',
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
    moved: Type.Optional(MovedDate),
    updatedAt: Moment('When its row changed last.'),
  },
  { title: 'Record' },
)
type ShownRecord = Immutable<Static<typeof ShownRecord>>

export const Records = RowsOf('Records', ShownRecord)

export interface RecordsQuery extends Page {
  readonly organizationId: string
  readonly status?: RecordStatus | undefined
  readonly recordId?: string | undefined
}

interface Found {
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
  readonly moved: ShownRecord['moved'] | null
  readonly updatedAt: Date
}

/** An organisation's records, the latest approval first, a page at a time. Refused for one that nobody announced. */
export const createRecords =
  (orm: Database) =>
  async (query: RecordsQuery): Promise<Result<Immutable<Static<typeof Records>>, Refusal>> => {
    const { organizationId, status, recordId, after = '0', limit } = query
    const db = orm.em.fork().getKysely()
    const known = await sql`
      select from organization where organization_id = ${organizationId} and version > 0`.execute(
      db,
    )
    if (known.rows.length === 0) return err(unknownOrganization)
    const matching = sql`organization_id = ${organizationId}
      ${status === undefined ? sql`` : sql`and status = ${status}`}
      ${recordId ? sql`and record_id = ${idOf(recordId)}` : sql``}`
    const { rows } = await sql<Found>`
      select record_id as "recordId", revision, reference, record_type as "recordType", payee_kind as "payeeKind",
        amount, ${milliseconds('approved_at')} as "approvedAt", status, reason, failure, attempts,
        next_attempt_at as "nextAttemptAt", voucher, corrects, moved, updated_at as "updatedAt"
      from record where ${matching}
      order by approved_at desc nulls last, record_id, revision desc
      limit ${limit} offset ${after}`.execute(db)
    const counted = await sql<{ count: string }>`
      select count(*) as count from record where ${matching}`.execute(db)
    const total = Number(counted.rows[0]?.count ?? 0)
    const end = Number(after) + limit
    return ok({ rows: rows.map(shown), next: end < total ? String(end) : null, total })
  }

function shown({ approvedAt, nextAttemptAt, updatedAt, ...row }: Found): ShownRecord {
  return {
    ...(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Pick<
      ShownRecord,
      'recordId' | 'revision' | 'amount' | 'status' | 'attempts'
    >),
    ...(row.voucher && { voucher: withLink(row.voucher) }),
    ...(approvedAt !== null && { approvedAt: iso(approvedAt) }),
    ...(nextAttemptAt && { nextAttemptAt: iso(nextAttemptAt) }),
    updatedAt: iso(updatedAt),
  }
}

/** Leaves out a stored link that nobody should follow. */
function withLink({ url, ...voucher }: NonNullable<ShownRecord['voucher']>) {
  const link = linkOf(url)
  return { ...voucher, ...(link !== undefined && { url: link }) }
}
