import { expect, test } from 'vitest'
import { nextRunOf } from './next-run.ts'

const schedule = { cron: '0 6 * * *' }
const nextRunAt = '2026-12-02T05:00:00.000Z'

test.each([
  ['planned', { enabled: true, schedule, nextRunAt }],
  ['none', { enabled: true, schedule }],
  ['at_once', { enabled: true }],
  ['none', { enabled: false }],
  ['none', { enabled: false, schedule, nextRunAt }],
] as const)('the next run is told as %s', (next, told) => {
  expect(nextRunOf(told)).toBe(next)
})
