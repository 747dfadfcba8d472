import { scheduleTimes } from '@bilagsbro/service-kit/schedule-times'
import type { Timetable } from '#application/ports/timetable.ts'
import { timesFault } from '#domain/schedule.ts'

/** What every reader of cron takes alike: no names, no seconds, no nicknames. */
const form = /^[\d*,/-]+( [\d*,/-]+){4}$/
const maxLength = 100
/** Enough to see a whole week of quarters of an hour. */
const timesLookedAt = 700

export const createTimetable = (clock: { now(): Date }): Timetable => ({
  faultOf(cron) {
    if (cron.length > maxLength || !form.test(cron))
      return 'not a schedule; needed are five fields of digits, *, commas, hyphens and slashes: minute, hour, day of month, month, day of week, like "0 6 * * 1-5".'
    try {
      return timesFault(timesOf(cron, clock.now(), timesLookedAt))
    } catch {
      return 'has a value that no minute, hour, day, month or day of the week has; see its five fields.'
    }
  },
  next: timesOf,
})

const timesOf = (cron: string, after: Date, count: number): Date[] =>
  scheduleTimes({ cron, timeZone: 'Europe/Oslo' }, after, count)
