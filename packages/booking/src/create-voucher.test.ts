import { formatAmount, oreOf } from '@bilagsbro/kernel/money'
import { ok } from '@bilagsbro/kernel/result'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { anApprovedRecord, someRules } from '#testing/examples.ts'
import type { ApprovedRecord, RecordLine } from './approved-record.ts'
import { createVoucher, type BookingRules } from './create-voucher.ts'
import type { Mapping, Policies } from './mapping.ts'

const { mapping, policies } = someRules
const line = (amount: string, changed: Partial<RecordLine> = {}): RecordLine => ({
  lineId: '1',
  category: 'taxi',
  amount,
  date: '2026-11-19',
  ...changed,
})
const create = (record: Partial<ApprovedRecord>, changed: Partial<Policies> = {}) =>
  createWith({ policies: { ...policies, ...changed } }, record)
const createWith = (changed: Partial<BookingRules>, record: Partial<ApprovedRecord> = {}) => {
  const coded = createVoucher(anApprovedRecord(record), { ...someRules, ...changed })
  return coded.ok ? ok(coded.value.voucher) : coded
}
const linesOf = (record: Partial<ApprovedRecord>, changed?: Partial<Policies>) => {
  const voucher = create(record, changed)
  return voucher.ok ? voucher.value.lines : voucher.error
}

describe('a voucher', () => {
  test('debits each line with its account, VAT code and dimensions, and credits the kind of payee once per set of dimensions', () => {
    expect(
      linesOf({
        lines: [
          line('100.00', { costCenter: '10', project: 'P1' }),
          line('50.50', { category: 'food' }),
          line('20.00', { costCenter: '10', project: 'P1', vatCode: '3' }),
        ],
      }),
    ).toEqual([
      { account: '7140', amount: '100.00', dimensions: both },
      { account: '7150', amount: '50.50', vatCode: '11' },
      { account: '7140', amount: '20.00', vatCode: '3', dimensions: both },
      { account: '2910', amount: '-120.00', dimensions: both },
      { account: '2910', amount: '-50.50' },
    ])
  })
  const both = [
    { code: 'AVDELING', value: '10' },
    { code: 'PROSJEKT', value: 'P1' },
  ]

  test("takes from the category's rule what the line does not name, and from the defaults what neither does", () => {
    const taxi = { account: '7140', costCenter: '99', project: 'P9' }
    const food = { account: '7150', vatCode: '11' }
    const defaults = { vatCode: '0', costCenter: '1', project: 'P1' }
    const voucher = createWith(
      { mapping: { ...mapping, categories: { taxi, food }, defaults } },
      {
        lines: [
          line('1.00', { costCenter: '10' }),
          line('1.00'),
          line('1.00', { category: 'food' }),
        ],
      },
    )
    const coded = voucher.ok && voucher.value.lines.slice(0, 3)
    const shown = (coded || []).map((one) => [one.vatCode, ...one.dimensions!.map((d) => d.value)])
    expect(shown).toEqual([
      ['0', '10', 'P9'],
      ['0', '99', 'P9'],
      ['11', '1', 'P1'],
    ])
  })

  test("BOOKS-2: credits the payee's own number where the kind of payee has a subledger", () => {
    const mapped = { mapping: { ...mapping, subledgers: { employee: 'supplier' as const } } }
    const payee = { id: 'p-1', kind: 'employee', ledgerNumber: '10042' } as const
    const lines = [line('100.00', { costCenter: '10' }), line('50.00')]
    const voucher = createWith(mapped, { payee, lines })
    expect(voucher.ok && voucher.value.lines.slice(2)).toEqual([
      {
        account: '2910',
        subledger: { kind: 'supplier', number: '10042' },
        amount: '-100.00',
        dimensions: [{ code: 'AVDELING', value: '10' }],
      },
      { account: '2910', subledger: { kind: 'supplier', number: '10042' }, amount: '-50.00' },
    ])
    const other = createWith(mapped, { payee: { id: 'p-2', kind: 'volunteer' } })
    expect(other.ok && other.value.lines[1]).toEqual({ account: '2911', amount: '-125.50' })
  })

  const from = (version: number, effectiveFrom?: string) => ({
    ...mapping,
    version,
    categories: { taxi: { account: String(version) } },
    ...(effectiveFrom !== undefined && { effectiveFrom }),
  })
  test.each([
    ['2026-11-30', 7],
    ['2026-11-01', 7],
    ['2026-10-31', 6],
    ['2026-10-15', 6],
    ['2026-10-14', 5],
    ['2026-10-09', 3],
  ])('dated %s follows version %i of the mapping', (date, version) => {
    const coded = createVoucher(anApprovedRecord({ lines: [line('1.00', { date })] }), {
      mapping: from(7, '2026-11-01'),
      earlierMappings: [from(3), from(6, '2026-10-15'), from(5, '2026-10-10')].toReversed(),
      policies: { ...policies, postingDate: 'last_line' },
    })
    expect(coded.ok && [coded.value.mappingVersion, coded.value.voucher.lines[0]?.account]).toEqual(
      [version, String(version)],
    )
  })

  test('books a negative line on the other side, and leaves lines of zero out', () => {
    expect(
      linesOf({ lines: [line('100.00'), line('-30.00'), line('0.00', { category: 'unknown' })] }),
    ).toEqual([
      { account: '7140', amount: '100.00' },
      { account: '7140', amount: '-30.00' },
      { account: '2910', amount: '-70.00' },
    ])
  })

  test('of lines that cancel each other out needs no credit', () => {
    expect(linesOf({ lines: [line('100.00'), line('-100.00')] })).toHaveLength(2)
  })

  test.each([
    ['2026-11-20T22:59:59Z', '2026-11-20'],
    ['2026-11-20T23:00:00Z', '2026-11-21'],
    ['2026-06-30T22:30:00Z', '2026-07-01'],
    ['2026-11-21T00:30:00+03:00', '2026-11-20'],
  ])('approved at %s is dated %s in Oslo', (approvedAt, postingDate) => {
    expect(create({ approvedAt })).toMatchObject({ ok: true, value: { postingDate } })
  })

  test('is dated by its last line where the organisation says so', () => {
    const lines = [line('1.00', { date: '2026-11-02' }), line('1.00', { date: '2026-10-30' })]
    const voucher = create({ lines }, { postingDate: 'last_line' })
    expect(voucher).toMatchObject({ ok: true, value: { postingDate: '2026-11-02' } })
  })

  test('carries free text only where the organisation opted in', () => {
    const record = { recordId: 'r'.repeat(64), recordType: 't'.repeat(64) }
    const lines = [line('1.00', { text: `${'x'.repeat(99)}😀 secret` })]
    const closed = create({ ...record, lines })
    expect(JSON.stringify(closed)).not.toContain('xxx')
    expect(closed.ok && closed.value.description).toHaveLength(100)
    const open = linesOf({ lines }, { freeText: true })
    expect(open).toMatchObject([{ description: `${'x'.repeat(99)}\uFFFD` }, {}])
  })
})

