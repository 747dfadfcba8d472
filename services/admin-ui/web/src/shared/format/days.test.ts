import { expect, test } from 'vitest'
import { readDay } from './days.ts'

test.each([
  ['12.11.2026', '2026-11-12'],
  ['1.2.2026', '2026-02-01'],
  [' 2026-11-12 ', '2026-11-12'],
  ['29.02.2028', '2028-02-29'],
  ['30.02.2026', undefined],
  ['12.13.2026', undefined],
  ['i går', undefined],
  ['', undefined],
])('%j is the day %j', (text, day) => {
  expect(readDay(text)).toBe(day)
})
