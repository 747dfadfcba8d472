/** Rises with every event about one thing, and goes on rising when the database is rebuilt from nothing. */
export const nextSequence = (previous: number, now: Date): number =>
  Math.max(previous + 1, now.getTime())
