import { expect, test } from 'vitest'
import { perDay, recordsOver, withCategory, withCostCenter, withoutCostCenter } from './records.ts'

const now = new Date('2026-11-26T09:30:00Z')

test('records are approved over the last days, and none of them in the future', () => {
  const records = recordsOver('nord', perDay([2, 0, 3]), now)
  const days = records.map(({ approvedAt }) => approvedAt.slice(0, 10))
  expect(days).toEqual(['2026-11-24', '2026-11-24', '2026-11-26', '2026-11-26', '2026-11-26'])
  expect(records.every(({ approvedAt }) => new Date(approvedAt) < now)).toBe(true)
  expect(new Set(records.map(({ recordId }) => recordId)).size).toBe(5)
})

test('the same moment gives the same records', () => {
  expect(recordsOver('nord', [1, 0], now)).toEqual(recordsOver('nord', [1, 0], now))
})

test('what is wrong with a record is wrong on each of its lines, and its total stays', () => {
  for (const record of recordsOver('nord', perDay([20]), now)) {
    const wrong = withCostCenter('250')(withCategory('parkering')(record))
    expect(wrong.lines.every((line) => line.costCenter === '250')).toBe(true)
    expect(wrong.lines.every(({ category }) => category === 'parkering')).toBe(true)
    expect(withoutCostCenter('parkering')(record).lines.some((line) => 'costCenter' in line)).toBe(
      false,
    )
    expect(wrong.total).toBe(record.total)
  }
})
