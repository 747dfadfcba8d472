import type { ScheduleFault } from '#domain/schedule.ts'

/** Reads cron expressions of five fields, in Europe/Oslo: in summer and winter at the same hour. */
export interface Timetable {
  /** The fault of an expression; nothing where the expression is valid. */
  faultOf(cron: string): ScheduleFault | undefined
  /** The next times of a valid expression after a moment. */
  next(cron: string, after: Date, count: number): Date[]
}
