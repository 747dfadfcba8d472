import { expect, test } from 'vitest'
import { readDay, writtenDay } from './days.ts'

test.each([
  ['12.11.2026', '2026-11-12'],
  ['1.2.2026', '2026-02-01'],
  ['1.2.26', '2026-02-01'],
  ['1/12-2026', '2026-12-01'],
  [' 2026-11-12 ', '2026-11-12'],
  ['29.02.2028', '2028-02-29'],
  ['30.02.2026', undefined],
  ['12.13.2026', undefined],
  ['i går', undefined],
  ['', undefined],
])('%j is the day %j', (text, day) => {
  expect(readDay(text)).toBe(day)
})

test('a day is written as it is read', () => {
  expect(writtenDay('2026-02-01')).toBe('01.02.2026')
  expect(readDay(writtenDay('2026-02-01'))).toBe('2026-02-01')
})
