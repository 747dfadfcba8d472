import { formatAmount } from '@bilagsbro/kernel/money'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { differenceOf, timesBooked, type LedgerEntry } from './difference.ts'
import type { Voucher, VoucherLine } from './voucher.ts'

const day = '2026-11-20'
const line = (account: string, amount: string): VoucherLine => ({ account, amount })
const voucher = (...lines: VoucherLine[]): Voucher => ({
  postingDate: day,
  currency: 'NOK',
  description: 'Travel',
  lines,
})
const entry = (account: string, kroner: number, postingDate = day): LedgerEntry => ({
  account,
  amount: Math.round(kroner * 100),
  postingDate,
  isMarked: true,
})
const unmarked = (one: LedgerEntry): LedgerEntry => ({ ...one, isMarked: false })

const cost = voucher(line('6730', '100.00'), line('2910', '-100.00'))
const correction: Voucher = {
  ...voucher(
    line('6730', '-100.00'),
    line('2911', '100.00'),
    line('6730', '125.00'),
    line('6800', '75.00'),
    line('2910', '-200.00'),
  ),
  corrects: { revision: 1, reference: 'BB27842DZ3V0HVHP', voucherNumber: '1001', lines: 2 },
}
const refund = voucher(line('6840', '-125.00'), line('2910', '125.00'))
const reverseCharge = [
  entry('6730', 100),
  entry('2710', 25),
  entry('2700', -25),
  entry('2910', -100),
]

describe('a voucher is there as the ledger books it by rules of its own', () => {
  test.each<[string, Voucher, LedgerEntry[]]>([
    ["with reverse-charge VAT by the account's card", cost, reverseCharge],
    [
      'with an automatic account group',
      cost,
      [entry('6730', 100), entry('5400', 14.1), entry('2770', -14.1), entry('2910', -100)],
    ],
    [
      "as a refund net of VAT by the account's card",
      refund,
      [entry('6840', -100), entry('2710', -25), entry('2910', 125)],
    ],
    [
      'as a refund of which a part of the VAT is deducted',
      refund,
      [entry('6840', -115), entry('2710', -10), entry('2910', 125)],
    ],
    [
      'spread over later dates',
      cost,
      [
        entry('6730', 100),
        entry('2910', -100),
        entry('6730', -100),
        entry('1749', 100),
        entry('6730', 33.34),
        entry('1749', -33.34),
        entry('6730', 33.33, '2026-12-01'),
        entry('1749', -33.33, '2026-12-01'),
        ...[entry('6730', 33.33, '2027-01-01'), entry('1749', -33.33, '2027-01-01')].map(unmarked),
      ],
    ],
    [
      'with codes in capitals and without blanks',
      voucher(line(' 73a ', '1.00'), line('2910', '-1.00')),
      [entry('73A', 1), entry('2910 ', -1)],
    ],
    [
      'as a correction whose parts are net of VAT at rates of their own',
      correction,
      [
        entry('6730', -100),
        entry('6730', 100),
        entry('2710', 25),
        entry('6800', 75),
        entry('2911', 100),
        entry('2910', -200),
      ],
    ],
    [
      'as a correction that comes to nothing but for VAT',
      voucher(
        line('6730', '-100.00'),
        line('2910', '100.00'),
        line('6730', '100.00'),
        line('2910', '-100.00'),
      ),
      [
        entry('6730', -80),
        entry('2710', -20),
        entry('2910', 100),
        entry('6730', 100),
        entry('2910', -100),
      ],
    ],
  ])('%s', (_, sent, entries) => {
    expect(differenceOf(sent, entries)).toBeUndefined()
  })
})

describe('a voucher is not there', () => {
  test.each<[string, Voucher, LedgerEntry[]]>([
    ['where what is beside it is not marked', cost, reverseCharge.map(unmarked)],
    [
      'where somebody added entries of their own',
      cost,
      [...reverseCharge, unmarked(entry('7770', 1)), unmarked(entry('1920', -1))],
    ],
    [
      'where somebody added entries of their own to a line with a VAT code',
      voucher({ ...line('6730', '100.00'), vatCode: 'HOY' }, line('2910', '-100.00')),
      [
        entry('6730', 100),
        entry('2910', -100),
        unmarked(entry('7770', 1)),
        unmarked(entry('1920', -1)),
      ],
    ],
    [
      'where what a correction takes back of what was owed is in parts',
      correction,
      [
        entry('6730', 25),
        entry('6800', 75),
        entry('2911', 80),
        entry('2710', 20),
        entry('2910', -200),
      ],
    ],
    [
      'where more than any VAT of both parts of a correction is missing',
      correction,
      [
        entry('6730', -0.02),
        entry('2710', 25.02),
        entry('6800', 75),
        entry('2911', 100),
        entry('2910', -200),
      ],
    ],
    [
      'where what is owed is in parts',
      cost,
      [entry('6730', 100), entry('2910', -80), entry('2710', -20)],
    ],
    [
      'where more than any VAT is missing',
      cost,
      [entry('6730', 79.9), entry('2710', 20.1), entry('2910', -100)],
    ],
    [
      'where a part of it was moved later',
      cost,
      [
        entry('6730', 100),
        entry('2910', -100),
        entry('6730', -10, '2026-12-01'),
        entry('7140', 10, '2026-12-01'),
      ],
    ],
    [
      'where what is owed was moved to another date',
      cost,
      [
        entry('6730', 100),
        entry('1749', -100),
        entry('1749', 100, '2026-12-01'),
        entry('2910', -100, '2026-12-01'),
      ],
    ],
    [
      'where a date does not come to nothing',
      cost,
      [entry('6730', 100), entry('2910', -90), entry('2910', -10, '2026-12-01')],
    ],
    ['where nothing is', cost, []],
  ])('%s', (_, sent, entries) => {
    expect(differenceOf(sent, entries)).toMatch(/\.$/)
  })
})

