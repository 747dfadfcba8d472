import fc from 'fast-check'
import { expect, test } from 'vitest'
import { afterMissing, pauseAfterLook, type FollowUpPolicy } from './follow-up.ts'

const policy: FollowUpPolicy = { firstMs: 300_000, longestMs: 3_600_000, apartMs: 900_000 }
const at = (seconds: number) => new Date(1_795_000_000_000 + seconds * 1000)

test.each([
  [0, 300_000],
  [1, 600_000],
  [2, 1_200_000],
  [3, 2_400_000],
  [4, 3_600_000],
  [100, 3_600_000],
])('after %i looks it is left alone for %i ms', (looks, pause) => {
  expect(pauseAfterLook(looks, policy)).toBe(pause)
})

test.each([
  [
    'missed for the first time',
    undefined,
    0,
    { kind: 'look_later', inMs: 900_000, absentSince: at(0) },
  ],
  ['missed again too soon', at(0), 600, { kind: 'look_later', inMs: 300_000, absentSince: at(0) }],
  [
    'missed again a moment too soon',
    at(0),
    899.999,
    { kind: 'look_later', inMs: 1, absentSince: at(0) },
  ],
  ['missed again far enough apart', at(0), 900, { kind: 'rejected' }],
])('what is %s', (_, absentSince, seconds, follows) => {
  expect(afterMissing({ isUnseen: false, looks: 1, absentSince }, at(seconds), policy)).toEqual(
    follows,
  )
})

test('what is missed again and again is given up far enough from the first time, never before', () => {
  const pauses = fc.array(fc.integer({ min: 1, max: 2_000 }), { maxLength: 40 })
  fc.assert(
    fc.property(pauses, (each) => {
      let [now, absentSince] = [0, undefined as Date | undefined]
      const missed = each.map((pause) => {
        now += pause
        const next = afterMissing({ isUnseen: false, looks: 1, absentSince }, at(now), policy)
        if (next.kind === 'look_later') ({ absentSince } = next)
        return { seconds: now - each[0]!, kind: next.kind }
      })
      for (const { seconds, kind } of missed)
        expect(kind).toBe(seconds >= policy.apartMs / 1000 ? 'rejected' : 'look_later')
    }),
  )
})
