import { FailureClass } from '@bilagsbro/events/fields'
import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { Type, type Static } from 'typebox'
import { PeriodSum } from '#periods/report-schema.ts'
import { ListedRun, listedRun } from './list.ts'
import { outcomeOf, type RunOutcome } from './outcome.ts'
import { runColumns, type FoundRun } from './query.ts'

const settlings = ['posted', 'delivered', 'failed'] as const

const RunCause = Type.Object(
  {
    class: Type.Optional(FailureClass),
    code: Type.String({ examples: ['account.blocked'] }),
    ...PeriodSum.properties,
    open: Type.Integer({ description: 'How many of them have failed to this day.' }),
  },
  { title: 'RunCause' },
)

export const RunDetail = Type.Object(
  {
    ...ListedRun.properties,
    settled: Type.Object(
      {
        posted: PeriodSum,
        delivered: PeriodSum,
        failed: PeriodSum,
      },
      {
        title: 'RunSettled',
        description:
          'What it sent, by what is known of it last: also while the run goes on, and after it ended.',
      },
    ),
    causes: Type.Array(RunCause, { description: 'What failed in it, the most frequent first.' }),
  },
  { title: 'RunDetail' },
)
type RunDetail = Static<typeof RunDetail>

interface FoundGroup {
  readonly status: (typeof settlings)[number]
  readonly class: NonNullable<RunDetail['causes'][number]['class']> | null
  readonly code: string | null
  readonly count: number
  readonly amount: string
  readonly open: number
}

/** One run: how far it has come, and what became of what it sent. Its records are listed by `run`. */
export const createRunDetail =
  (orm: Database) =>
  async (organizationId: string, runId: string): Promise<Result<RunDetail, Refusal>> => {
    const { rows } = await sql<{ run: FoundRun; outcome: RunOutcome }>`
      select ${runColumns} as run, ${outcomeOf} as outcome from run
      where organization_id = ${organizationId} and run_id = ${runId}`.execute(
      orm.em.fork().getKysely(),
    )
    if (!rows[0]) return err(unknownRun)
    const groups = await readGroups(orm, organizationId, runId)
    return ok({
      ...listedRun(rows[0]),
      settled: Object.fromEntries(
        settlings.map((status) => [status, sumOf(groups.filter((one) => one.status === status))]),
      ) as RunDetail['settled'],
      causes: groups.filter(({ status }) => status === 'failed').map(causeOf),
    })
  }

const unknownRun: Refusal = { kind: 'missing', code: 'run.not_found' }

/** The last word of the run on each of its records. */
async function readGroups(orm: Database, organizationId: string, runId: string) {
  const { rows } = await sql<FoundGroup>`
    select last.status, last.line::json ->> 'class' as class, last.code, count(*)::int as count,
      coalesce(sum(r.amount), 0)::numeric(18,2)::text as amount,
      (count(*) filter (where r.status in ('failed', 'retry_scheduled')))::int as open
    from (
      select distinct on (subject, revision) subject, revision, status, code, line from sync_logs
      where organization_id = ${organizationId} and run_id = ${runId} and kind in ('sync.succeeded', 'sync.failed')
      order by subject, revision, sequence desc
    ) last left join record r on r.organization_id = ${organizationId} and r.record_id = last.subject
      and r.revision = last.revision
    group by 1, 2, 3 order by 4 desc, 3`.execute(orm.em.fork().getKysely())
  return rows
}

const causeOf = ({ class: cls, code, count, amount, open }: FoundGroup) => ({
  ...(cls !== null && { class: cls }),
  code: code ?? '',
  count,
  amount,
  open,
})

const sumOf = (groups: readonly FoundGroup[]) => ({
  count: groups.reduce((sum, { count }) => sum + count, 0),
  amount: formatAmount(groups.reduce((sum, { amount }) => sum + oreOf(amount), 0)),
})
