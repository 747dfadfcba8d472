export const timeZone = 'Europe/Oslo'
// Made once: to make one takes a browser as long as to draw a row.
const days = new Intl.DateTimeFormat('sv-SE', { timeZone })

/** The moment at which a day, as `2026-11-26`, begins in Norway; `later`: so many days after it. */
export function startOfDay(day: string, later = 0): string {
  const utc = new Date(`${day}T00:00:00Z`).getTime() + later * 24 * 60 * 60 * 1000
  return new Date(utc - offsetAt(utc - offsetAt(utc))).toISOString()
}

/** The day in Norway, as `2026-11-26`. */
export const dayInNorway = (now = new Date()): string => days.format(now)

/** How far Norway is ahead at a moment, in milliseconds. */
function offsetAt(moment: number): number {
  const shown = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(moment)
  return new Date(`${shown.replace(' ', 'T')}Z`).getTime() - moment
}
