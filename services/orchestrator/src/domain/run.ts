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
  /** When the run ended: records that it could have taken, and that still waited. */
  readonly waiting?: number | undefined
  /** Those of them that waited for the trial. */
  readonly awaitingTrial?: number | undefined
}
/** Counted by the steps of records. */
export type Counted = Exclude<keyof RunCounts, 'waiting' | 'awaitingTrial'>

export interface Run {
  readonly id: string
  readonly organizationId: string
  readonly trigger: Trigger
  readonly actor?: string | undefined
  /** A manual run takes records that were accepted until then, and no newer ones. */
  readonly takesUntil?: Date | undefined
  /** How many records were ready for a manual run when it began. */
  readonly ready?: number | undefined
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

/** How a run begins. */
export type Begun = Partial<Pick<Run, 'trigger' | 'actor' | 'takesUntil' | 'ready'>>

/** A run that begins. Records that are sent without a person's asking join one rolling run per organisation. */
export const openRun = (
  id: string,
  organizationId: string,
  now: Date,
  { trigger = 'approval', ...asked }: Begun = {},
): Run => ({
  id,
  organizationId,
  trigger,
  ...asked,
  startedAt: now,
  changedAt: now,
  sequence: nextSequence(0, now),
  counts: { planned: 0, posted: 0, delivered: 0, failed: 0, returned: 0 },
})

export const count = (run: Run, what: Counted, now: Date): Run => ({
  ...run,
  changedAt: now,
  counts: { ...run.counts, [what]: run.counts[what] + 1 },
})

export function outstandingIn({ counts }: Run): number {
  return counts.planned - counts.posted - counts.delivered - counts.failed - counts.returned
}

/** What the run settled; the rest is deferred to a later run, or not settled yet. */
export function settledCounts(run: Run) {
  const { returned, waiting, awaitingTrial, ...counts } = run.counts
  return {
    ...counts,
    ...(waiting !== undefined && { waiting }),
    ...(awaitingTrial && { awaitingTrial }),
    deferred: returned + outstandingIn(run),
  }
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
  if (manual && record.createdAt <= (manual.takesUntil ?? manual.startedAt)) return manual
  return by('schedule') ?? by('approval')
}

/** Whether a person asked for the run and waits for it. */
export const isByPerson = ({ trigger }: Run): boolean => trigger === 'manual' || trigger === 'retry'

/** Why a run may end: nothing of it is outstanding any more, or it has lasted as long as a run may; nothing while it goes on. */
export function endOf(run: Run, policy: RunPolicy, now: Date): 'quiet' | 'too_long' | undefined {
  if (now.getTime() - run.startedAt.getTime() >= policy.maxMs) return 'too_long'
  const isQuiet = now.getTime() - run.changedAt.getTime() >= policy.quietMs
  return isQuiet && outstandingIn(run) === 0 ? 'quiet' : undefined
}

/** The run after its end; nothing while it goes on. A manual run goes on while the turn of a record of its own is still to come. */
export function complete(run: Run, left: Left, policy: RunPolicy, now: Date): Run | undefined {
  const end = endOf(run, policy, now)
  if (!end || (end === 'quiet' && isByPerson(run) && left.turns > 0)) return undefined
  const { waiting, awaitingTrial } = left
  const counts = { ...run.counts, waiting, ...(awaitingTrial && { awaitingTrial }) }
  return { ...run, counts, completedAt: now, sequence: nextSequence(run.sequence, now) }
}

/** Records that a run could have taken and that are still waiting; and those of them whose turn is still to come. */
export interface Left {
  readonly waiting: number
  readonly turns: number
  /** Those that wait for the trial. */
  readonly awaitingTrial: number
}
