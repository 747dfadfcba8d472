import type { SyncCompleted, SyncStarted } from '@bilagsbro/events/sync'
import type { EntityManager } from '@mikro-orm/postgresql'
import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql } from 'kysely'
import { newestOfEach, storeNewest } from '../newest.ts'
import type { FoundRun } from './query.ts'

/** Shows runs as they start and end. */
export async function showRuns(
  em: EntityManager,
  changes: readonly (SyncStarted | SyncCompleted)[],
) {
  await storeNewest(
    em,
    runs,
    changes.map((run) => ({
      organization_id: run.organizationId,
      run_id: run.runId,
      trigger: run.trigger,
      actor: run.actor,
      started_at: run.startedAt,
      takes_until: run.takesUntil,
      ready: run.ready,
      completed_at: 'completedAt' in run ? run.completedAt : null,
      counts: 'counts' in run ? run.counts : null,
      sequence: run.sequence,
    })),
  )
  await keepLatest(
    em,
    changes.filter((run) => 'completedAt' in run),
  )
}

/** Keeps each organisation's latest run beside it; that the same is told again changes nothing. */
async function keepLatest(em: EntityManager, completed: readonly SyncCompleted[]) {
  // Of those that began at the same moment the one of the greatest id, whichever is told first.
  const inOrder = completed.toSorted((a, b) => (a.runId > b.runId ? -1 : 1))
  const startedAt = (run: SyncCompleted) => Date.parse(run.startedAt)
  const rows = newestOfEach(inOrder, ({ organizationId }) => organizationId, startedAt).map(
    (run) => ({ organization_id: run.organizationId, last_run: foundRun(run) }),
  )
  if (rows.length === 0) return
  await sql`
    insert into organization (organization_id, last_run)
    select r.* from ${recordset('r', rows, { organization_id: 'text', last_run: 'jsonb' })}
    on conflict (organization_id) do update set last_run = excluded.last_run
      where (${latest('organization')} > ${latest('excluded')}) is not true`.execute(em.getKysely())
}

const latest = (table: string) => {
  const run = sql.ref(`${table}.last_run`)
  return sql`((${run} ->> 'startedAt')::float8, ${run} ->> 'id' collate "C")`
}

const foundRun = (run: SyncCompleted): FoundRun => ({
  id: run.runId,
  trigger: run.trigger,
  actor: run.actor ?? null,
  startedAt: Date.parse(run.startedAt),
  takesUntil: run.takesUntil === undefined ? null : Date.parse(run.takesUntil),
  ready: run.ready ?? null,
  completedAt: Date.parse(run.completedAt),
  counts: run.counts as NonNullable<FoundRun['counts']>,
})

const runs = {
  table: 'run',
  key: ['organization_id', 'run_id'],
  sequence: 'sequence',
  columns: {
    organization_id: 'text',
    run_id: 'text',
    trigger: 'text',
    actor: 'text',
    started_at: 'timestamptz',
    takes_until: 'timestamptz',
    ready: 'int',
    completed_at: 'timestamptz',
    counts: 'jsonb',
    sequence: 'bigint',
  },
} as const
