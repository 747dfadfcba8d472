import { getEventListeners } from 'node:events'
import { Readable } from 'node:stream'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followChanges } from './follow-changes.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a server that sends everybody elsewhere for long is asked again before anybody is told that it is away', async () => {
  const signals: AbortSignal[] = []
  const links: boolean[] = []
  const body = () => Readable.from(['id: b-0\nretry: 15000\n\n'])
  const following = followChanges({
    origin: 'http://status-query',
    upstream: {
      follow: async ({ signal }) => {
        signals.push(signal)
        return { status: 200, headers: {}, body: body() }
      },
    },
    tokens: { token: async () => 'token', forget: () => undefined },
    logger: createLogger('admin-ui', 'silent'),
    heard: () => undefined,
    onLink: (isUp) => links.push(isUp),
    random: () => 0.999,
  })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(links).toEqual([])
  expect(signals.length).toBeGreaterThan(20)
  // Each of them would be one more for as long as the process lives.
  expect(getEventListeners(signals[0]!, 'abort')).toHaveLength(1)
  await following[Symbol.asyncDispose]()
})
