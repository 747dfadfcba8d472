import { nextSequence } from './sequence.ts'

export type Trigger = 'approval' | 'schedule' | 'manual' | 'retry'

export interface RunCounts {
  /** Sendings that joined the run. */
  readonly planned: number
  readonly posted: number
  readonly delivered: number
  readonly failed: number
  /** Came back unsent; they are settled by a later run. */
  readonly returned: number
}

export interface Run {
  readonly id: string
  readonly organizationId: string
  readonly trigger: Trigger
  readonly actor?: string | undefined
  readonly startedAt: Date
  readonly changedAt: Date
  readonly completedAt?: Date | undefined
  readonly sequence: number
  readonly counts: RunCounts
}

export interface RunPolicy {
  /** How long nothing may be outstanding before a run is over. */
  readonly quietMs: number
  /** The longest that a run stays open. */
  readonly maxMs: number
}

/** The one run per organisation that every approval joins. */
export const rollingRun = (id: string, organizationId: string, now: Date): Run => ({
  id,
  organizationId,
  trigger: 'approval',
  startedAt: now,
  changedAt: now,
  sequence: nextSequence(0, now),
  counts: { planned: 0, posted: 0, delivered: 0, failed: 0, returned: 0 },
})

export const count = (run: Run, what: keyof RunCounts, now: Date): Run => ({
  ...run,
  changedAt: now,
  counts: { ...run.counts, [what]: run.counts[what] + 1 },
})

export function outstandingIn({ counts }: Run): number {
  return counts.planned - counts.posted - counts.delivered - counts.failed - counts.returned
}

/** The run as it is when it is over, or nothing while it goes on. */
export function complete(run: Run, policy: RunPolicy, now: Date): Run | undefined {
  const quiet =
    outstandingIn(run) === 0 && now.getTime() - run.changedAt.getTime() >= policy.quietMs
  if (!quiet && now.getTime() - run.startedAt.getTime() < policy.maxMs) return undefined
  return { ...run, completedAt: now, sequence: nextSequence(run.sequence, now) }
}
