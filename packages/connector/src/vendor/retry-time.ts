/** When a `Retry-After` allows to come again: seconds or an HTTP-date (RFC 9110, section 10.2.3); at most an hour ahead. */
export function retryTime(header: string | undefined, now: Date): string | undefined {
  if (!header) return undefined
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime()
  if (Number.isNaN(wait)) return undefined
  return new Date(now.getTime() + Math.min(Math.max(wait, 0), 3_600_000)).toISOString()
}
