import { expect, test } from 'vitest'
import { calendar } from './calendar.ts'

const runs = (cron: string, from: string, count: number) => {
  const found: string[] = []
  for (let at: Date | undefined = new Date(from); at && found.length < count;) {
    at = calendar.nextRun({ cron, timeZone: 'Europe/Oslo' }, at)
    if (at) found.push(at.toISOString().slice(0, 16))
  }
  return found
}

test.each([
  ['0 6 * * 1-5', '2026-10-23T12:00:00Z', ['2026-10-26T05:00', '2026-10-27T05:00']],
  // Summer time begins: 02:00 to 03:00 is skipped.
  ['30 2 * * *', '2026-03-28T12:00:00Z', ['2026-03-29T01:00', '2026-03-30T00:30']],
  ['0 * * * *', '2026-03-28T23:30:00Z', ['2026-03-29T00:00', '2026-03-29T01:00']],
  // It ends: 02:00 to 03:00 is there twice.
  ['30 2 * * *', '2026-10-24T12:00:00Z', ['2026-10-25T00:30', '2026-10-26T01:30']],
  ['0 * * * *', '2026-10-24T23:30:00Z', ['2026-10-25T00:00', '2026-10-25T01:00']],
  ['0 0 31 2 *', '2026-10-24T12:00:00Z', []],
])('WIZARD-8: %s after %s, in Norway', (cron, from, expected) => {
  expect(runs(cron, from, 2)).toEqual(expected)
})

test.each(['', 'x', '61 * * * *', '* * * * * *'])('"%s" is no schedule', (cron) => {
  expect(calendar.problemOf({ cron, timeZone: 'Europe/Oslo' })).toMatch(
    /^schedule\.cron: .* Save a schedule like/,
  )
})
