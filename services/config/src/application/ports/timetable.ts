import type { ScheduleFault } from '#domain/schedule.ts'

/** Reads cron expressions of five fields, in Europe/Oslo: in summer and winter at the same hour. */
export interface Timetable {
  /** What is wrong with an expression; nothing where it is fine. */
  faultOf(cron: string): ScheduleFault | undefined
  /** The next times after a moment, of an expression that is fine. */
  next(cron: string, after: Date, count: number): Date[]
}
