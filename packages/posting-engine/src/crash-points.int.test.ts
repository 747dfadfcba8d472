import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CrashPoint } from '#application/ports/worker-settings.ts'
import { createAdapterStack } from '#testing/adapter-stack.ts'
import { testRequest } from '#testing/vouchers.ts'

const stack = await createAdapterStack({ latencyMs: 60 })
afterAll(() => stack[Symbol.asyncDispose]())
// The epoch has no past, so that what is approved from now on is fresh.
beforeAll(async () => {
  const first = await stack.start()
  await first.kill('SIGTERM')
})

const points: CrashPoint[] = [
  'before-intent',
  'after-intent',
  'mid-call',
  'after-answer',
  'after-commit',
  'before-offset-commit',
]
const batch = (name: string, count: number) =>
  Array.from({ length: count }, (_, at) =>
    testRequest(`${name}-${at}`, { unsentBefore: new Date().toISOString() }),
  )

test.for(points)(
  'DOD-2: killed %s, an adapter that starts again has posted every fresh voucher once',
  async (point) => {
    const requests = batch(point, 30)
    await stack.request(requests)
    // The point may be passed before the process says that it listens.
    const [, signal] = await stack.launch({ CRASH_POINT: point }).ended
    expect(signal).toBe('SIGKILL')
    const second = await stack.start({ SETTLE_HORIZON_MS: '400' })
    await stack.posted(requests)
    expect(stack.wrong(requests)).toEqual([])
    await second.kill('SIGTERM')
  },
)
