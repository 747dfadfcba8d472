import type { SyncCompleted, SyncStarted } from '@bilagsbro/events/sync'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'

/** Shows runs as they start and end; only a greater sequence counts. */
export async function applyRuns(
  em: EntityManager,
  changes: readonly (SyncStarted | SyncCompleted)[],
) {
  const newest = new Map<string, SyncStarted | SyncCompleted>()
  for (const change of changes)
    if (change.sequence > (newest.get(change.runId)?.sequence ?? 0))
      newest.set(change.runId, change)
  const rows = [...newest.values()]
    .toSorted((a, b) => (a.runId < b.runId ? -1 : 1))
    .map((run) => ({
      organization_id: run.organizationId,
      run_id: run.runId,
      trigger: run.trigger,
      actor: run.actor,
      started_at: run.startedAt,
      completed_at: 'completedAt' in run ? run.completedAt : null,
      counts: 'counts' in run ? run.counts : null,
      sequence: run.sequence,
    }))
  await sql`
    insert into run (organization_id, run_id, trigger, actor, started_at, completed_at, counts, sequence)
    select r.* from ${recordset('r', rows, {
      organization_id: 'text',
      run_id: 'text',
      trigger: 'text',
      actor: 'text',
      started_at: 'timestamptz',
      completed_at: 'timestamptz',
      counts: 'jsonb',
      sequence: 'bigint',
    })}
    on conflict (organization_id, run_id) do update set completed_at = excluded.completed_at,
      counts = excluded.counts, sequence = excluded.sequence
    where run.sequence < excluded.sequence`.execute(em.getKysely())
}
