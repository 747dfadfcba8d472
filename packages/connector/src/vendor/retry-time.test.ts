import { expect, test } from 'vitest'
import { retryTime } from './retry-time.ts'

const now = new Date('2026-11-21T10:00:00Z')

test.each([
  ['5', '2026-11-21T10:00:05.000Z'],
  ['120', '2026-11-21T10:02:00.000Z'],
  ['Sat, 21 Nov 2026 10:02:00 GMT', '2026-11-21T10:02:00.000Z'],
  ['Sat, 21 Nov 2026 09:00:00 GMT', '2026-11-21T10:00:00.000Z'],
  ['999999', '2026-11-21T11:00:00.000Z'],
  ['soon', undefined],
  [undefined, undefined],
])('Retry-After %s is %s', (header, at) => {
  expect(retryTime(header, now)).toBe(at)
})
