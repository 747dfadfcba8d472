import type { ShownRun } from '@bilagsbro/events/shown-run'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql } from 'kysely'
import { iso, milliseconds } from '../moments.ts'

/** As rows keep it: what was kept by earlier software lacks what there was not to tell yet. */
export interface FoundRun {
  readonly id: string
  readonly trigger: ShownRun['trigger']
  readonly actor?: string | null
  readonly startedAt: number
  readonly takesUntil?: number | null
  readonly ready?: number | null
  readonly completedAt?: number | null
  readonly counts?: NonNullable<ShownRun['counts']> | null
}

/** A row of `run` as JSON. */
export const runColumns = sql<FoundRun>`json_build_object('id', run_id, 'trigger', trigger, 'actor', actor,
  'startedAt', ${milliseconds('started_at')}, 'takesUntil', ${milliseconds('takes_until')}, 'ready', ready,
  'completedAt', ${milliseconds('completed_at')}, 'counts', counts)`

/** The latest runs of an organisation, newest first. */
export async function readRuns(orm: Database, organizationId: string): Promise<ShownRun[]> {
  const { rows } = await sql<{ run: FoundRun }>`
    select ${runColumns} as run from run
    where organization_id = ${organizationId} order by started_at desc, run_id desc limit 20`.execute(
    orm.em.fork().getKysely(),
  )
  return rows.map(({ run }) => shownRun(run))
}

export function shownRun(run: FoundRun): ShownRun {
  const { id, trigger, startedAt } = run
  const { actor = null, takesUntil = null, ready = null, completedAt = null, counts } = run
  return {
    id,
    trigger,
    ...(actor !== null && { actor }),
    startedAt: iso(startedAt),
    ...(takesUntil !== null && { takesUntil: iso(takesUntil) }),
    ...(ready !== null && { ready }),
    ...(completedAt !== null && { completedAt: iso(completedAt) }),
    ...(counts && { counts }),
  }
}
