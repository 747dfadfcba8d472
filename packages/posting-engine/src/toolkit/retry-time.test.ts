import fc from 'fast-check'
import { expect, test } from 'vitest'
import { retryAt, retryTime } from './retry-time.ts'

const now = new Date('2026-11-21T10:00:00Z')

test.each([
  ['5', '2026-11-21T10:00:05.000Z'],
  ['120', '2026-11-21T10:02:00.000Z'],
  [' 120 ', '2026-11-21T10:02:00.000Z'],
  ['0', '2026-11-21T10:00:01.000Z'],
  ['1.5', '2026-11-21T10:00:02.000Z'],
  ['30.0', '2026-11-21T10:00:30.000Z'],
  ['999999', '2026-11-21T11:00:00.000Z'],
  ['9'.repeat(400), '2026-11-21T11:00:00.000Z'],
  ['Sat, 21 Nov 2026 10:02:00 GMT', '2026-11-21T10:02:00.000Z'],
  ['Saturday, 21-Nov-26 10:02:00 GMT', '2026-11-21T10:02:00.000Z'],
  ['2026-11-21T10:02:00Z', '2026-11-21T10:02:00.000Z'],
  ['Sat, 21 Nov 2026 09:00:00 GMT', undefined],
  ['Sat, 21 Nov 2026 10:00:00 GMT', undefined],
  ['-5', undefined],
  ['5, 10', undefined],
  ['1e3', undefined],
  ['5 s', undefined],
  ['soon', undefined],
  ['', undefined],
  [undefined, undefined],
])('Retry-After %s is %s', (header, at) => {
  expect(retryTime(header, now)).toBe(at)
})

test('whatever a header holds, it never says at once, nor later than in an hour', () => {
  const anything = fc.oneof(fc.string(), fc.double().map(String), fc.date().map(String))
  fc.assert(
    fc.property(anything, (header) => {
      const at = retryTime(header, now)
      if (at === undefined) return
      const wait = Date.parse(at) - now.getTime()
      expect(wait).toBeGreaterThanOrEqual(1_000)
      expect(wait).toBeLessThanOrEqual(3_600_000)
    }),
  )
  expect(retryAt(NaN, now)).toBeUndefined()
})
