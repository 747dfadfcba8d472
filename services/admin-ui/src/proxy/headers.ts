import type { IncomingHttpHeaders } from 'node:http'

/** What a service may learn of a browser. Neither cookies nor whatever it calls itself. */
const passedOn = [
  'accept',
  'accept-language',
  'content-type',
  'idempotency-key',
  'if-match',
  'if-none-match',
] as const

const answeredWith = [
  'content-disposition',
  'content-language',
  'content-type',
  'etag',
  'retry-after',
] as const

export function requestHeaders(
  given: IncomingHttpHeaders,
  token: string,
): Readonly<Record<string, string>> {
  const kept = passedOn.flatMap((name) => {
    const value = given[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  return { ...Object.fromEntries(kept), authorization: `Bearer ${token}` }
}

export function answerHeaders(
  given: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> {
  const kept = answeredWith.flatMap((name) => {
    const value = given[name]
    return typeof value === 'string' ? [[name, value] as const] : []
  })
  // What one person may see stays with that person.
  return { ...Object.fromEntries(kept), 'cache-control': 'no-store' }
}
