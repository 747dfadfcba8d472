import { expect, test } from 'vitest'
import { balancing, withoutBalanceDimensions } from './balance-lines.ts'
import type { Voucher, VoucherLine } from './voucher.ts'

const east = [{ code: 'AVDELING', value: '100' }]
const west = [{ code: 'AVDELING', value: '200' }]
const cost = (amount: string, dimensions = east): VoucherLine => ({
  account: '7140',
  amount,
  dimensions,
})
const owed = (amount: string, dimensions = east, account = '2910'): VoucherLine => ({
  account,
  amount,
  dimensions,
})
const voucher = (...lines: VoucherLine[]): Voucher => ({
  postingDate: '2026-11-20',
  currency: 'NOK',
  description: 'Travel',
  lines,
})
const owing = (given: Voucher) => given.lines.map(balancing(given))

test('the lines that say whom a voucher owes are the last ones, once for each set of dimensions', () => {
  const several = voucher(cost('1.00'), cost('2.00', west), owed('-1.00'), owed('-2.00', west))
  expect(owing(several)).toEqual([false, false, true, true])
  expect(
    owing(voucher(cost('-5.00'), owed('5.00', east, ' 29a'), owed('0.00', east, '29A'))),
  ).toEqual([false, true, true])
})

test('a payee of the same account is another one', () => {
  const subledger = { kind: 'supplier', number: 'L100' } as const
  const given = voucher(cost('1.00'), owed('0.00'), { ...owed('-1.00'), subledger })
  expect(owing(given)).toEqual([false, false, true])
})

test('what is owed carries no dimension where the ledger wants none there, and nothing else changes', () => {
  const given = voucher(cost('1.00'), owed('-1.00'))
  expect(withoutBalanceDimensions(given)).toEqual(
    voucher(cost('1.00'), { account: '2910', amount: '-1.00' }),
  )
})
