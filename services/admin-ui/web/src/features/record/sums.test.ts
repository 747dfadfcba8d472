import { expect, test } from 'vitest'
import { sumOf } from './sums.ts'

test.each([
  [[], '0.00'],
  [['0.10', '0.20'], '0.30'],
  [['1234.50', '-1234.5'], '0.00'],
  [['-0.05'], '-0.05'],
  [['90071992547409.91', '0.01'], '90071992547409.92'],
])('%j comes to %s', (amounts, sum) => {
  expect(sumOf(amounts)).toBe(sum)
})
