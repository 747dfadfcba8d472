import type { MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { Overview } from '#application/ports/overview.ts'
import type { Status } from '#domain/record.ts'
import type { Trial } from '#domain/trial.ts'
import type { Use } from '#domain/use.ts'
import { runColumns, toRun, type RunRow } from './rows.ts'

export const createPostgresOverview = (orm: MikroORM): Overview => ({
  async latestRuns(organizationId, limit, offset = 0) {
    const { rows } = await sql<RunRow>`
      select ${runColumns} from run where organization_id = ${organizationId}
      order by run.started_at desc, id limit ${limit} offset ${offset}`.execute(
      orm.em.fork().getKysely(),
    )
    return rows.map(toRun)
  },
  async countRuns(organizationId) {
    const { rows } = await sql<{ runs: number }>`
      select (select count(*)::int from run where run.organization_id = o.organization_id) as runs
      from organization o where organization_id = ${organizationId}`.execute(
      orm.em.fork().getKysely(),
    )
    return rows[0]?.runs
  },
  async run(organizationId, id) {
    const { rows } = await sql<RunRow>`
      select ${runColumns} from run where organization_id = ${organizationId} and id = ${id}`.execute(
      orm.em.fork().getKysely(),
    )
    return rows.map(toRun)[0]
  },
  async trial(organizationId) {
    const { rows } = await sql<{ trial: Trial | null }>`
      select trial from organization where organization_id = ${organizationId}`.execute(
      orm.em.fork().getKysely(),
    )
    return rows.map(({ trial }) => ({ trial: trial ?? undefined }))[0]
  },
  async unsentUses(organizationId, { categories, payeeKinds }) {
    const { rows } = await sql<{ use: Use['use']; value: string }>`
      with unsent as (${sql.join(
        unsent.map(
          (condition) =>
            sql`select content from record where organization_id = ${organizationId} and ${condition}`,
        ),
        sql` union all `,
      )})
      select 'category' as use, line ->> 'category' as value
      from unsent, json_array_elements(content -> 'lines') as line
      where line ->> 'category' = any(${[...categories]})
      union
      select 'payee_kind', content -> 'payee' ->> 'kind' from unsent
      where content -> 'payee' ->> 'kind' = any(${[...payeeKinds]})`.execute(
      orm.em.fork().getKysely(),
    )
    const valuesOf = (use: Use['use']) =>
      rows.filter((row) => row.use === use).map(({ value }) => value)
    return { categories: valuesOf('category'), payeeKinds: valuesOf('payee_kind') }
  },
  async countQueues() {
    const { rows } = await sql<{ status: Status; records: number }>`
      select 'pending' as status, count(*)::int as records from record where status = 'pending'
      union all
      select 'sending', count(*)::int from record where status = 'sending'
      union all
      select 'retry_scheduled', count(*)::int from record where status = 'retry_scheduled'
      `.execute(orm.em.fork().getKysely())
    return new Map(rows.map(({ status, records }) => [status, records]))
  },
})

/** One part for each status, so that each finds its index. */
const unsent = [
  sql`status = 'pending'`,
  sql`status = 'retry_scheduled'`,
  sql`status = 'failed'`,
  sql`status = 'handled' and handled = 'before_send_from'`,
]
