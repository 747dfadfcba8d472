import { Cron } from 'croner'
import type { Calendar } from '#application/ports/calendar.ts'
import type { Schedule } from '#domain/schedule.ts'

export const calendar: Calendar = {
  nextRun: (schedule, after) => read(schedule).nextRun(after) ?? undefined,
  problemOf(schedule) {
    try {
      read(schedule)
      return undefined
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown'
      return `schedule.cron: ${JSON.stringify(schedule.cron)} is not five fields of cron (${why}). Save a schedule like "0 6 * * 1-5".`
    }
  },
}

const read = ({ cron, timeZone }: Schedule) =>
  new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true })
