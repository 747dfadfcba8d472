import { Instant } from '@bilagsbro/events/fields'
import { idOf } from '@bilagsbro/kernel/name'
import { isVoucherReference } from '@bilagsbro/kernel/voucher-reference'
import { closed } from '@bilagsbro/service-kit/http-schemas'
import { sql, type RawBuilder } from 'kysely'
import { Type, type Static } from 'typebox'

const instant = (description: string) =>
  Type.Optional(
    Type.String({
      ...Instant(description),
      format: 'date-time',
      examples: ['2026-11-01T00:00:00+01:00'],
    }),
  )
const text = (description: string, examples: string[]) =>
  Type.Optional(Type.String({ minLength: 1, maxLength: 128, description, examples }))

export const LogFilter = Type.Object(
  {
    from: instant('Entries of this moment and later.'),
    to: instant('Entries before this moment.'),
    status: text('What came of it.', ['failed']),
    kind: text('The type of the event.', ['sync.failed']),
    recordId: text('Entries about this record.', ['r-1']),
    runId: text('Entries of this run.', ['0192d3a4-0000-7000-8000-000000000001']),
    actor: text('What this person did.', ['user-1']),
    voucherNumber: text("The ledger's number of a voucher.", ['1001']),
    q: text(
      "A record, a voucher's number, a run or a person, whichever it is, as a whole; in an organisation also the reference that a voucher carries.",
      ['1001'],
    ),
  },
  closed,
)
export type LogFilter = Static<typeof LogFilter>

interface Filter extends LogFilter {
  /** Of all organisations without it. */
  readonly organizationId?: string | undefined
}

/** The conditions on `l`, an entry. */
export function matching({ organizationId, ...filter }: Filter): RawBuilder<unknown> {
  const { from, to, status, kind, recordId, runId, actor, voucherNumber, q } = filter
  const conditions = [
    from !== undefined && sql`l.at >= ${moment(Date.parse(from) * 1000)}`,
    to !== undefined && sql`l.at < ${moment(Date.parse(to) * 1000)}`,
    status !== undefined && sql`l.status = ${status}`,
    kind !== undefined && sql`l.kind = ${kind}`,
    recordId !== undefined && sql`l.subject = ${idOf(recordId)} and l.revision > 0`,
    runId !== undefined && sql`l.run_id = ${runId}`,
    actor !== undefined && sql`l.actor = ${actor}`,
    voucherNumber !== undefined && sql`l.voucher_number = ${voucherNumber}`,
    q !== undefined && about(q.trim(), organizationId),
  ].filter((one) => one !== false)
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/** Each is a whole value that an index knows: none of them reads the log through. */
function about(q: string, organizationId: string | undefined): RawBuilder<unknown> {
  const ways = [
    sql`(l.subject = ${idOf(q)} and l.revision > 0)`,
    sql`l.voucher_number = ${q}`,
    sql`l.run_id = ${q}`,
    sql`l.actor = ${q}`,
  ]
  const reference = q.toUpperCase()
  // No index knows references. The records of one organisation are few beside what the log says of them.
  if (organizationId !== undefined && isVoucherReference(reference))
    ways.push(sql`(l.revision > 0 and l.subject = any(array(
      select record_id from record where organization_id = ${organizationId} and reference = ${reference})))`)
  return sql`(${sql.join(ways, sql` or `)})`
}

/** A moment by its microseconds. */
export const moment = (microseconds: number) =>
  sql`timestamptz 'epoch' + ${microseconds}::float8 * interval '1 microsecond'`