describe('no voucher', () => {
  test('without the accounts of all categories and of the kind of payee, which are all named', () => {
    const lines = [line('1.00', { category: 'b' }), line('1.00', { category: 'a' }), line('1.00')]
    expect(linesOf({ lines, payee: { id: 'p-1', kind: 'external' } })).toEqual({
      kind: 'mapping_missing',
      reason: { code: 'mapping_missing', categories: ['a', 'b'], payeeKinds: ['external'] },
    })
  })

  test('CONFIG-4: where the ledger has no dimension for what is to be booked on one, instead of losing it', () => {
    const taxi = { account: '7140', project: 'P9' }
    const bare = { ...mapping, categories: { ...mapping.categories, taxi }, dimensions: {} }
    const reasonFor = (lines: RecordLine[], dimensions: Mapping['dimensions'] = {}) => {
      const voucher = createWith({ mapping: { ...bare, dimensions } }, { lines })
      return voucher.ok ? undefined : voucher.error
    }
    const food = { category: 'food' }
    expect(reasonFor([line('1.00', food)])).toBeUndefined()
    expect(reasonFor([line('0.00', { costCenter: '1' }), line('1.00', food)])).toBeUndefined()
    expect(reasonFor([line('1.00', { costCenter: '1' })])).toEqual({
      kind: 'mapping_missing',
      reason: {
        code: 'mapping_missing',
        categories: [],
        payeeKinds: [],
        dimensions: ['costCenter', 'project'],
      },
    })
    expect(reasonFor([line('1.00')], { costCenter: 'AVDELING' })).toMatchObject({
      reason: { dimensions: ['project'] },
    })
  })

  test('BOOKS-2: for a payee whose number in the ledger is not known', () => {
    const mapped = { mapping: { ...mapping, subledgers: { employee: 'supplier' as const } } }
    expect(createWith(mapped)).toMatchObject({
      error: { kind: 'mapping_missing', reason: { code: 'mapping_missing', payees: ['p-1'] } },
    })
  })

  test('where no version of the mapping is effective on its posting date', () => {
    const later = { mapping: { ...mapping, effectiveFrom: '2026-11-22' }, earlierMappings: [] }
    expect(createWith(later)).toMatchObject({
      error: {
        kind: 'mapping_missing',
        reason: { code: 'mapping_missing', postingDate: '2026-11-21' },
      },
    })
  })

  test('through a category that is called like something every object has', () => {
    const lines = [line('1.00', { category: 'constructor' })]
    expect(linesOf({ lines })).toMatchObject({ reason: { categories: ['constructor'] } })
  })

  test.each<[string, Partial<ApprovedRecord>]>([
    ['currency.not_supported', { currency: 'EUR' }],
    ['voucher.empty', { lines: [line('0.00'), line('-0.00')] }],
    ['date.not_a_day', { lines: [line('1.00', { date: '2026-02-30' })] }],
    ['date.not_a_day', { lines: [line('1.00', { date: '9999-12-31' })] }],
    ['date.not_a_moment', { approvedAt: '0001-01-01T00:00:00Z' }],
    ['date.not_a_moment', { approvedAt: '2026-02-30T00:00:00Z' }],
    ['date.not_a_moment', { approvedAt: '2026-11-21T10:00:00+99:99' }],
    [
      'voucher.amount_too_large',
      {
        lines: [
          line('999999999999.99', { costCenter: '1' }),
          line('999999999999.99', { costCenter: '1' }),
          line('-999999999999.99', { costCenter: '2' }),
        ],
      },
    ],
  ])('%s: is for a person, and says what to do', (code, record) => {
    expect(linesOf(record)).toMatchObject({ kind: 'faulty', failure: { class: 'data', code } })
    expect(JSON.stringify(linesOf(record))).toMatch(/: .*\. (Approve|Mark|Split)|; approve/)
  })
})

