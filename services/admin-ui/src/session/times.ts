const minute = 60_000
const hour = 60 * minute

/** Whatever is done, a session ends then. */
export const longestMs = 8 * hour
/** A session that nobody uses ends then. */
const idleMs = 60 * minute
/** Use that is noted already need not be noted again so soon. */
const noteEveryMs = minute

export interface SessionTimes {
  readonly createdAt: Date
  /** When the person did something last. */
  readonly usedAt: Date
}

export interface SessionEnd {
  readonly at: Date
  /** Whether the person can put it off. */
  readonly extendable: boolean
}

export function endOf({ createdAt, usedAt }: SessionTimes): SessionEnd {
  const idle = usedAt.getTime() + idleMs
  const last = createdAt.getTime() + longestMs
  return { at: new Date(Math.min(idle, last)), extendable: idle < last }
}

export const hasEnded = (times: SessionTimes, now: Date): boolean => endOf(times).at <= now

export const isWorthNoting = ({ usedAt }: SessionTimes, now: Date): boolean =>
  now.getTime() - usedAt.getTime() >= noteEveryMs
