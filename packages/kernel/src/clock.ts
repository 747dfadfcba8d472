export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** A clock that stands still until it is moved; for tests. */
export function fixedClock(start: Date | string = '2026-11-21T10:00:00Z') {
  let now = new Date(start)
  return {
    now: () => now,
    advance(milliseconds: number) {
      now = new Date(now.getTime() + milliseconds)
    },
  } satisfies Clock & { advance(milliseconds: number): void }
}
