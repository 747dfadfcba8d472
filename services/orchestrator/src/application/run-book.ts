import type { NewId } from '@bilagsbro/kernel/ids'
import type { RunFact } from '#domain/fact.ts'
import { count, rollingRun, type Run, type RunCounts } from '#domain/run.ts'

/** The open runs of one change, and what it counts in them. */
export interface RunBook {
  /** The run that what is sent now belongs to; opened when there is none. */
  current(organizationId: string): Run
  open(organizationId: string): Run[]
  change(run: Run): void
  /** A run that is over counts no more. */
  count(runId: string | undefined, what: keyof RunCounts): void
  /** What changed since it was last asked. */
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
  return {
    open: openOf,
    change,
    current(organizationId) {
      const joined = openOf(organizationId).find(({ trigger }) => trigger === 'approval')
      if (joined) return joined
      const run = rollingRun(newId(), organizationId, now)
      facts.push({ kind: 'run_started', run })
      change(run)
      return run
    },
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
