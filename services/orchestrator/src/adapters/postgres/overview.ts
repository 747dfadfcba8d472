import type { MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { Overview } from '#application/ports/overview.ts'
import type { Status } from '#domain/record.ts'
import type { Trial } from '#domain/trial.ts'
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
