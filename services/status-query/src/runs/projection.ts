import type { SyncCompleted, SyncStarted } from '@bilagsbro/events/sync'
import type { EntityManager } from '@mikro-orm/postgresql'
import { storeNewest } from '../newest.ts'

/** Shows runs as they start and end. */
export const showRuns = (em: EntityManager, changes: readonly (SyncStarted | SyncCompleted)[]) =>
  storeNewest(
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
