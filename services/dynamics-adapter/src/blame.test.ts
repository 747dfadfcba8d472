import type { Failure } from '@bilagsbro/booking/failure'
import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { expect, test } from 'vitest'
import { blame } from './blame.ts'
import { linesOf } from './journal.ts'

const posting = (
  reference: string,
  postingDate: string,
  account: string,
  department?: string,
): Posting => ({
  reference,
  voucher: {
    postingDate,
    currency: 'NOK',
    description: 'x',
    lines: [
      {
        account,
        amount: '1.00',
        dimensions: department ? [{ code: 'AVDELING', value: department }] : [],
      },
      { account: '2910', amount: '-1.00' },
    ],
  },
})
const [first, second, third] = ['BBAAAAAAAAAAAAAA', 'BBBBBBBBBBBBBBBB', 'BBCCCCCCCCCCCCCC'] as const
const flight = [
  posting(first, '2026-11-01', '7140'),
  posting(second, '2026-11-01', '7165', '100'),
  posting(third, '2026-12-01', '7165'),
]
const lines = linesOf(flight)
const failure = (cls: Failure['class'], code: string): Failure => ({
  class: cls,
  code,
  message: '',
})
const inLine = (number: number) => `Journal Batch Name='BBXYZ',Line No.='${number}'.`

test.each<[string, Failure, string, string[]]>([
  [
    'its document number',
    failure('data', 'voucher.unbalanced'),
    `Document No. ${second} is out of balance by 1.`,
    [second],
  ],
  [
    'its line',
    failure('data', 'dimension.blocked'),
    'A dimension used in Gen. Journal Line GENERAL, BBXYZ, 30000 has caused an error.',
    [second],
  ],
  [
    'its posting date, with all of that date',
    failure('period_closed', 'period.closed'),
    `Posting Date is not within in Gen. Journal Line Journal Template Name='GENERAL',${inLine(20000)}`,
    [first, second],
  ],
  [
    'its posting date, in Norwegian',
    failure('period_closed', 'period.closed'),
    "Bokføringsdato er ikke innenfor i Finanskladdelinje Kladdemalnavn='GENERAL',Linjenr.='20000'.",
    [first, second],
  ],
  [
    'its line, in Norwegian',
    failure('data', 'dimension.blocked'),
    'En dimensjon som brukes i Finanskladdelinje GENERAL, BBXYZ, 30000, har forårsaket en feil.',
    [second],
  ],
  [
    'its account, in Norwegian',
    failure('data', 'account.blocked'),
    "Sperret må være lik 'Nei'  i Finanskonto: Nr.=7165. Gjeldende verdi er 'Ja'.",
    [second, third],
  ],
  [
    'its account',
    failure('data', 'account.blocked'),
    "Blocked must be equal to 'No'  in G/L Account: No.=7165.",
    [second, third],
  ],
  [
    'an account that demands a dimension which it lacks',
    failure('data', 'dimension.missing'),
    'Select a Dimension Value Code for the Dimension Code AVDELING for G/L Account 7165.',
    [third],
  ],
  [
    'its account and VAT code',
    failure('data', 'vat.unknown'),
    'Posting to Account 7140 must either be of type Purchase or Sale',
    [first],
  ],
  [
    'the journal as a whole',
    failure('awaiting_approval', 'journal.approval_required'),
    'requires approval',
    [first, second, third],
  ],
  ['nothing', failure('data', 'voucher.refused'), 'Something is wrong.', []],
  ['a line that is not ours', failure('data', 'voucher.refused'), inLine(990_000), []],
])('a voucher is blamed by %s', (_, why, message, culprits) => {
  expect(blame(why, message, flight, lines).map(({ reference }) => reference)).toEqual(culprits)
})

test('who flies alone is the culprit, whatever is said', () => {
  const alone = flight.slice(0, 1)
  expect(blame(failure('data', 'voucher.refused'), '?', alone, linesOf(alone))).toEqual(alone)
})

test('a settled VAT period is the fault of every voucher of that month, told once', () => {
  const dated = ['2026-09-02', '2026-09-30', '2026-11-01'].map((date, at) =>
    posting([first, second, third][at]!, date, '7140'),
  )
  const said = `Posting Date is in a settled and closed VAT period (2026 period 5) in Gen. Journal Line ${inLine(10000)}`
  const blamed = blame(failure('period_closed', 'period.vat_settled'), said, dated, linesOf(dated))
  expect(blamed.map(({ reference }) => reference)).toEqual([first, second])
  const unnamed = 'Bokføringsdatoen er i en oppgjort og lukket mva-periode.'
  const inWords = blame(failure('period_closed', 'period.vat_settled'), unnamed, dated, [])
  expect(inWords).toEqual(blamed)
})
