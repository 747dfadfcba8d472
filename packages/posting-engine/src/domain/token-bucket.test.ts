import fc from 'fast-check'
import { expect, test } from 'vitest'
import { burstOf, spend, type Bucket, type Rate } from './token-bucket.ts'

const rate: Rate = { requestsPerMinute: 60, burst: 10 }

test.each<[string, Bucket, number, number, ReturnType<typeof spend>]>([
  ['is spent from', { tokens: 10, at: 0 }, 4, 0, { bucket: { tokens: 6, at: 0 } }],
  ['fills with time', { tokens: 0, at: 0 }, 4, 5_000, { bucket: { tokens: 1, at: 5_000 } }],
  [
    'never holds more than a burst',
    { tokens: 9, at: 0 },
    1,
    60_000,
    { bucket: { tokens: 9, at: 60_000 } },
  ],
  ['says how long to wait', { tokens: 1, at: 0 }, 4, 0, { waitMs: 3_000 }],
  [
    'lets a large cost through when full, on credit',
    { tokens: 10, at: 0 },
    30,
    0,
    { bucket: { tokens: -20, at: 0 } },
  ],
  ['makes later costs wait for the credit', { tokens: -20, at: 0 }, 1, 0, { waitMs: 21_000 }],
  [
    'gains nothing from a clock that went back',
    { tokens: 5, at: 9_000 },
    1,
    0,
    { bucket: { tokens: 4, at: 0 } },
  ],
])('a bucket %s', (_, bucket, cost, now, expected) => {
  expect(spend(bucket, cost, rate, now)).toEqual(expected)
})

test('no window sees more requests than its share, a burst and one flight', () => {
  const steps = fc.array(
    fc.record({ wait: fc.integer({ min: 0, max: 5_000 }), cost: fc.integer({ min: 1, max: 20 }) }),
    { maxLength: 200 },
  )
  fc.assert(
    fc.property(steps, (given) => {
      let bucket: Bucket = { tokens: rate.burst, at: 0 }
      let now = 0
      const spent: { at: number; cost: number }[] = []
      for (const { wait, cost } of given) {
        now += wait
        const answer = spend(bucket, cost, rate, now)
        if ('waitMs' in answer) continue
        bucket = answer.bucket
        spent.push({ at: now, cost })
      }
      return spent.every(({ at }) => {
        const window = spent.filter((one) => one.at >= at && one.at < at + 60_000)
        const total = window.reduce((sum, { cost }) => sum + cost, 0)
        return total <= rate.requestsPerMinute + rate.burst + 20
      })
    }),
  )
})

test('waiting as told is enough', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -50, max: 10, noNaN: true }),
      fc.integer({ min: 1, max: 30 }),
      (tokens, cost) => {
        const first = spend({ tokens, at: 0 }, cost, rate, 0)
        return 'bucket' in first || 'bucket' in spend({ tokens, at: 0 }, cost, rate, first.waitMs)
      },
    ),
  )
})

test('a clock that is put back costs nothing but that moment', () => {
  const before = spend({ tokens: 10, at: 3_600_000 }, 10, rate, 3_600_000)
  const after = 'bucket' in before && spend({ ...before.bucket, at: 0 }, 1, rate, 1_000)
  expect(after).toEqual({ bucket: { tokens: 0, at: 1_000 } })
})

test('a burst is ten seconds of the rate', () => {
  expect(burstOf(1200)).toBe(200)
  expect(burstOf(1)).toBe(1)
})
