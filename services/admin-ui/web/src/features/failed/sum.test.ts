import { expect, test } from 'vitest'
import { sumOf } from './sum.ts'

test.each([
  [[], '0.00'],
  [['0.10', '0.20'], '0.30'],
  [['-0.05'], '-0.05'],
  [['1234.50', '-1234.49'], '0.01'],
  [['9007199254740993.01', '1'], '9007199254740994.01'],
])('%j is %s', (amounts, sum) => {
  expect(sumOf(amounts)).toBe(sum)
})
