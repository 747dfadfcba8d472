import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { joinSentVoucher } from '#audit/sent-body.ts'
import type { within } from './month.ts'
import type { LinesUnknown, PeriodSum } from './report-schema.ts'

interface Dimension {
  readonly code: string
  readonly value: string
}

/** What was booked on an account with the same VAT code and dimensions. */
export interface Total {
  readonly account: string
  readonly vatCode?: string
  readonly dimensions: Dimension[]
  readonly debit: string
  readonly credit: string
}

interface FoundTotal {
  readonly account: string
  readonly vatCode: string | null
  readonly dimensions: string
  readonly debit: string
  readonly credit: string
}

interface Found {
  readonly totals: readonly FoundTotal[] | null
  readonly count: number
  readonly amount: string
  readonly takenBack: PeriodSum
  readonly linesUnknown: LinesUnknown
}

/**
 * The vouchers that are booked in a month, line by line as they were asked for, since a voucher counts as posted only with
 * these accounts and amounts. Read from the log: each voucher is there, and nothing is kept twice.
 */
export async function readBooked(
  em: EntityManager,
  { both, onlyBooked }: ReturnType<typeof within>,
  archivedUntil: string | null = null,
) {
  const columns = sql`organization_id, record_id, revision, attempts, amount, approved_at, (corrects ->> 'revision')::int as corrects`
  const { rows } = await sql<Found>`
    with r as (
      select ${columns} from record r where ${both}
      union all
      select ${columns} from record r where ${onlyBooked}
    ), sent as materialized (
      select r.*, asked.body, earlier.amount as taken_back from r ${joinSentVoucher()}
        left join record earlier on earlier.organization_id = r.organization_id and earlier.record_id = r.record_id
          and earlier.revision = r.corrects
    ), totals as (
      select line.account, line."vatCode", coalesce(line.dimensions::text, '[]') as dimensions,
        sum(greatest(line.amount, 0))::numeric(18,2)::text as debit,
        sum(greatest(-line.amount, 0))::numeric(18,2)::text as credit
      from sent cross join lateral json_to_recordset(sent.body::json -> 'lines')
        as line (account text, amount numeric(18,2), "vatCode" text, dimensions json)
      where sent.body is not null group by 1, 2, 3
    )
    select (select json_agg(totals) from totals) as totals, count(*)::int as count, ${sumOf('amount')} as amount,
      json_build_object('count', count(taken_back), 'amount', ${sumOf('taken_back')}) as "takenBack",
      json_build_object('count', count(*) filter (where body is null),
        'amount', ${sumOf('amount', sql`filter (where body is null)`)},
        'archived', count(*) filter (where body is null and approved_at <= ${archivedUntil}::timestamptz)) as "linesUnknown"
    from sent`.execute(em.getKysely())
  const found = rows[0]!
  return { ...found, totals: alike(found.totals ?? []) }
}

const sumOf = (column: string, filter = sql``) =>
  sql`coalesce(sum(${sql.ref(column)}) ${filter}, 0)::numeric(18,2)::text`

/** The same dimensions in another order are the same. */
function alike(found: readonly FoundTotal[]): Total[] {
  const totals = new Map<string, Total>()
  for (const { account, vatCode, dimensions, debit, credit } of found) {
    const given = (JSON.parse(dimensions) as Dimension[]).toSorted(byCode)
    const key = JSON.stringify([account, vatCode, given])
    const known = totals.get(key)
    totals.set(key, {
      account,
      ...(vatCode !== null && { vatCode }),
      dimensions: given,
      debit: plus(known?.debit, debit),
      credit: plus(known?.credit, credit),
    })
  }
  return [...totals.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, total]) => total)
}

const byCode = (a: Dimension, b: Dimension) => (a.code < b.code ? -1 : 1)

/** What is summed up by a text of each total. */
export function summedBy(
  totals: readonly Total[],
  keyOf: (total: Total) => string | undefined,
): { key: string; debit: string; credit: string; net: string }[] {
  const sums = new Map<string, { debit: string; credit: string }>()
  for (const total of totals) {
    const key = keyOf(total)
    if (key === undefined) continue
    const known = sums.get(key)
    sums.set(key, {
      debit: plus(known?.debit, total.debit),
      credit: plus(known?.credit, total.credit),
    })
  }
  return [...sums]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, sum]) => ({ key, ...withNet(sum) }))
}

export const withNet = <Sum extends { readonly debit: string; readonly credit: string }>(
  sum: Sum,
) => ({ ...sum, net: formatAmount(oreOf(sum.debit) - oreOf(sum.credit)) })

const plus = (a: string | undefined, b: string) =>
  formatAmount((a === undefined ? 0 : oreOf(a)) + oreOf(b))
