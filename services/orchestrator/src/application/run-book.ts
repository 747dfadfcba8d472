import type { NewId } from '@bilagsbro/kernel/ids'
import type { RunFact } from '#domain/fact.ts'
import type { Organization } from '#domain/organization.ts'
import type { SyncRecord } from '#domain/record.ts'
import {
  count,
  openRun,
  runFor,
  type Begun,
  type Counted,
  type Run,
  type Trigger,
} from '#domain/run.ts'

/** The open runs of one change, and their counts. */
export interface RunBook {
  /** The run that a record joins when it is sent now; opened when there is none. */
  current(organization: Organization, record: SyncRecord): Run
  /** Begins a run, unless one with the same trigger is open. */
  start(organizationId: string, trigger: Trigger, asked?: Omit<Begun, 'trigger'>): Run
  open(organizationId: string): Run[]
  change(run: Run): void
  /** Counts in a run that is not over. */
  count(runId: string | undefined, what: Counted): void
  /** The runs and facts that changed since the last call. */
  changed(): { readonly runs: Run[]; readonly facts: RunFact[] }
}

export function createRunBook(open: readonly Run[], now: Date, newId: NewId): RunBook {
  const runs = new Map(open.map((run) => [run.id, run]))
  let changed = new Set<string>()
  let facts: RunFact[] = []
  const change = (run: Run) => {
    runs.set(run.id, run)
    changed.add(run.id)
    if (run.completedAt) facts.push({ kind: 'run_completed', run })
  }
  const openOf = (organizationId: string) =>
    [...runs.values()].filter((run) => run.organizationId === organizationId && !run.completedAt)
  const start = (organizationId: string, trigger: Trigger, asked: Omit<Begun, 'trigger'> = {}) => {
    const there = openOf(organizationId).find((run) => run.trigger === trigger)
    if (there) return there
    const run = openRun(newId(), organizationId, now, { trigger, ...asked })
    facts.push({ kind: 'run_started', run })
    change(run)
    return run
  }
  return {
    open: openOf,
    change,
    start,
    current: ({ organizationId, schedule }, record) =>
      runFor(openOf(organizationId), record) ??
      start(organizationId, schedule ? 'schedule' : 'approval'),
    count(runId, what) {
      const run = runId === undefined ? undefined : runs.get(runId)
      if (run && !run.completedAt) change(count(run, what, now))
    },
    changed() {
      const taken = { runs: [...changed].map((id) => runs.get(id)!), facts }
      changed = new Set()
      facts = []
      return taken
    },
  }
}