const anyLine = fc.record({
  lineId: fc.string(),
  category: fc.constantFrom('taxi', 'food'),
  amount: fc.integer({ min: -1_000_000, max: 1_000_000 }).map(formatAmount),
  date: fc.constant('2026-11-19'),
  costCenter: fc.option(fc.constantFrom('10', '20'), { nil: undefined }),
  project: fc.option(fc.constantFrom('P1', 'P2'), { nil: undefined }),
})
const anyLines = fc.array(anyLine, { minLength: 1, maxLength: 30 })

/** What a voucher with these lines must not be. */
function imbalances(lines: readonly RecordLine[]): string[] {
  const voucher = create({ lines: [...lines] })
  if (!voucher.ok)
    return lines.every(({ amount }) => oreOf(amount) === 0) ? [] : ['there is something to post']
  const sums = new Map<string, number>()
  let debits = 0
  for (const { account, amount, dimensions } of voucher.value.lines) {
    const set = JSON.stringify(dimensions ?? [])
    sums.set(set, (sums.get(set) ?? 0) + oreOf(amount))
    if (account !== '2910') debits += oreOf(amount)
  }
  const approved = lines.reduce((sum, { amount }) => sum + oreOf(amount), 0)
  return [
    ...(debits === approved ? [] : ['debits other than what was approved']),
    ...[...sums].filter(([, sum]) => sum !== 0).map(([set]) => `${set} does not balance`),
    ...voucher.value.lines.filter(({ amount }) => oreOf(amount) === 0).map(() => 'a line of zero'),
  ]
}

test('every voucher balances as a whole and in each set of dimensions, has no zero line, and debits what was approved', () => {
  expect.hasAssertions()
  const property = fc.property(anyLines, (lines) => {
    expect(imbalances(lines)).toEqual([])
  })
  fc.assert(property)
})
