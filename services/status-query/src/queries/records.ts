import { linkOf } from '@bilagsbro/kernel/link'
import { idOf } from '@bilagsbro/kernel/name'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { missingOrganization } from '@bilagsbro/service-kit/access'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import type { RecordStatus, ShownFailure, ShownReason, ShownVoucher } from '../tables.ts'
import { iso, milliseconds } from './moments.ts'

interface RecordRow {
  recordId: string
  revision: number
  reference?: string
  recordType?: string
  payeeKind?: string
  amount: string
  approvedAt?: string
  status: RecordStatus
  reason?: ShownReason
  failure?: ShownFailure
  attempts: number
  nextAttemptAt?: string
  voucher?: ShownVoucher
  updatedAt: string
}

export interface RecordsQuery {
  organizationId: string
  status?: readonly RecordStatus[] | undefined
  recordId?: string | undefined
  page: number
  pageSize: number
}

interface Found {
  recordId: string
  revision: number
  reference: string | null
  recordType: string | null
  payeeKind: string | null
  amount: string
  approvedAt: number | null
  status: RecordStatus
  reason: ShownReason | null
  failure: ShownFailure | null
  attempts: number
  nextAttemptAt: Date | null
  voucher: ShownVoucher | null
  updatedAt: Date
}

interface RecordsPage {
  rows: RecordRow[]
  page: number
  pageSize: number
  total: number
}

/** An organisation's records, the latest approval first, a page at a time. Refused for one that nobody announced. */
export function createRecords(orm: Database) {
  return async (query: RecordsQuery): Promise<Result<RecordsPage, Refusal>> => {
    const { organizationId, status, recordId, page, pageSize } = query
    const db = orm.em.fork().getKysely()
    const known = await sql`
      select from organization where organization_id = ${organizationId} and version > 0`.execute(
      db,
    )
    if (known.rows.length === 0) return err(missingOrganization)
    const matching = sql`organization_id = ${organizationId}
      ${status ? sql`and status = any(${status})` : sql``}
      ${recordId ? sql`and record_id = ${idOf(recordId)}` : sql``}`
    const { rows } = await sql<Found>`
      select record_id as "recordId", revision, reference, record_type as "recordType", payee_kind as "payeeKind",
        amount, ${milliseconds('approved_at')} as "approvedAt", status, reason, failure, attempts,
        next_attempt_at as "nextAttemptAt", voucher, updated_at as "updatedAt"
      from record where ${matching}
      order by approved_at desc nulls last, record_id, revision desc
      limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(db)
    const total = await sql<{
      count: string
    }>`select count(*) as count from record where ${matching}`.execute(db)
    return ok({ rows: rows.map(shown), page, pageSize, total: Number(total.rows[0]?.count ?? 0) })
  }
}

function shown({ approvedAt, nextAttemptAt, updatedAt, ...row }: Found): RecordRow {
  return {
    ...(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as Pick<
      RecordRow,
      'recordId' | 'revision' | 'amount' | 'status' | 'attempts'
    >),
    ...(row.voucher && { voucher: withLink(row.voucher) }),
    ...(approvedAt !== null ? { approvedAt: iso(approvedAt) } : {}),
    ...(nextAttemptAt ? { nextAttemptAt: new Date(nextAttemptAt).toISOString() } : {}),
    updatedAt: new Date(updatedAt).toISOString(),
  }
}

/** Whatever was stored, people are only offered what they may follow. */
function withLink({ url, ...voucher }: ShownVoucher): ShownVoucher {
  const link = linkOf(url)
  return { ...voucher, ...(link !== undefined && { url: link }) }
}
