import { Cron } from 'croner'

interface Schedule {
  /** Five fields: minute, hour, day of month, month, day of week. */
  readonly cron: string
  /** By whose clocks they are read, like Europe/Oslo. */
  readonly timeZone: string
}

/**
 * The moments of a schedule after another moment, in order, as many as there are up to `count`. An hour that summer
 * time skips has one moment, its end; an hour that winter time repeats has its first, unless the schedule is hourly.
 * Throws where the fields cannot be read.
 */
export const scheduleTimes = ({ cron, timeZone }: Schedule, after: Date, count: number): Date[] =>
  new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true }).nextRuns(count, after)
