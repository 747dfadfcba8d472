/**
 * What is known of a deed that was not answered with success. `maybe_done_once`: asked again with the same idempotency key,
 * it is done at most once.
 */
export type Deed = 'not_done' | 'maybe_done' | 'maybe_done_once'

/** Those of no answer at all, and of a service that lost what it was working with: it may have done it before. */
const unknown = new Set(['network.unreachable', 'service.unavailable', 'internal'])

export function deedOf(
  { method, headers }: Pick<Request, 'method' | 'headers'>,
  { status, code }: { readonly status: number; readonly code: string },
): Deed {
  const isRead = method === 'GET' || method === 'HEAD'
  const isRefused = status >= 400 && status < 500
  if (isRead || isRefused || !unknown.has(code)) return 'not_done'
  return headers.has('idempotency-key') ? 'maybe_done_once' : 'maybe_done'
}
