import { oreOf } from '@bilagsbro/kernel/money'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anApprovedRecord, someRules } from '#testing/examples.ts'
import type { ApprovedRecord, WithdrawnRecord } from './approved-record.ts'
import { balancing, withoutBalanceDimensions } from './balance-lines.ts'
import { createCorrection, takenBack, type Booked } from './correction.ts'
import { createVoucher, linesOf } from './create-voucher.ts'
import type { VoucherLine } from './voucher.ts'

const withdrawal: WithdrawnRecord = {
  organizationId: 'hlf',
  recordId: 'r-1',
  revision: 2,
  withdrawnAt: '2026-12-31T23:30:00Z',
  withdrawnBy: 'u-7',
}
const vouchered = (record: ApprovedRecord) => {
  const coded = createVoucher(record, someRules)
  if (!coded.ok) throw new Error('The record has no voucher.')
  return coded.value.voucher
}
const bookedAs = (record: ApprovedRecord): Booked => ({
  revision: record.revision,
  reference: 'BB27842DZ3V0HVHP',
  voucherNumber: '1001',
  lines: vouchered(record).lines,
})
const earlier = bookedAs(anApprovedRecord())
const again = anApprovedRecord({
  revision: 2,
  payee: { id: 'p-1', kind: 'volunteer' },
  total: '80.00',
  lines: [{ lineId: '1', category: 'food', amount: '80.00', date: '2026-11-19', costCenter: '10' }],
})
const corrected = (content: Parameters<typeof createCorrection>[0], of: Booked = earlier) => {
  const coded = createCorrection(content, someRules, of)
  return coded.ok ? coded.value.voucher : coded.error
}

describe('BOOKS-8 a correction', () => {
  test('takes back what is in the ledger, books what is right, and says what it corrects', () => {
    expect(corrected(again)).toEqual({
      ...vouchered(again),
      description: 'BB27842DZ3V0HVHP expense r-1',
      lines: [
        { account: '7140', amount: '-125.50' },
        { account: '2910', amount: '125.50' },
        ...vouchered(again).lines,
      ],
      corrects: {
        revision: 1,
        reference: 'BB27842DZ3V0HVHP',
        voucherNumber: '1001',
        lines: 2,
      },
    })
  })

  test('of a withdrawal takes back only, on the day of the withdrawal', () => {
    expect(corrected(withdrawal)).toMatchObject({
      postingDate: '2027-01-01',
      lines: takenBack(earlier.lines),
      corrects: { revision: 1, lines: 2 },
    })
  })

  test('to nothing takes back only; of nothing to nothing there is none', () => {
    const line = { lineId: '1', category: 'taxi', amount: '0.00', date: '2026-11-19' }
    const nothing = anApprovedRecord({ revision: 2, total: '0.00', lines: [line] })
    expect(corrected(nothing)).toMatchObject({ lines: takenBack(earlier.lines) })
    const none = { kind: 'faulty', failure: { code: 'voucher.empty' } }
    expect(corrected(nothing, { ...earlier, lines: [] })).toMatchObject(none)
    expect(corrected(withdrawal, { ...earlier, lines: [] })).toMatchObject(none)
  })

  test('waits for the mapping like any other', () => {
    const line = { lineId: '1', category: 'tram', amount: '5.00', date: '2026-11-19' }
    const unmapped = anApprovedRecord({ revision: 2, total: '5.00', lines: [line] })
    expect(corrected(unmapped)).toMatchObject({ kind: 'mapping_missing' })
  })

  test('knows what is owed in both of its parts, so that neither is booked with dimensions that the other has not', () => {
    const first = anApprovedRecord({ lines: [{ ...again.lines[0]!, amount: '125.50' }] })
    const voucher = corrected(again, bookedAs(first))
    if (!('lines' in voucher)) throw new Error('There is no voucher.')
    const owed = voucher.lines.filter(balancing(voucher)).map(({ account }) => account)
    expect(owed).toEqual(['2910', '2911'])
    const bare = withoutBalanceDimensions(voucher).lines.map(({ dimensions }) => dimensions?.length)
    expect(bare).toEqual([1, undefined, 1, undefined])
  })

  test('leaves in the ledger what the last revision says, for every dimension, however often it is corrected', () => {
    fc.assert(
      fc.property(fc.array(revision, { minLength: 1, maxLength: 5 }), (contents) => {
        const ledger: VoucherLine[] = []
        let of: Booked | undefined
        for (const content of contents) {
          const made = of
            ? createCorrection(content, someRules, of)
            : createVoucher(content, someRules)
          if (!made.ok) throw new Error('There is no voucher.')
          ledger.push(...made.value.voucher.lines)
          expect(sumOf(made.value.voucher.lines)).toBe(0)
          of = { ...earlier, lines: linesOf(content, someRules.mapping, someRules.policies) }
        }
        expect(sumsOf(ledger)).toEqual(sumsOf(vouchered(contents.at(-1)!).lines))
      }),
    )
  })
})

