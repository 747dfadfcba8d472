import { expect, test } from 'vitest'
import { alikeTogether, type Look } from './alike.ts'

const look = (minute: number, saw: Look['saw'], more: Partial<Look> = {}): Look => ({
  at: `2026-12-01T00:${String(minute).padStart(2, '0')}:00.000Z`,
  saw,
  ...more,
})

test('look-ups that saw the same one after another stand together, and others apart', () => {
  const shown = alikeTogether([
    look(9, 'nothing'),
    look(8, 'nothing'),
    look(7, 'voucher', { voucherNumber: '12' }),
    look(6, 'voucher', { voucherNumber: '13' }),
    look(5, 'nothing'),
  ])
  expect(shown.map(({ look: { at, saw }, count, firstAt }) => [at, saw, count, firstAt])).toEqual([
    ['2026-12-01T00:09:00.000Z', 'nothing', 2, '2026-12-01T00:08:00.000Z'],
    ['2026-12-01T00:07:00.000Z', 'voucher', 1, '2026-12-01T00:07:00.000Z'],
    ['2026-12-01T00:06:00.000Z', 'voucher', 1, '2026-12-01T00:06:00.000Z'],
    ['2026-12-01T00:05:00.000Z', 'nothing', 1, '2026-12-01T00:05:00.000Z'],
  ])
})

test('none are none', () => {
  expect(alikeTogether([])).toEqual([])
})
