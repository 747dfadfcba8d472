/** The day (yyyy-mm-dd) that it is in Norway at a moment. */
export const osloDay = (at: Date): string => osloDays.format(at)

const osloDays = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Oslo', dateStyle: 'short' })
