import { describe, expect, test } from 'vitest'
import { afterAbsent, horizonOf, nextLook, type Doubt } from './doubt.ts'
import { pauseAfter } from './lane.ts'

const limits = { callTimeoutMs: 1_000, settleHorizonMs: 10_000 }
const at = (seconds: number) => new Date(Date.parse('2026-11-21T10:00:00Z') + seconds * 1000)
const doubt: Doubt = { leaseUntil: at(0), looks: 0 }

describe('a voucher that is not found', () => {
  test.each([
    ['before the horizon, is looked for later', doubt, 5, 'look_later'],
    ['just at the horizon, is looked for later', doubt, 11, 'look_later'],
    ['after the horizon, is made unbookable first', doubt, 12, 'revoke'],
    ['after the revocation, is sent again', { ...doubt, revokedAt: at(12) }, 13, 'send_again'],
    [
      'in a look-up from before the revocation, is looked for later',
      { ...doubt, revokedAt: at(13) },
      12,
      'look_later',
    ],
  ] as const)('%s', (_, given, seconds, expected) => {
    expect(afterAbsent(given, at(seconds), limits)).toBe(expected)
  })
})

describe('the next look-up', () => {
  test.each([
    ['soon at first', { ...doubt, looks: 0 }, 0, at(1)],
    ['less often after a while', { ...doubt, looks: 2 }, 1, at(5)],
    [
      'no later than just after the horizon',
      { ...doubt, looks: 5 },
      9,
      new Date(horizonOf(doubt, limits).getTime() + 1),
    ],
    ['with pauses beyond the horizon too', { ...doubt, looks: 3 }, 20, at(28)],
    ['at least once a minute', { ...doubt, looks: 50 }, 20, at(80)],
  ])('is %s', (_, given, seconds, expected) => {
    expect(nextLook(given, at(seconds), limits, 1_000)).toEqual(expected)
  })
})

test.each([
  [1, 1_000],
  [2, 2_000],
  [5, 16_000],
  [6, 30_000],
  [500, 30_000],
])('after %i setbacks in a row a lane waits %i ms', (setbacks, expected) => {
  expect(pauseAfter(setbacks, { pauseMs: 1_000, stopMs: 5_000 })).toBe(expected)
})
