import { SyncStarted } from '@bilagsbro/events/sync'
import { ShownRun } from '@bilagsbro/events/shown-run'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { closed, PageQuery, RowsOf } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql, type RawBuilder } from 'kysely'
import { Type, type Static } from 'typebox'
import { moment } from '#audit/log-filter.ts'
import { isKnown } from '#audit/log-query.ts'
import { ListOf } from '../listed.ts'
import { Boundary, momentOf } from '../moments.ts'
import { outcomeOf, RunOutcome, runOutcomes } from './outcome.ts'
import { runColumns, shownRun, type FoundRun } from './query.ts'

const triggers = SyncStarted.data.properties.trigger.anyOf.map((one) => one.const)

export const RunFilter = Type.Object(
  {
    trigger: Type.Optional(ListOf(triggers, 'What began them.')),
    outcome: Type.Optional(ListOf(runOutcomes, 'What came of them.')),
    actor: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 64,
        description: 'Begun by this person.',
        examples: ['user-1'],
      }),
    ),
    from: Type.Optional(Boundary('Begun at this moment or later.')),
    to: Type.Optional(Boundary('Begun before this moment.')),
    after: Type.Optional(
      Type.String({
        pattern: '^-?\\d{1,18}\\.[^\\u0000-\\u001f\\u007f]{1,64}$',
        description: 'The `next` of the page before.',
        examples: ['1795687320000000.0192d3a4-0000-7000-8000-000000000010'],
      }),
    ),
    limit: PageQuery.properties.limit,
  },
  closed,
)
type RunFilter = Static<typeof RunFilter>

export const ListedRun = Type.Object(
  { ...ShownRun.properties, outcome: RunOutcome },
  { title: 'ListedRun' },
)

export const Runs = RowsOf('Runs', ListedRun)
type Runs = Static<typeof Runs>

/** More than so many are not counted. */
const countedAtMost = 10_000

interface Found {
  readonly run: FoundRun
  readonly outcome: RunOutcome
  readonly position: string
}

/** An organisation's runs, the latest first. A page begins behind a run, so that new ones move nothing. */
export const createRuns =
  (orm: Database) =>
  async (organizationId: string, filter: RunFilter): Promise<Result<Runs, Refusal>> => {
    if (!(await isKnown(orm, organizationId))) return err(unknownOrganization)
    const { after, limit } = filter
    const isMeant = sql.join(conditionsOf(organizationId, filter), sql` and `)
    const db = orm.em.fork().getKysely()
    const { rows } = await sql<Found>`
      select ${runColumns} as run, ${outcomeOf} as outcome,
        (extract(epoch from started_at) * 1000000)::bigint || '.' || run_id as position
      from run where ${isMeant} and ${behind(after)}
      order by started_at desc, run_id desc limit ${limit + 1}`.execute(db)
    const { rows: counted } = await sql<{ count: number }>`
      select count(*)::int as count from (select from run where ${isMeant} limit ${countedAtMost + 1}) r`.execute(
      db,
    )
    const total = counted[0]!.count
    const shown = rows.slice(0, limit)
    return ok({
      rows: shown.map(listedRun),
      next: rows.length > limit ? shown.at(-1)!.position : null,
      ...(total <= countedAtMost && { total }),
    })
  }

export const listedRun = ({ run, outcome }: Pick<Found, 'run' | 'outcome'>) => ({
  ...shownRun(run),
  outcome,
})

function conditionsOf(organizationId: string, filter: RunFilter): RawBuilder<unknown>[] {
  const { trigger, outcome, actor, from, to } = filter
  return [
    sql`organization_id = ${organizationId}`,
    trigger !== undefined && sql`trigger = any(${trigger.split(',')}::text[])`,
    outcome !== undefined && sql`${outcomeOf} = any(${outcome.split(',')}::text[])`,
    actor !== undefined && sql`actor = ${actor}`,
    from !== undefined && sql`started_at >= ${momentOf(from)}`,
    to !== undefined && sql`started_at < ${momentOf(to)}`,
  ].filter((one) => one !== false)
}

function behind(after: string | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql`true`
  const at = after.indexOf('.')
  return sql`(started_at, run_id) < (${moment(Number(after.slice(0, at)))}, ${after.slice(at + 1)})`
}
