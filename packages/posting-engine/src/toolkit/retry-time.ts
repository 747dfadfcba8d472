const longestMs = 3_600_000
const shortestMs = 1_000

/** The forms of an HTTP-date that are in use, and ISO 8601, which some send in its place. */
const date = /^([A-Z][a-z]{2,8},? .*\d\d:\d\d:\d\d.*|\d{4}-\d\d-\d\dT\d\d:\d\d.*)$/

/**
 * When a `Retry-After` allows to come again: seconds or an HTTP-date (RFC 9110, section 10.2.3); at most an hour
 * ahead, and never at once. Nothing where it cannot be read or has passed: then the usual wait counts.
 */
export function retryTime(header: string | undefined, now: Date): string | undefined {
  const text = header?.trim() ?? ''
  if (/^\d+(\.\d*)?$/.test(text)) return within(Math.ceil(Number(text)) * 1000, now)
  return date.test(text) ? retryAt(Date.parse(text), now) : undefined
}

/** The same for a moment that a vendor named in another way, in milliseconds since 1970. */
export function retryAt(milliseconds: number, now: Date): string | undefined {
  const wait = milliseconds - now.getTime()
  return wait > 0 ? within(wait, now) : undefined
}

const within = (wait: number, now: Date): string =>
  new Date(now.getTime() + Math.min(Math.max(wait, shortestMs), longestMs)).toISOString()
