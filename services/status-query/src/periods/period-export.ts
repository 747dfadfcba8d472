import type { Readable } from 'node:stream'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { Language } from '@bilagsbro/service-kit/texts'
import { sql, type RawBuilder } from 'kysely'
import { inScope, streamed } from '#audit/log-export.ts'
import { isKnown } from '#audit/log-query.ts'
import { joinSentVoucher } from '#audit/sent-body.ts'
import { milliseconds } from '../moments.ts'
import { readArchivedLog } from './archived.ts'
import { bookedOn, dateReasonOf, placeOf } from './classified.ts'
import { monthOf, within } from './month.ts'
import { recordRow, recordsHead, totalsTable, type PeriodRecord } from './period-csv.ts'
import { readBooked } from './totals.ts'

export const parts = ['records', 'totals'] as const
export type Part = (typeof parts)[number]

export interface PeriodExport {
  readonly organizationId: string
  readonly month: string
  readonly part: Part
  readonly language: Language
}

/** A month as a table: its records, read while they are sent, or what is booked in it. */
export const createPeriodExport =
  (orm: Database, atOnce = 1_000) =>
  async (asked: PeriodExport): Promise<Result<Readable, Refusal>> => {
    const { organizationId, month, part, language } = asked
    if (!(await isKnown(orm, organizationId))) return err(unknownOrganization)
    const meant = within(organizationId, month)
    if (part === 'totals') {
      const { totals } = await readBooked(orm.em.fork(), meant)
      return ok(streamed(pieces([totalsTable(totals, language)])))
    }
    const { until: archivedUntil } = await readArchivedLog(orm.em.fork(), organizationId, month)
    const read = (isMeant: RawBuilder<unknown>, order: Order, after: Found | undefined) =>
      inScope(organizationId, () =>
        readRecords(orm, { isMeant, order, after, archivedUntil, limit: atOnce }),
      )
    return ok(streamed(recordPieces(meant, read, { language, atOnce })))
  }

async function* pieces(texts: readonly string[]) {
  yield* texts
}

/** What was approved in the month, and behind it what was approved in others and is booked in it: each record once. */
async function* recordPieces(
  meant: ReturnType<typeof within>,
  read: (isMeant: RawBuilder<unknown>, order: Order, after: Found | undefined) => Promise<Found[]>,
  { language, atOnce }: { readonly language: Language; readonly atOnce: number },
) {
  yield recordsHead(language)
  for (const [isMeant, order] of [
    [meant.approved, 'approved_at'],
    [meant.onlyBooked, 'booked_elsewhere'],
  ] as const) {
    let after: Found | undefined
    do {
      const rows = await read(isMeant, order, after)
      if (rows.length > 0) yield rows.map((row) => recordRow(row, language)).join('')
      after = rows.length === atOnce ? rows.at(-1) : undefined
    } while (after)
  }
}

type Order = 'approved_at' | 'booked_elsewhere'

interface Found extends PeriodRecord {
  /** Where the row stands in its order. */
  readonly position: string
}

interface Reading {
  readonly isMeant: RawBuilder<unknown>
  readonly order: Order
  readonly after: Found | undefined
  readonly archivedUntil: string | null
  readonly limit: number
}

async function readRecords(
  orm: Database,
  { isMeant, order, after, archivedUntil, limit }: Reading,
): Promise<Found[]> {
  const column = sql.ref(`r.${order}`)
  const type = order === 'approved_at' ? sql`timestamptz` : sql`text`
  const behind = after
    ? sql`(${column}, r.record_id, r.revision) > (${after.position}::${type}, ${after.recordId}, ${after.revision}::int)`
    : sql`true`
  const { rows } = await sql<Found>`
    select r.record_id as "recordId", r.revision, r.record_type as "recordType", r.payee_kind as "payeeKind",
      ${milliseconds('r.approved_at')} as "approvedAt", ${monthOf('r.approved_at')} as "approvedIn", r.amount,
      ${placeOf} as place, coalesce(r.failure ->> 'code', r.reason ->> 'code') as code,
      r.voucher ->> 'number' as "voucherNumber", ${bookedOn} as "bookedOn", ${dateReasonOf(archivedUntil)} as "dateReason",
      (r.corrects ->> 'revision')::int as corrects, r.reference, ${column}::text as position
    from (
      select * from record r where ${isMeant} and ${behind}
      order by ${column}, r.record_id, r.revision limit ${limit}
    ) r ${joinSentVoucher(sql`r.booked_elsewhere is not null`)}
    order by ${column}, r.record_id, r.revision`.execute(orm.em.fork().getKysely())
  return rows
}
