import { expect, test } from 'vitest'
import { dayInNorway, startOfDay } from './oslo.ts'

test.each([
  ['2026-11-26', 0, '2026-11-25T23:00:00.000Z'],
  ['2026-11-26', 1, '2026-11-26T23:00:00.000Z'],
  ['2026-07-01', 0, '2026-06-30T22:00:00.000Z'],
  // The days on which the clocks change.
  ['2026-03-29', 0, '2026-03-28T23:00:00.000Z'],
  ['2026-03-29', 1, '2026-03-29T22:00:00.000Z'],
  ['2026-10-25', 0, '2026-10-24T22:00:00.000Z'],
  ['2026-10-25', 1, '2026-10-25T23:00:00.000Z'],
])('%s and %i days more begins in Norway at %s', (day, later, moment) => {
  expect(startOfDay(day, later)).toBe(moment)
})

test.each([
  ['2026-11-26T22:59:59Z', '2026-11-26'],
  ['2026-11-26T23:00:00Z', '2026-11-27'],
  ['2026-06-30T22:00:00Z', '2026-07-01'],
])('at %s it is %s in Norway', (moment, day) => {
  expect(dayInNorway(new Date(moment))).toBe(day)
})
