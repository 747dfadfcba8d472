import type { Alert, AlertRule } from './alert.ts'

export type Change =
  | 'grown'
  | 'reopened'
  | 'acknowledged'
  | 'snoozed'
  | 'snooze_over'
  | 'reminder'
  /** What it warns of is nearer. */
  | 'sooner'

/** Something about an alert that others are told. */
export type Notice = { readonly alert: Alert } & (
  | { readonly kind: 'raised' | 'resolved' }
  | {
      readonly kind: 'updated'
      readonly change: Change
      /** Whether people are called, or the inbox alone changes. */
      readonly notify: boolean
      readonly by?: string | undefined
    }
)

const reminderAfter = 24 * 3_600_000
const manyTimes = 10

interface Moment {
  readonly now: number
  readonly gatherMs: number
  readonly mutedBy?: AlertRule | undefined
  /** Calls people again for what happened after they were told, or comes true by the clock. */
  readonly again?: Again | undefined
}

export interface Again {
  readonly at: number
  readonly change: 'grown' | 'sooner'
}

/** An alert as it is at a moment, and what is to be told of it then, if anything. */
export function tend(given: Alert, moment: Moment): { alert: Alert; notice?: Notice } {
  const { now } = moment
  if (given.resolvedAt !== undefined) return ended(given, now)
  const alert = muted(given, moment)
  if (!alert.told) {
    if (alert.dueAt === undefined || now < alert.dueAt) return { alert }
    const told = { ...alert, told: { at: now, affected: alert.affected } }
    return tell(told, { kind: 'raised' }, now)
  }
  if (alert.isEndTold) return comeBack(alert, now)
  const another = anotherDoubling(alert, moment)
  if (another) return tell(calledFor(alert, now), updated(another, true), now)
  const { again } = moment
  if (again && alert.told.at < again.at && again.at <= now) {
    const called = { ...alert, told: { at: now, affected: alert.affected }, snoozed: undefined }
    return tell(called, updated(again.change, true), now)
  }
  if (alert.affected >= manyTimes * Math.max(1, alert.told.affected)) {
    const grown = { ...alert, told: { at: now, affected: alert.affected }, snoozed: undefined }
    return tell(grown, updated('grown', true), now)
  }
  if (alert.snoozed && now >= alert.snoozed.until)
    return tell({ ...alert, snoozed: undefined }, updated('snooze_over', true), now)
  const { acknowledged, isReminded } = alert
  if (acknowledged && !isReminded && now >= acknowledged.at + reminderAfter)
    return tell({ ...alert, isReminded: true }, updated('reminder', true), now)
  return { alert }
}

/** Nobody has marked what people are called for now. */
const calledFor = (alert: Alert, now: number): Alert => ({
  ...alert,
  told: { at: now, affected: alert.affected },
  acknowledged: undefined,
  snoozed: undefined,
  isReminded: false,
})

/** A person's word settles every doubling that was shown: whatever is left, or has come since, was not. */
function anotherDoubling(
  { rule, acknowledged, remaining, affected, told }: Alert,
  { now, gatherMs }: Moment,
): 'reopened' | 'grown' | undefined {
  if (rule !== 'posted_twice' || !told) return undefined
  if (acknowledged && remaining > 0) return 'reopened'
  return affected > told.affected && now >= told.at + gatherMs ? 'grown' : undefined
}

/**
 * Whoever was told that it is over is told that it is not. What comes back too often stays open for a day, so that its last
 * comeback is the last call. While another alert says it, nobody is called.
 */
function comeBack(alert: Alert, now: number): { alert: Alert; notice?: Notice } {
  if (alert.mutedBy) return { alert }
  return tell({ ...calledFor(alert, now), isEndTold: false }, updated('reopened', true), now)
}

/** Marks an open alert as seen, by whom; shown to all. */
export const acknowledge = (alert: Alert, by: string, now: number) =>
  tell(
    { ...alert, acknowledged: { by, at: now }, isReminded: false },
    { ...updated('acknowledged', false), by },
    now,
  )

/** Hides an open alert until a moment. */
export const snooze = (alert: Alert, by: string, until: number, now: number) =>
  tell({ ...alert, snoozed: { by, until } }, { ...updated('snoozed', false), by }, now)

/** While another alert says it already it is told to nobody; afterwards it gathers anew. */
function muted(alert: Alert, { now, gatherMs, mutedBy }: Moment): Alert {
  if (mutedBy === alert.mutedBy) return alert
  return mutedBy
    ? { ...alert, mutedBy, dueAt: undefined }
    : { ...alert, mutedBy, dueAt: now + gatherMs }
}

/** What was never told is not told when it is over. */
function ended(alert: Alert, now: number): { alert: Alert; notice?: Notice } {
  const quiet = { ...alert, snoozed: undefined }
  if (!alert.told || alert.isEndTold) return { alert: quiet }
  return tell({ ...quiet, isEndTold: true }, { kind: 'resolved' }, now)
}

const updated = (change: Change, notify: boolean) => ({ kind: 'updated', change, notify }) as const

interface About {
  readonly kind: Notice['kind']
  readonly change?: Change
  readonly notify?: boolean
  readonly by?: string
}

/** What a person did is no news. */
function tell(given: Alert, about: About, now: number): { alert: Alert; notice: Notice } {
  const newsAt = about.by === undefined ? now : given.newsAt
  // Goes on rising when the database is made anew.
  const alert = { ...given, newsAt, sequence: Math.max(given.sequence + 1, now) }
  return { alert, notice: { ...about, alert } as Notice }
}
