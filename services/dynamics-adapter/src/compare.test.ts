import type { VoucherLine } from '@bilagsbro/booking/voucher'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { expect, test } from 'vitest'
import { compare } from './compare.ts'
import type { Entry } from './lookup.ts'

const reference = 'BB27842DZ3V0HVHP'
const line = (account: string, amount: string, vatCode?: string) => ({ account, amount, vatCode })
const posting = (...lines: VoucherLine[]): Posting => ({
  reference,
  voucher: { postingDate: '2026-11-20', currency: 'NOK', description: 'Reise', lines },
})
const entry = (accountNumber: string, amount: number, postingDate = '2026-11-20'): Entry => ({
  entryNumber: 1,
  documentNumber: reference,
  description: '',
  accountNumber,
  postingDate,
  debitAmount: Math.max(amount, 0),
  creditAmount: Math.max(-amount, 0),
})
const under = (entries: readonly Entry[]) => new Map([[reference, entries]])
const linkTo = (number: string) => `https://x/${number}`
const supplier = (amount: string) => ({
  ...line('2990', amount),
  subledger: { kind: 'supplier' as const, number: 'L100' },
})
const owed = posting(line('7140', '100.10'), supplier('-100.10'))
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
    "owed to a supplier, on the account of the supplier's group",
    owed,
    [entry('7140', 100.1), entry('2400', -100.1)],
  ],
  [
    'owed to a supplier, on the account that was mapped',
    owed,
    [entry('7140', 100.1), entry('2990', -100.1)],
  ],
  [
    'owed to a supplier, net of VAT',
    posting(line('6800', '125.00', 'HOY'), supplier('-125.00')),
    [entry('6800', 100), entry('2710', 25), entry('2400', -125)],
  ],
  [
    'owed to a supplier once per department',
    posting(line('7140', '1.00'), line('7140', '2.00'), supplier('-1.00'), supplier('-2.00')),
    [entry('7140', 1), entry('7140', 2), entry('2400', -1), entry('2400', -2)],
  ],
  [
    'owed to a supplier and taken back in another department',
    posting(line('7140', '1.00'), line('7150', '-1.00'), supplier('-1.00'), supplier('1.00')),
    [entry('7140', 1), entry('7150', -1), entry('2400', -1), entry('2400', 1)],
  ],
  [
    'owed to a supplier, on an account that another line names',
    posting(line('2400', '5.00'), line('7140', '1.00'), supplier('-6.00')),
    [entry('2400', 5), entry('7140', 1), entry('2400', -6)],
  ],
  [
    'in capitals',
    posting(line('71a', '1.00'), line('2910', '-1.00')),
    [entry('71A', 1), entry('2910', -1)],
  ],
])('RETRY-5: a voucher is found %s', (_, sent, entries) => {
  expect(compare(sent, under(entries), linkTo)).toEqual({
    kind: 'posted',
    voucher: { number: reference, date: '2026-11-20', url: `https://x/${reference}` },
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
])('RETRY-5: a voucher that is there %s is told apart', (how, entries) => {
  expect(compare(travel, under(entries), linkTo)).toMatchObject({
    kind: 'different',
    failure: {
      class: 'different_in_ledger',
      code: how === 'twice' ? 'ledger.twice' : 'ledger.different',
    },
  })
})

test.each([
  ['twice', [entry('7140', 200.2), entry('2400', -200.2)]],
  ['in part', [entry('7140', 100.1), entry('2400', -50), entry('2910', -50.1)]],
  ['with more than was sent', [...owedEntries(), entry('7770', 1), entry('1920', -1)]],
  ['and taken back', [...owedEntries(), entry('7140', -100.1), entry('2400', 100.1)]],
])('RETRY-5: what a supplier is owed and is there %s is told apart', (_, entries) => {
  expect(compare(owed, under(entries), linkTo)).toMatchObject({ kind: 'different' })
})

function owedEntries() {
  return [entry('7140', 100.1), entry('2400', -100.1)]
}

test('RETRY-5: a voucher that the ledger gave its own number is posted under that number', () => {
  const entries = [entry('7140', 100.1), entry('2910', -100.1)]
  expect(compare(travel, new Map([['G000007', entries]]), linkTo)).toEqual({
    kind: 'posted',
    voucher: { number: 'G000007', date: '2026-11-20', url: 'https://x/G000007' },
  })
})

test.each([
  ['', travel, [entry('7140', 100.1), entry('2910', -100.1)]],
  [', owed to a supplier', owed, owedEntries()],
  [
    ', with two equal lines',
    posting(line('7140', '0.10'), line('7140', '0.10'), line('2910', '-0.20')),
    [entry('7140', 0.1), entry('7140', 0.1), entry('2910', -0.2)],
  ],
])('a voucher that is there again under its own number is there twice%s', (_, sent, once) => {
  const found = (times: number) =>
    compare(sent, under(Array.from({ length: times }, () => once).flat()), linkTo)
  expect(found(1)).toMatchObject({ kind: 'posted' })
  for (const times of [2, 3])
    expect(found(times)).toMatchObject({
      kind: 'different',
      failure: { message: expect.stringContaining(`${times} times as ${reference}`) },
      twice: [reference, reference],
    })
})

test('a voucher of which a part is there again is different, and not there twice', () => {
  const entries = [entry('7140', 100.1), entry('2910', -100.1)]
  const more = [...entries, ...entries, entry('7770', 1), entry('1920', -1)]
  expect(compare(travel, under(more), linkTo)).not.toHaveProperty('twice')
})

test('a voucher that is there under two numbers is for a person, who is told which', () => {
  const entries = [entry('7140', 100.1), entry('2910', -100.1)]
  const documents = new Map([
    [reference, entries],
    ['G000007', entries],
  ])
  expect(compare(travel, documents, linkTo)).toMatchObject({
    kind: 'different',
    failure: { message: expect.stringContaining(`${reference}, G000007`) },
    twice: [reference, 'G000007'],
  })
})
