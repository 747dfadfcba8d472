import { expect, test } from 'vitest'
import type { Failure, Subject } from './failure.ts'
import { withSubject } from './failure-subject.ts'
import type { Voucher } from './voucher.ts'

const voucher: Voucher = {
  postingDate: '2026-11-21',
  currency: 'NOK',
  description: 'BB27842DZ3V0HVHP',
  lines: [
    {
      account: '7140',
      amount: '100.00',
      vatCode: '11',
      dimensions: [
        { code: 'AVDELING', value: 'OSLO' },
        { code: 'PROSJEKT', value: 'P-7' },
      ],
    },
    { account: '714', amount: '25.50', vatCode: '11' },
    { account: '2910', amount: '-125.50', subledger: { kind: 'supplier', number: '40017' } },
  ],
}
const aFailure = (code: string, message: string, cls: Failure['class'] = 'data'): Failure => ({
  class: cls,
  code,
  message,
})

test.each<readonly [Failure, Subject | undefined]>([
  [aFailure('account.blocked', 'Finanskonto 7140 er sperret.'), { kind: 'account', value: '7140' }],
  [aFailure('account.blocked', '(No.=714.)'), { kind: 'account', value: '714' }],
  [aFailure('account.blocked', 'The account is blocked.'), undefined],
  [aFailure('account.blocked', '7140 or 2910'), undefined],
  [aFailure('account.blocked', 'X7140 and 71401'), undefined],
  [aFailure('dimension.unknown_value', "'P-7' is not there."), { kind: 'dimension', value: 'P-7' }],
  [aFailure('vat.unknown', 'The VAT code is unknown.'), { kind: 'vat_code', value: '11' }],
  [aFailure('subledger.blocked', 'The supplier is blocked.'), { kind: 'payee', value: '40017' }],
  [aFailure('period.closed', 'Closed.', 'period_closed'), { kind: 'period', value: '2026-11' }],
  [aFailure('voucher.refused', '7140'), undefined],
  [aFailure('account.blocked', '7140', 'config'), undefined],
])('the thing that is wrong is named where there is no choice: %j', (failure, subject) => {
  const { subject: found, ...rest } = withSubject(failure, voucher)
  expect(found).toEqual(subject)
  expect(rest).toEqual(failure)
})

test('what the accounting system itself has named stays', () => {
  const subject = { kind: 'category', value: 'taxi' } as const
  const failure = { ...aFailure('account.blocked', '7140'), subject }
  expect(withSubject(failure, voucher)).toBe(failure)
})
