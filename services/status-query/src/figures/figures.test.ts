import { expect, test } from 'vitest'
import { daysUntil } from './figures.ts'

test.each<[string, number, string[]]>([
  ['2026-11-26T12:00:00Z', 2, ['2026-11-25', '2026-11-26']],
  // Midnight has passed in Norway.
  ['2026-11-26T23:30:00Z', 1, ['2026-11-27']],
  // The clocks go back, and forward.
  ['2026-10-25T22:59:59Z', 3, ['2026-10-23', '2026-10-24', '2026-10-25']],
  ['2026-03-29T22:00:00Z', 3, ['2026-03-28', '2026-03-29', '2026-03-30']],
  ['2026-03-01T00:00:00Z', 2, ['2026-02-28', '2026-03-01']],
])('%s is the last of %d days in Norway: %j', (now, days, expected) => {
  expect(daysUntil(new Date(now), days)).toEqual(expected)
})
