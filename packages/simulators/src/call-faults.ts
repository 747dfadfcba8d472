import type { FaultRequest, Faults, Params } from './faults.ts'

/**
 * Faults of the next call of `operation`, under the names of the contract suite of accounting systems. A late answer
 * comes after `lateMs`.
 */
export function callFaults(
  faults: Faults,
  operation: string,
  lateMs: number,
  throttling: Params = {},
) {
  const next = (kind: FaultRequest['kind'], params: Params = {}) => {
    return async () => void faults.add({ operation, kind, count: 1, params })
  }
  return {
    fails_before_commit: next('error_before_commit'),
    drops_before_commit: next('drop_before_commit'),
    drops_after_commit: next('drop_after_commit'),
    fails_after_commit: next('error_after_commit', { status: 504 }),
    answers_too_late: next('slow', { when: 'after', delayMs: lateMs }),
    commits_too_late: next('late', { delayMs: lateMs, answer: 'hold' }),
    hides: next('invisible', { delayMs: lateMs }),
    throttles: next('throttled', { retryAfterSeconds: 1, ...throttling }),
    rambles: next('malformed'),
  }
}
