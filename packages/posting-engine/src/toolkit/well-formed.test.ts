import { expect, test } from 'vitest'
import { testVoucher } from '#testing/vouchers.ts'
import { isWellFormed } from './well-formed.ts'

const reference = 'BB27842DZ3V0HVHP'
const voucher = testVoucher()
const amounts = (amount: string) => ({
  ...voucher,
  lines: voucher.lines.map((line) => ({ ...line, amount })),
})

test('what every voucher of ours is like is well formed', () => {
  expect(isWellFormed(reference, voucher)).toBe(true)
})

test.each([
  ['a reference with a quote', "BB' or 1 eq 1", voucher],
  ['a reference with a line end', `${reference}\n`, voucher],
  ['no reference', '', voucher],
  ['a date with more behind it', reference, { ...voucher, postingDate: '2026-11-20"' }],
  ['an amount with a field behind it', reference, amounts('1.00,"accountType":"Vendor"')],
  ['an amount in another notation', reference, amounts('1e3')],
])('%s is not', (_, named, given) => {
  expect(isWellFormed(named, given)).toBe(false)
})
