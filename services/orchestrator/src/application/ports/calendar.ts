import type { NextRun, Schedule } from '#domain/schedule.ts'

/** Reads schedules: five fields of cron, by Norway's clocks. No I/O. */
export interface Calendar {
  /** Of a moment that summer time skips, its end; of one that winter time repeats, the first, unless it is hourly. */
  readonly nextRun: NextRun
  /** What is wrong with a schedule, in a sentence that names the remedy; nothing when it can be followed. */
  problemOf(schedule: Schedule): string | undefined
}
