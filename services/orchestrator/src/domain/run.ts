import { isAwaitingRetry, type SyncRecord } from './record.ts'
import { nextSequence } from './sequence.ts'

export type Trigger = 'approval' | 'schedule' | 'manual' | 'retry'

export interface RunCounts {
  /** Sendings that joined the run. */
  readonly planned: number
  readonly posted: number
  readonly delivered: number
  readonly failed: number
  /** Sendings that came back unsent. A later run settles their records. */
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

/** A run that begins. Records that are sent without a person's asking join one rolling run per organisation. */
export const openRun = (
  id: string,
  organizationId: string,
  now: Date,
  { trigger = 'approval', actor }: { readonly trigger?: Trigger; readonly actor?: string } = {},
): Run => ({
  id,
  organizationId,
  trigger,
  actor,
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

/** What the run settled; the rest is deferred to a later run, or not settled yet. */
export function settledCounts(run: Run) {
  const { returned, ...counts } = run.counts
  return { ...counts, deferred: returned + outstandingIn(run) }
}

/**
 * The open run that a record joins. A run that a person started comes first, and takes no record that was accepted
 * later; the run of a retry takes the records that were asked for with it, and no others.
 */
export function runFor(open: readonly Run[], record: SyncRecord): Run | undefined {
  const by = (trigger: Trigger) => open.find((run) => run.trigger === trigger)
  const retry = by('retry')
  if (retry && retry.id === record.runId && isAwaitingRetry(record)) return retry
  const manual = by('manual')
  if (manual && record.createdAt <= manual.startedAt) return manual
  return by('schedule') ?? by('approval')
}

/** Whether a person asked for the run and waits for it. */
export const isByPerson = ({ trigger }: Run): boolean => trigger === 'manual' || trigger === 'retry'

/** The completed run; nothing while the run goes on. */
export function complete(run: Run, policy: RunPolicy, now: Date): Run | undefined {
  const quiet =
    outstandingIn(run) === 0 && now.getTime() - run.changedAt.getTime() >= policy.quietMs
  if (!quiet && now.getTime() - run.startedAt.getTime() < policy.maxMs) return undefined
  return { ...run, completedAt: now, sequence: nextSequence(run.sequence, now) }
}
