import { createRequire } from 'node:module'

interface RequestQueue {
  readonly pending: unknown[]
  scheduleCheckPendingRequests: (this: RequestQueue) => void
}

/**
 * kafkajs 2.2.4 looks for waiting requests again and again, every millisecond on every connection, also when none
 * waits: its delay is `throttledUntil - now`, with `throttledUntil` at -1. That wakes an idle process a thousand
 * times a second, and makes Node warn of negative timeouts. Only what waits needs another look.
 */
export function quietRequestQueue(): void {
  const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
    prototype: RequestQueue
  }
  const schedule = prototype.scheduleCheckPendingRequests
  if (schedule.name === 'scheduleIfAnyWaits') return
  prototype.scheduleCheckPendingRequests = function scheduleIfAnyWaits(this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this)
  }
}