const ore = fc.integer({ min: 100, max: 5_000_000 })
const costs = fc.array(
  fc.record({
    account: fc.constantFrom('6730', '6840', '7140', '7150'),
    amount: fc.oneof(
      ore,
      ore.map((some) => -some),
    ),
    /** Per cent that are deducted, per cent that are owed and deducted at once. */
    vat: fc.constantFrom(0, 12, 15, 25),
    reverse: fc.constantFrom(0, 25),
  }),
  { minLength: 1, maxLength: 6 },
)
type Cost = typeof costs extends fc.Arbitrary<(infer One)[]> ? One : never

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)
const sent = (lines: readonly Cost[]): Voucher =>
  voucher(
    ...lines.map(({ account, amount }) => line(account, formatAmount(amount))),
    line('2910', formatAmount(-sumOf(lines.map(({ amount }) => amount)))),
  )

/** As a ledger books it whose accounts' cards say so. */
function booked(lines: readonly Cost[]): LedgerEntry[] {
  const ours = (account: string, amount: number) => entry(account, amount / 100)
  const owed = sumOf(lines.map(({ amount }) => amount))
  return [
    ...lines.flatMap(({ account, amount, vat, reverse }) => {
      const deducted = Math.sign(amount) * Math.round((Math.abs(amount) * vat) / (100 + vat))
      const both = Math.round((amount * reverse) / 100)
      return [
        ours(account, amount - deducted),
        ours('2710', deducted),
        ours('2710', both),
        ours('2700', -both),
      ]
    }),
    ours('2910', -owed),
  ]
}
/** What is netted with the opposite sign on one account has no net amount that could be told. */
const oneSign = (lines: readonly Cost[]) =>
  ['6730', '6840', '7140', '7150'].every((account) => {
    const signs = lines.filter((one) => one.account === account).map(({ amount }) => amount > 0)
    return new Set(signs).size < 2
  })
const owes = (lines: readonly Cost[]) => sumOf(lines.map(({ amount }) => amount)) !== 0

test('whatever rates the cards of the accounts say, what was booked rightly is there', () => {
  fc.assert(
    fc.property(costs, (lines) => {
      fc.pre(oneSign(lines))
      expect(differenceOf(sent(lines), booked(lines))).toBeUndefined()
    }),
  )
})

test('a wrong account, amount or date is told apart, whatever the ledger added', () => {
  const wrong: Record<string, (entries: LedgerEntry[], by: number) => LedgerEntry[]> = {
    'owed on another account': (entries) => moved(entries, '2910', '2990'),
    'a cost on another account': (entries) => moved(entries, entries[0]!.account, '7999'),
    'another amount': (entries, by) => [
      ...entries,
      entry('7140', by / 100),
      entry('2910', -by / 100),
    ],
    'other dates': (entries) => entries.map((one) => ({ ...one, postingDate: '2026-11-21' })),
    twice: (entries) => [...entries, ...entries],
    'and taken back': (entries) => [
      ...entries,
      ...entries.map((one) => ({ ...one, amount: -one.amount })),
    ],
    'in part': (entries) => entries.slice(0, -1),
  }
  const isHow = fc.constantFrom(...Object.keys(wrong))
  fc.assert(
    fc.property(costs, isHow, ore, (lines, how, by) => {
      fc.pre(oneSign(lines) && owes(lines))
      expect(differenceOf(sent(lines), wrong[how]!(booked(lines), by))).toMatch(/\.$/)
    }),
  )
})

test('whatever rates the cards of the accounts say, what was booked n times is told as that', () => {
  fc.assert(
    fc.property(costs, fc.integer({ min: 1, max: 4 }), (lines, times) => {
      fc.pre(oneSign(lines) && owes(lines))
      const entries = Array.from({ length: times }, () => booked(lines)).flat()
      expect(timesBooked(sent(lines), entries)).toBe(times)
    }),
  )
})

test('what was booked twice on different dates, or with more beside it, is not told as the same twice', () => {
  const once = [entry('6730', 100), entry('2910', -100)]
  const later = once.map((one) => ({ ...one, postingDate: '2026-11-21' }))
  expect(timesBooked(cost, [...once, ...later])).toBe(0)
  expect(timesBooked(cost, [...once, ...once, entry('7770', 1), entry('1920', -1)])).toBe(0)
  expect(timesBooked(cost, [])).toBe(0)
})

const moved = (entries: LedgerEntry[], from: string, to: string) =>
  entries.map((one) => (one.account === from ? { ...one, account: to } : one))
