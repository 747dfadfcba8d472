/** The first day of the month after that of a day, as `2026-12-01`. */
export function firstDayAfter(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10)
}

/** Whether a day is left on which a record of a closed period can be booked: none is moved back, or beyond today. */
export const hasLaterDay = (closed: string | undefined, today: string): boolean =>
  closed !== undefined && closed < today