const line = fc.record({
  category: fc.constantFrom('taxi', 'food'),
  amount: fc.integer({ min: 1, max: 99_999 }).map((ore) => (ore / 100).toFixed(2)),
  costCenter: fc.constantFrom('10', '20'),
})
const revision = fc
  .record({
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    kind: fc.constantFrom('employee', 'volunteer'),
  })
  .map(({ lines, kind }) =>
    anApprovedRecord({
      payee: { id: 'p-1', kind },
      lines: lines.map((one, at) => ({ ...one, lineId: String(at), date: '2026-11-19' })),
    }),
  )
const sumOf = (lines: readonly VoucherLine[]) =>
  lines.reduce((sum, { amount }) => sum + oreOf(amount), 0)

function sumsOf(lines: readonly VoucherLine[]) {
  const groups = Map.groupBy(lines, ({ account, dimensions }) =>
    JSON.stringify([account, dimensions]),
  )
  const sums = [...groups].map(([key, those]) => [key, sumOf(those)] as const)
  return Object.fromEntries(sums.filter(([, sum]) => sum !== 0))
}

/** What earlier versions of the software have sent. Never edited: a correction takes back exactly these lines. */
test('BOOKS-8 the same record and rules give the lines that they have always given', () => {
  const record = anApprovedRecord({
    payee: { id: 'p-1', kind: 'employee', ledgerNumber: '4711' },
    total: '171.50',
    lines: [
      { lineId: '1', category: 'taxi', amount: '125.50', date: '2026-11-19', costCenter: '10' },
      { lineId: '2', category: 'food', amount: '50.00', date: '2026-11-18', text: 'Lunch' },
      { lineId: '3', category: 'food', amount: '0.00', date: '2026-11-18' },
      {
        lineId: '4',
        category: 'taxi',
        amount: '-4.00',
        date: '2026-11-18',
        project: 'P1',
        vatCode: '3',
      },
    ],
  })
  const mapping = {
    ...someRules.mapping,
    defaults: { costCenter: '99' },
    subledgers: { employee: 'employee' },
  } as const
  expect(linesOf(record, mapping, { freeText: true })).toEqual([
    { account: '7140', amount: '125.50', dimensions: [{ code: 'AVDELING', value: '10' }] },
    {
      account: '7150',
      amount: '50.00',
      description: 'Lunch',
      vatCode: '11',
      dimensions: [{ code: 'AVDELING', value: '99' }],
    },
    {
      account: '7140',
      amount: '-4.00',
      vatCode: '3',
      dimensions: [
        { code: 'AVDELING', value: '99' },
        { code: 'PROSJEKT', value: 'P1' },
      ],
    },
    {
      account: '2910',
      amount: '-125.50',
      subledger: { kind: 'employee', number: '4711' },
      dimensions: [{ code: 'AVDELING', value: '10' }],
    },
    {
      account: '2910',
      amount: '-50.00',
      subledger: { kind: 'employee', number: '4711' },
      dimensions: [{ code: 'AVDELING', value: '99' }],
    },
    {
      account: '2910',
      amount: '4.00',
      subledger: { kind: 'employee', number: '4711' },
      dimensions: [
        { code: 'AVDELING', value: '99' },
        { code: 'PROSJEKT', value: 'P1' },
      ],
    },
  ])
})
