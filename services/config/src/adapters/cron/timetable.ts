import { norwegianTime } from '@bilagsbro/booking/schedule'
import { scheduleTimes } from '@bilagsbro/service-kit/schedule-times'
import type { Timetable } from '#application/ports/timetable.ts'
import { timesFault } from '#domain/schedule.ts'

/** Expressions that every reader of cron understands alike: no names, no seconds, no nicknames. */
const form = /^[\d*,/-]+( [\d*,/-]+){4}$/
const maxLength = 100
/** More times than a week has quarters of an hour. */
const timesLookedAt = 700

export const createTimetable = (clock: { now(): Date }): Timetable => ({
  faultOf(cron) {
    if (cron.length > maxLength || !form.test(cron)) return 'form_wrong'
    try {
      return timesFault(timesOf(cron, clock.now(), timesLookedAt))
    } catch {
      return 'value_wrong'
    }
  },
  next: timesOf,
})

const timesOf = (cron: string, after: Date, count: number): Date[] =>
  scheduleTimes({ cron, timeZone: norwegianTime }, after, count)
