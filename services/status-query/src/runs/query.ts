import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { iso } from '../moments.ts'
import type { ShownRun } from '@bilagsbro/events/shown-run'

interface RunRow {
  readonly id: string
  readonly trigger: ShownRun['trigger']
  readonly actor: string | null
  readonly startedAt: Date
  readonly takesUntil: Date | null
  readonly ready: number | null
  readonly completedAt: Date | null
  readonly counts: NonNullable<ShownRun['counts']> | null
}

/** The latest runs of an organisation, newest first. */
export async function readRuns(orm: Database, organizationId: string): Promise<ShownRun[]> {
  const { rows } = await sql<RunRow>`
    select run_id as id, trigger, actor, started_at as "startedAt", takes_until as "takesUntil", ready, completed_at as "completedAt", counts
    from run where organization_id = ${organizationId} order by started_at desc, run_id desc limit 20`.execute(
    orm.em.fork().getKysely(),
  )
  return rows.map(({ id, trigger, actor, startedAt, takesUntil, ready, completedAt, counts }) => ({
    id,
    trigger,
    ...(actor !== null && { actor }),
    startedAt: iso(startedAt),
    ...(takesUntil && { takesUntil: iso(takesUntil) }),
    ...(ready !== null && { ready }),
    ...(completedAt && { completedAt: iso(completedAt) }),
    ...(counts && { counts }),
  }))
}
