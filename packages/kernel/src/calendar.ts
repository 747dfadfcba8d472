/** Every day that is ever booked lies between these; another day is a mistake, or somebody's word for "none". */
const [earliest, latest] = ['2000-01-01', '2099-12-31']
const form = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/

/** Whether a text (yyyy-mm-dd) is a day of the calendar, from 2000 to 2099. */
export function isDay(text: string): boolean {
  if (!form.test(text) || text < earliest || text > latest) return false
  const day = Number(text.slice(8))
  return day <= 28 || day <= daysOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)))
}

/** Of the years that are booked in, every fourth is a leap year. */
const daysOf = (year: number, month: number) =>
  month === 2 ? (year % 4 === 0 ? 29 : 28) : shortMonths.has(month) ? 30 : 31
const shortMonths = new Set([4, 6, 9, 11])

// Clocks differ by 14 hours at the most.
const moment =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))$/

/** The moment that an ISO 8601 text with an offset names, if there is such a moment on a day that {@link isDay}. */
export function instantOf(text: string): Date | undefined {
  const day = moment.exec(text)?.[1]
  return day !== undefined && isDay(day) ? new Date(text) : undefined
}
