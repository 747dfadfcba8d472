import { sql, type RawBuilder } from 'kysely'
import { Type } from 'typebox'

export const Month = Type.String({
  pattern: '^20[0-9]{2}-(0[1-9]|1[0-2])$',
  description: 'A month in Norway.',
  examples: ['2026-11'],
})

/** The conditions on `r`, a record, that are about a month, and those on `l`, an entry of the log. */
export function within(organizationId: string, month: string) {
  const [year, number] = month.split('-').map(Number) as [number, number]
  const own = sql`r.organization_id = ${organizationId}`
  const [from, to] = [
    beginning(year, number),
    number === 12 ? beginning(year + 1, 1) : beginning(year, number + 1),
  ]
  const approved = sql`r.approved_at >= ${from} and r.approved_at < ${to}`
  return {
    approved: sql`${own} and ${approved}`,
    /** Booked in the month, and approved in another one. */
    onlyBooked: sql`${own} and r.booked_elsewhere >= ${`${month}-01`} and r.booked_elsewhere <= ${`${month}-31`}
      and r.status = 'posted'`,
    /** Booked in the month that they were approved in. */
    both: sql`${own} and ${approved} and r.booked_elsewhere is null and r.status = 'posted'`,
    /** Accounted for in another month: the content that came later was refused. */
    logged: sql`l.organization_id = ${organizationId} and l.at >= ${from} and l.at < ${to}
      and not exists (select from record r where ${own} and r.record_id = l.subject and r.revision = l.revision
        and not (${approved}))`,
  }
}

const beginning = (year: number, month: number) =>
  sql`make_timestamptz(${year}::int, ${month}::int, 1, 0, 0, 0, 'Europe/Oslo')`

/** The month in Norway of a moment. */
export const monthOf = (moment: string): RawBuilder<string> =>
  sql`to_char(${sql.ref(moment)} at time zone 'Europe/Oslo', 'YYYY-MM')`
