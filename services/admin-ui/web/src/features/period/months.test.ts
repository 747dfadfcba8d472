import { expect, test } from 'vitest'
import { choices, isMonth, monthOf, moved } from './months.ts'

test('a month is one of Norway', () => {
  expect(monthOf(new Date('2026-11-30T23:30:00Z'))).toBe('2026-12')
  expect(monthOf(new Date('2026-06-30T21:30:00Z'))).toBe('2026-06')
})

test('months go on over the years', () => {
  expect(moved('2026-12', 1)).toBe('2027-01')
  expect(moved('2026-01', -1)).toBe('2025-12')
})

test('five years can be chosen, and the month that is shown', () => {
  const all = choices('2026-10', '2026-11')
  expect(all).toHaveLength(60)
  expect([all[0], all.at(-1)]).toEqual(['2026-11', '2021-12'])
  expect(choices('2027-02', '2026-11')[0]).toBe('2027-02')
})

test.each(['2026-13', '2026-1', '1999-12', 'x'])('%s is no month', (text) => {
  expect(isMonth(text)).toBe(false)
})
