import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { laterDay } from './moved-date.ts'

describe('BOOKS-5: the next day after a closed one', () => {
  test.each([
    ['next_open', '2026-10-31', '2026-11-21', '2026-11-01'],
    ['next_open', '2025-12-15', '2026-11-21', '2026-01-01'],
    ['next_open', '2026-11-01', '2026-11-21', '2026-11-21'],
    ['next_open', '2026-10-31', '2026-11-01', '2026-11-01'],
    ['next_open', '2026-11-21', '2026-11-21', undefined],
    ['next_open', '2026-12-01', '2026-11-21', undefined],
    ['today', '2026-02-28', '2026-11-21', '2026-11-21'],
    ['today', '2026-11-21', '2026-11-21', undefined],
    ['today', '2026-12-01', '2026-11-21', undefined],
  ] as const)('%s: %s, on %s, is %s', (choice, closed, today, expected) => {
    expect(laterDay(closed, choice, today)).toBe(expected)
  })

  const day = fc
    .date({
      min: new Date('2000-01-01T00:00:00Z'),
      max: new Date('2099-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    .map((date) => date.toISOString().slice(0, 10))

  test('is later, is not beyond today, and comes to an end', () => {
    fc.assert(
      fc.property(day, day, fc.constantFrom('next_open', 'today'), (closed, today, choice) => {
        let at = closed
        for (let steps = 0; steps < 1_300; steps++) {
          const next = laterDay(at, choice, today)
          if (next === undefined) return
          expect(next > at && next <= today).toBe(true)
          at = next
        }
        expect.fail(`${closed} never comes to ${today}`)
      }),
    )
  })
})
