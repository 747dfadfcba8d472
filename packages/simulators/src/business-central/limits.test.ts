import { fixedClock } from '@bilagsbro/kernel/clock'
import { expect, test } from 'vitest'
import { openClient, openTestSimulators } from '#testing.ts'
import { createGate, vendorLimits } from './limits.ts'
import { seedOrganizations } from './seed.ts'

test('the limits are the vendor’s unless told', () => {
  expect(vendorLimits).toMatchObject({
    requests: 6_000,
    windowMs: 300_000,
    concurrent: 5,
    queued: 95,
    retryAfterSeconds: undefined,
  })
})

test('a window that slides: each request is forgotten when its time is over', () => {
  const clock = fixedClock()
  const gate = createGate({ ...vendorLimits, requests: 3, windowMs: 1_000 }, clock)
  const ask = (user = 'a') => {
    let outcome: number | 'ran' = 'ran'
    gate.enter(
      user,
      () => gate.leave(user),
      (status) => (outcome = status),
    )
    return outcome
  }
  expect([ask(), ask()]).toEqual(['ran', 'ran'])
  clock.advance(500)
  expect([ask(), ask(), ask('b')]).toEqual(['ran', 429, 'ran'])
  clock.advance(500)
  expect([ask(), ask(), ask()]).toEqual(['ran', 'ran', 429])
})

test('five at a time, 95 wait, the next is refused', () => {
  const gate = createGate(vendorLimits, fixedClock())
  let running = 0
  let refused = 0
  for (let at = 0; at < 101; at++)
    gate.enter(
      'a',
      () => running++,
      () => refused++,
    )
  expect([running, refused]).toEqual([5, 1])
  for (let at = 0; at < 100; at++) gate.leave('a')
  expect(running).toBe(100)
})

test('who waits too long is told 503', async () => {
  const gate = createGate({ ...vendorLimits, concurrent: 1, queueTimeoutMs: 5 }, fixedClock())
  const never = () => expect.fail('must not come')
  gate.enter('a', () => {}, never)
  const status = await new Promise<number>((resolve) => gate.enter('a', never, resolve))
  expect(status).toBe(503)
})

test('429 comes without Retry-After, or with, and counts per user', async () => {
  for (const retryAfterSeconds of [undefined, 7]) {
    const limits = { requests: 2, retryAfterSeconds }
    const organizations = seedOrganizations(2)
    const { simulators, client } = await openTestSimulators({ limits, organizations })
    await using _simulators = simulators
    await client.call('GET', 'accounts')
    await client.call('GET', 'accounts')
    const refused = await client.call('GET', 'accounts')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('retry-after')).toBe(retryAfterSeconds ? '7' : null)
    const other = await openClient(simulators, organizations[1]!)
    expect((await other.call('GET', 'accounts')).status).toBe(200)
  }
})

test('latency is added when asked for', async () => {
  const { simulators, client } = await openTestSimulators({ latencyMs: 30 })
  await using _simulators = simulators
  const start = performance.now()
  await client.call('GET', 'accounts')
  expect(performance.now() - start).toBeGreaterThanOrEqual(29)
})
