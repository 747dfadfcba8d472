import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { quietRequestQueue } from './quiet-request-queue.ts'

interface Queue {
  pending: unknown[]
  throttleCheckTimeoutId: NodeJS.Timeout | null
  scheduleCheckPendingRequests(): void
  destroy(): void
}

test('a connection without waiting requests sets no timer; one with some looks again soon', () => {
  quietRequestQueue()
  quietRequestQueue()
  const Queue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (
    options: object,
  ) => Queue
  const queue = new Queue({})
  queue.scheduleCheckPendingRequests()
  expect(queue.throttleCheckTimeoutId).toBeNull()
  queue.pending.push({})
  queue.scheduleCheckPendingRequests()
  expect(queue.throttleCheckTimeoutId).not.toBeNull()
  queue.destroy()
})
