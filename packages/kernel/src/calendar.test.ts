import fc from 'fast-check'
import { expect, test } from 'vitest'
import { instantOf, isDay } from './calendar.ts'

test.each([
  ['2026-02-28', true],
  ['2024-02-29', true],
  ['2026-02-29', false],
  ['2026-02-30', false],
  ['2026-04-31', false],
  ['2026-12-31', true],
  ['2000-01-01', true],
  ['1999-12-31', false],
  ['2099-12-31', true],
  ['2100-01-01', false],
  ['0001-01-01', false],
  ['0000-01-01', false],
  ['9999-12-31', false],
  ['2026-13-01', false],
  ['2026-1-1', false],
  ['2026-11-21T00:00:00Z', false],
  ['2026-11-21\n', false],
  ['', false],
])('%j as a day: %s', (text, valid) => expect(isDay(text)).toBe(valid))

test('a month ends when it ends', () => {
  for (let year = 2000; year < 2100; year++)
    for (let month = 1; month <= 12; month++)
      for (const day of [28, 29, 30, 31]) {
        const text = `${year}-${String(month).padStart(2, '0')}-${day}`
        expect(isDay(text)).toBe(new Date(Date.UTC(year, month - 1, day)).getUTCDate() === day)
      }
})

test('every day of a hundred years is one', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2000-01-01'), max: new Date('2099-12-31'), noInvalidDate: true }),
      (date) => {
        expect(isDay(date.toISOString().slice(0, 10))).toBe(true)
      },
    ),
  )
})

test.each([
  ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00.000Z'],
  ['2026-11-21T10:00:00.000+00:00', '2026-11-21T10:00:00.000Z'],
  ['2026-11-21T10:00:00.1234567+01:00', '2026-11-21T09:00:00.123Z'],
  ['2026-11-21T10:00:00+14:00', '2026-11-20T20:00:00.000Z'],
  ['2026-11-21T10:00:00+14:01', undefined],
  ['2026-11-21T10:00:00+99:99', undefined],
  ['2026-11-21T10:00:00', undefined],
  ['2026-11-21T24:00:00Z', undefined],
  ['2026-02-30T10:00:00Z', undefined],
  ['0001-01-01T00:00:00Z', undefined],
  ['9999-12-31T23:59:59Z', undefined],
])('%s as a moment: %s', (text, moment) => expect(instantOf(text)?.toISOString()).toBe(moment))
