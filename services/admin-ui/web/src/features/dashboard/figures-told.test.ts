import { expect, test } from 'vitest'
import { countOf, highestDay, oldestOf } from './figures-told.ts'

const days = (...counts: number[]) => counts.map((count, at) => ({ day: at, count }))

test('the highest day is the latest of those with most, and none where nothing was posted', () => {
  expect(highestDay(days(3, 7, 7, 1))).toEqual({ day: 2, count: 7 })
  expect(highestDay(days(0, 0))).toBeUndefined()
  expect(highestDay([])).toBeUndefined()
})

test('sums are counted together, and the oldest of all is told', () => {
  expect(countOf(days(1, 2, 3))).toBe(6)
  expect(oldestOf([{ oldestAt: '2026-11-26' }, {}, { oldestAt: '2026-10-28' }])).toBe('2026-10-28')
  expect(oldestOf([{}])).toBeUndefined()
})
