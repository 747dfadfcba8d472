import type { Posting } from '@bilagsbro/connector/application/ports/accounting-connector'
import { expect, test } from 'vitest'
import { compare, type Entry } from './lookup.ts'

const reference = 'BB27842DZ3V0HVHP'
const line = (account: string, amount: string, vatCode?: string) => ({ account, amount, vatCode })
const posting = (...lines: ReturnType<typeof line>[]): Posting => ({
  reference,
  voucher: { postingDate: '2026-11-20', currency: 'NOK', description: 'Reise', lines },
})
const entry = (accountNumber: string, amount: number, postingDate = '2026-11-20'): Entry => ({
  documentNumber: reference,
  accountNumber,
  postingDate,
  debitAmount: Math.max(amount, 0),
  creditAmount: Math.max(-amount, 0),
})
const travel = posting(line('7140', '100.10'), line('2910', '-100.10'))

test.each([
  ['as sent', travel, [entry('7140', 100.1), entry('2910', -100.1)]],
  ['in another order', travel, [entry('2910', -100.1), entry('7140', 100.1)]],
  [
    'with two lines on one account',
    posting(line('7140', '0.10'), line('7140', '0.20'), line('2910', '-0.30')),
    [entry('7140', 0.1), entry('7140', 0.2), entry('2910', -0.3)],
  ],
  [
    'net of VAT by its code',
    posting(line('6800', '125.00', 'HOY'), line('2910', '-125.00')),
    [entry('6800', 100), entry('2710', 25), entry('2910', -125)],
  ],
  [
    "net of VAT by the account's card",
    posting(line('6840', '125.00'), line('2910', '-125.00')),
    [entry('6840', 100), entry('2710', 25), entry('2910', -125)],
  ],
  [
    'with VAT that is owed and deducted at once',
    posting(line('6790', '100.00', 'OMVENDT'), line('2910', '-100.00')),
    [entry('6790', 100), entry('2710', 25), entry('2700', -25), entry('2910', -100)],
  ],
  [
    'correcting another, net of VAT',
    posting(line('6800', '-125.00', 'HOY'), line('2910', '125.00')),
    [entry('6800', -100), entry('2710', -25), entry('2910', 125)],
  ],
  [
    'with an account that comes out even',
    posting(line('7140', '50.00'), line('7140', '-50.00')),
    [entry('7140', 50), entry('7140', -50)],
  ],
  [
    'in capitals',
    posting(line('71a', '1.00'), line('2910', '-1.00')),
    [entry('71A', 1), entry('2910', -1)],
  ],
])('RETRY-5: a voucher is found %s', (_, sent, entries) => {
  expect(compare(sent, entries, 'https://x')).toEqual({
    kind: 'posted',
    voucher: { number: reference, date: '2026-11-20', url: 'https://x' },
  })
})

test.each([
  [
    'twice',
    [entry('7140', 100.1), entry('2910', -100.1), entry('7140', 100.1), entry('2910', -100.1)],
  ],
  [
    'and taken back',
    [entry('7140', 100.1), entry('2910', -100.1), entry('7140', -100.1), entry('2910', 100.1)],
  ],
  ['on another account', [entry('7130', 100.1), entry('2910', -100.1)]],
  ['with another amount', [entry('7140', 100.11), entry('2910', -100.11)]],
  ['with another credit', [entry('7140', 100.1), entry('2910', -80), entry('2710', -20.1)]],
  ['on another date', [entry('7140', 100.1, '2026-12-01'), entry('2910', -100.1, '2026-12-01')]],
  ['in part', [entry('7140', 100.1)]],
  [
    'with more than was sent',
    [entry('7140', 100.1), entry('2910', -100.1), entry('7770', 1), entry('1920', -1)],
  ],
])('RETRY-5: a voucher that is there %s is told apart', (_, entries) => {
  expect(compare(travel, entries, '')).toMatchObject({
    kind: 'different',
    failure: { class: 'data', code: 'ledger.different' },
  })
})
