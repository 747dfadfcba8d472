/** `2026-11-12` as people write it: `12.11.2026`. */
export const writtenDay = (day: string) => day.split('-').toReversed().join('.')

/** yyyy-mm-dd of what people write: 1.12.2026, 01.12.26, 2026-12-01. Nothing where there is no such day. */
export function readDay(text: string): string | undefined {
  const written = text.trim()
  const [, day = '', month = '', year = ''] =
    /^(\d{1,2})[./-](\d{1,2})[./-](\d{2}|\d{4})$/.exec(written) ?? []
  const iso = /^\d{4}-\d{2}-\d{2}$/.test(written)
    ? written
    : `${year.padStart(4, '20')}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  const at = new Date(`${iso}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : undefined
}
