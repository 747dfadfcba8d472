/** The day (yyyy-mm-dd) that it is in Norway at a moment. */
export const osloDay = (at: Date): string => osloDays.format(at)

const osloDays = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short' })

export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  // Date rolls 30 February over to March.
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

const isoInstant =
  /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/

/** The moment that an ISO 8601 text with an offset names, if there is such a moment. */
export function instantOf(text: string): Date | undefined {
  const day = isoInstant.exec(text)?.[1]
  return day && isDay(day) ? new Date(text) : undefined
}
