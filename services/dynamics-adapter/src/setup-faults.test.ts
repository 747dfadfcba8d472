import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { expect, test } from 'vitest'
import { answeredFailure, errorOf } from './failures.ts'
import { setupFault } from './setup-faults.ts'

const posting = (account: string, owedOn: string): Posting => ({
  reference: 'BBAAAAAAAAAAAAAA',
  voucher: {
    postingDate: '2026-11-20',
    currency: 'NOK',
    description: 'Travel',
    lines: [
      { account, amount: '1.00' },
      { account: owedOn, amount: '-1.00' },
    ],
  },
})
const flight = [posting('7140', '2910'), posting('7165', '2910')]
const faultOf = (message: string, balanceDimensions: boolean) => {
  const body = { error: { code: 'Application_DialogException', message } }
  const failure = answeredFailure(400, body, undefined, new Date())
  return setupFault(failure, errorOf(body).message, flight, balanceDimensions)
}
const missing = (account: string) =>
  `A dimension used in Gen. Journal Line GENERAL, BBABCDEFGH, 10000 has caused an error. Select a Dimension Value Code for the Dimension Code AVDELING for G/L Account ${account}.`
const sameCode = (account: string) =>
  `The Dimension Value Code must be 100 for Dimension Code AVDELING for G/L Account ${account}. Currently it's 200.`
const inNorwegian = (account: string) =>
  `Dimensjonsverdikode må være 100 for Dimensjonskode AVDELING for Finanskonto ${account}. Nå er den 200.`

test.each([
  ['mandatory', missing('2910'), false, 'dimension.missing_on_balance_account'],
  ['fixed', sameCode('2910'), true, 'dimension.not_allowed_on_balance_account'],
  ['fixed', sameCode('2910'), false, 'dimension.not_allowed_on_balance_account'],
  ['fixed', inNorwegian('2910'), true, 'dimension.not_allowed_on_balance_account'],
])(
  'a dimension that is %s where vouchers are owed is how the ledger is set up: %s',
  (_, said, carried, code) => {
    expect(faultOf(said, carried)).toMatchObject({
      class: 'config',
      code,
      message: expect.stringContaining('2910'),
    })
  },
)

test.each([
  ['on the account of a cost', missing('7165'), false],
  ['fixed on the account of a cost', sameCode('7140'), true],
  ['that a voucher of its own lacks', missing('2910'), true],
  ['of an account that nobody uses', missing('2400'), false],
  ['that is blocked', 'Dimension Value AVDELING - 990 is blocked.', false],
])('a dimension %s is the fault of a voucher', (_, said, carried) => {
  expect(faultOf(said, carried)).toBeUndefined()
})
