import { ok } from '@bilagsbro/kernel/result'
import { expect, test } from 'vitest'
import { createLimiter } from './limiter.ts'

const done = async () => ok('done')
const tooMany = (retryAfterSeconds: number) => ({
  ok: false,
  error: { kind: 'throttled', code: 'connection.too_many', retryAfterSeconds },
})

test('so many may be under way at once, and the next when one has ended, well or not', async () => {
  const limiter = createLimiter({ atOnce: 2, perMinute: 100 }, () => 0)
  const [first, second] = [Promise.withResolvers<never>(), Promise.withResolvers<never>()]
  const underWay = [first, second].map(({ promise }) => limiter.within('hlf', () => promise))
  expect(await limiter.within('hlf', done)).toMatchObject(tooMany(5))
  first.reject(new Error('away'))
  await expect(underWay[0]).rejects.toThrow('away')
  expect(await limiter.within('hlf', done)).toMatchObject({ value: 'done' })
  second.resolve(undefined as never)
  await underWay[1]
})

test('so many may be begun in a minute, and whoever waits as long as he is told is let through', async () => {
  let now = 0
  const limiter = createLimiter({ atOnce: 1, perMinute: 6 }, () => now)
  for (let time = 0; time < 6; time++)
    expect(await limiter.within('hlf', done)).toMatchObject({ ok: true })
  expect(await limiter.within('hlf', done)).toMatchObject(tooMany(10))
  now += 9_000
  expect(await limiter.within('hlf', done)).toMatchObject(tooMany(1))
  now += 1_000
  expect(await limiter.within('hlf', done)).toMatchObject({ ok: true })
  now += 3_600_000
  for (let time = 0; time < 6; time++)
    expect(await limiter.within('hlf', done)).toMatchObject({ ok: true })
  expect(await limiter.within('hlf', done)).toMatchObject(tooMany(10))
})

test('one organisation is not limited by what another does', async () => {
  const limiter = createLimiter({ atOnce: 1, perMinute: 1 }, () => 0)
  await limiter.within('hlf', done)
  expect(await limiter.within('hlf', done)).toMatchObject({ ok: false })
  expect(await limiter.within('blindeforbundet', done)).toMatchObject({ ok: true })
})
