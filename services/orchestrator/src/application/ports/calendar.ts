import type { Schedule } from '@bilagsbro/booking/schedule'
import type { NextRun } from '#domain/schedule.ts'

/** Reads schedules: five fields of cron, by Norway's clocks. No I/O. */
export interface Calendar {
  /** The end of an hour that summer time skips, where the schedule falls into it; the first of two moments that winter time repeats, unless the schedule is hourly. */
  readonly nextRun: NextRun
  /** The fault of a schedule, in a sentence that names the remedy; nothing when the schedule can be followed. */
  problemOf(schedule: Schedule): string | undefined
}
