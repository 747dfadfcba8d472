import type { Span } from './span.ts'

/** The life of one alert: from when it came true until it came right, through recurrences in between. */
export interface Episode {
  readonly raisedAt: number
  readonly resolvedAt?: number | undefined
  readonly switchedOff: boolean
  /** When it came back after it had come right. */
  readonly reopenedAt: readonly number[]
  /** It comes back so often that it counts as open until it has been quiet for a day. */
  readonly isUnstable: boolean
}

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What comes back within this time is the same alert. */
export const recurrence = hour
export const quiet = day
const tooOften = 3

/**
 * The episodes that spans of one cause make up. They follow from the spans alone, whatever the order in which these became
 * known. Nothing has begun that begins after `now`.
 */
export function episodesOf(spans: readonly Span[], now: number): Episode[] {
  const episodes: Episode[] = []
  let current: Running | undefined
  const inOrder = spans.filter(({ from }) => from <= now).toSorted((a, b) => a.from - b.from)
  for (const span of inOrder) {
    if (current && span.from > current.end + patience(current)) {
      episodes.push(finished(current, now))
      current = undefined
    }
    if (!current)
      current = { raisedAt: span.from, end: span.from, switchedOff: false, reopenedAt: [] }
    else if (span.from > current.end) current.reopenedAt.push(span.from)
    const until = span.until ?? Infinity
    if (until >= current.end) current.switchedOff = span.switchedOff ?? false
    current.end = Math.max(current.end, until)
  }
  return current ? [...episodes, finished(current, now)] : episodes
}

interface Running {
  readonly raisedAt: number
  end: number
  switchedOff: boolean
  readonly reopenedAt: number[]
}

const patience = (running: Running) => (isUnstable(running) ? quiet : recurrence)

function isUnstable({ reopenedAt }: Pick<Running, 'reopenedAt'>): boolean {
  const last = reopenedAt.at(-1)
  return last !== undefined && reopenedAt.filter((at) => at > last - day).length >= tooOften
}

function finished(running: Running, now: number): Episode {
  const { raisedAt, end, switchedOff, reopenedAt } = running
  const unstable = isUnstable(running) && !switchedOff
  const resolvedAt = unstable ? end + quiet : end
  return {
    raisedAt,
    reopenedAt,
    switchedOff,
    isUnstable: unstable,
    ...(resolvedAt <= now && { resolvedAt }),
  }
}
