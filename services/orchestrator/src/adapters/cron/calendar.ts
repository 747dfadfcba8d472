import { scheduleTimes } from '@bilagsbro/service-kit/schedule-times'
import type { Calendar } from '#application/ports/calendar.ts'

export const calendar: Calendar = {
  nextRun: (schedule, after) => scheduleTimes(schedule, after, 1)[0],
  problemOf(schedule) {
    try {
      scheduleTimes(schedule, new Date(0), 0)
      return undefined
    } catch (error) {
      const why = error instanceof Error ? error.message : 'unknown'
      return `schedule.cron: ${JSON.stringify(schedule.cron)} is not five fields of cron (${why}). Save a schedule like "0 6 * * 1-5".`
    }
  },
}
