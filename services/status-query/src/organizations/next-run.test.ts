import { expect, test } from 'vitest'
import { nextRunAt } from './next-run.ts'

test.each([
  ['0 6 * * 1-5', '2026-11-23T05:00:00.000Z'],
  // Summer time skips half past two.
  ['30 2 28 3 *', '2027-03-28T01:00:00.000Z'],
  ['0 0 30 2 *', undefined],
  ['every morning', undefined],
  ['', undefined],
])('WIZARD-8: after a Saturday noon, %o runs at %s', (cron, expected) => {
  const next = nextRunAt({ cron, timeZone: 'Europe/Oslo' }, new Date('2026-11-21T12:00:00Z'))
  expect(next?.toISOString()).toBe(expected)
})
