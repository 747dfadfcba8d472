import { fingerprintOf } from '@bilagsbro/booking/cause'
import type { Failure } from '@bilagsbro/booking/failure'
import { osloDayOf } from '@bilagsbro/booking/posting-date'
import { Failure as FailureFields, oneOf } from '@bilagsbro/events/fields'
import type { Clock } from '@bilagsbro/kernel/clock'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { closed, Moment } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { isKnown } from '#audit/log-query.ts'
import { RecordSum } from '#records/counts.ts'
import { iso, milliseconds } from '../moments.ts'

export const FiguresQuery = Type.Object(
  {
    days: Type.Integer({
      default: 30,
      minimum: 1,
      maximum: 92,
      description: 'For how many days back, today among them.',
    }),
  },
  closed,
)

/** How long records have waited since they were approved; the first is the youngest. */
const ages = ['under_a_day', 'under_two_days', 'under_a_week', 'under_a_month', 'older'] as const
const oldest = { under_a_day: 24, under_two_days: 48, under_a_week: 168, under_a_month: 720 }

const { class: cls, code, subject } = FailureFields.properties

export const Figures = Type.Object(
  {
    postedPerDay: Type.Array(
      Type.Object(
        {
          day: Type.String({ format: 'date', examples: ['2026-11-26'] }),
          count: Type.Integer(),
          amount: Type.String({ description: 'As approved.', examples: ['1234.50'] }),
        },
        { title: 'PostedDay' },
      ),
      {
        description:
          'Revisions by the day in Norway on which they were first known to be posted; each day is told, the earliest first.',
      },
    ),
    waitingByAge: Type.Array(
      Type.Object(
        {
          age: oneOf(ages, {
            title: 'WaitingAge',
            description: 'Since the approval: under 24 or 48 hours, 7 or 30 days, or longer.',
          }),
          ...RecordSum.properties,
        },
        { title: 'WaitingAgeSum' },
      ),
      {
        description:
          'What is not in the ledger yet and has not failed for good, the youngest first.',
      },
    ),
    failuresByCause: Type.Array(
      Type.Object(
        {
          fingerprint: Type.String({
            description: 'The `cause` that lists its records.',
            examples: ['b3a1c29e7d5f40862ab17c3d'],
          }),
          class: cls,
          code,
          subject,
          ...RecordSum.properties,
        },
        { title: 'FailureCauseSum' },
      ),
      { description: 'What failed, for good or until its next attempt, the most frequent first.' },
    ),
    asOf: Moment('When this was read.'),
  },
  { title: 'Figures' },
)
type Figures = Static<typeof Figures>

/** What the pictures of an organisation show, and the tables beside them. Refused for one that nobody announced. */
export const createFigures =
  (orm: Database, clock: Clock) =>
  async (organizationId: string, days: number): Promise<Result<Figures, Refusal>> => {
    if (!(await isKnown(orm, organizationId))) return err(unknownOrganization)
    const now = clock.now()
    return ok({
      postedPerDay: await readPostedPerDay(orm, organizationId, daysUntil(now, days)),
      waitingByAge: await readWaitingByAge(orm, organizationId, now),
      failuresByCause: await readFailuresByCause(orm, organizationId),
      asOf: iso(now),
    })
  }

const dayMs = 86_400_000

/** The days in Norway up to that of a moment, the earliest first. */
export function daysUntil(now: Date, days: number): string[] {
  const last = Date.parse(osloDayOf(now.getTime()))
  return Array.from({ length: days }, (_, at) => iso(last - (days - 1 - at) * dayMs).slice(0, 10))
}

/** From the log, which holds each of them: no sum by day has to be kept. */
async function readPostedPerDay(orm: Database, organizationId: string, days: readonly string[]) {
  const { rows } = await sql<Figures['postedPerDay'][number]>`
    select to_char(posted.at at time zone 'Europe/Oslo', 'YYYY-MM-DD') as day, count(*)::int as count,
      coalesce(sum(r.amount), 0)::numeric(18,2)::text as amount
    from (
      select subject, revision, min(at) as at from sync_logs
      where organization_id = ${organizationId} and at >= ${days[0]}::timestamp at time zone 'Europe/Oslo'
        and kind = 'sync.succeeded' and status = 'posted'
      group by subject, revision
    ) posted left join record r on r.organization_id = ${organizationId} and r.record_id = posted.subject
      and r.revision = posted.revision
    group by 1`.execute(orm.em.fork().getKysely())
  const byDay = new Map(rows.map((row) => [row.day, row]))
  return days.map((day) => byDay.get(day) ?? { day, count: 0, amount: '0.00' })
}

interface FoundSum {
  readonly count: number
  readonly amount: string
  /** In milliseconds. */
  readonly oldestAt: number | null
}

const sums = sql`count(*)::int as count, coalesce(sum(r.amount), 0)::numeric(18,2)::text as amount,
  min(${milliseconds('r.approved_at')}) as "oldestAt"`

const shownSum = ({ count, amount, oldestAt }: FoundSum) => ({
  count,
  amount,
  ...(oldestAt !== null && { oldestAt: iso(oldestAt) }),
})

async function readWaitingByAge(orm: Database, organizationId: string, now: Date) {
  const after = (hours: number) =>
    sql`r.approved_at > ${new Date(now.getTime() - hours * 3_600_000)}`
  const cases = Object.entries(oldest).map(([age, hours]) => sql`when ${after(hours)} then ${age}`)
  const { rows } = await sql<FoundSum & { age: (typeof ages)[number] }>`
    select case when r.approved_at is null then ${ages[0]} ${sql.join(cases, sql` `)} else ${ages.at(-1)} end as age, ${sums}
    from record r
    where r.organization_id = ${organizationId} and r.status not in ('posted', 'handled')
      and r.status in ('pending', 'retry_scheduled', 'in_doubt')
    group by 1`.execute(orm.em.fork().getKysely())
  const byAge = new Map(rows.map((row) => [row.age, shownSum(row)]))
  return ages.map((age) => ({ age, ...(byAge.get(age) ?? { count: 0, amount: '0.00' }) }))
}

async function readFailuresByCause(orm: Database, organizationId: string) {
  const { rows } = await sql<FoundSum & Pick<Failure, 'class' | 'code' | 'subject'>>`
    select r.failure ->> 'class' as class, r.failure ->> 'code' as code, r.failure -> 'subject' as subject, ${sums}
    from record r
    where r.organization_id = ${organizationId} and r.status not in ('posted', 'handled')
      and r.status in ('failed', 'retry_scheduled') and r.failure is not null
    group by 1, 2, 3 order by 4 desc, 2, 3`.execute(orm.em.fork().getKysely())
  return rows.map(({ class: ofClass, code: ofCode, subject: about, ...sum }) => {
    const cause = { class: ofClass, code: ofCode, ...(about && { subject: about }) }
    return { fingerprint: fingerprintOf(cause), ...cause, ...shownSum(sum) }
  })
}
