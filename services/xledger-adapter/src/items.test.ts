import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { on } from '@bilagsbro/posting-engine/testing/vouchers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { blame } from './blame.ts'
import { inputsOf, mostNodes, mutationsOf, unsendable } from './items.ts'

const posting = (reference: string, voucher = on('7140')): Posting => ({ reference, voucher })
const ofLength = (lines: number, at: number): Posting =>
  posting(`BB${at}`, {
    ...on('7140'),
    lines: Array.from({ length: lines }, () => ({ account: '7140', amount: '0.00' })),
  })

test('no voucher is parted, none is left out, and no mutation has more lines than Xledger takes', () => {
  const lengths = fc.array(fc.integer({ min: 1, max: mostNodes }), { maxLength: 60 })
  fc.assert(
    fc.property(lengths, (each) => {
      const postings = each.map(ofLength)
      const mutations = mutationsOf(postings)
      expect(mutations.flat()).toEqual(postings)
      const sizes = mutations.map((some) => inputsOf(some, '1').length)
      expect(sizes.filter((size) => size === 0 || size > mostNodes)).toEqual([])
    }),
  )
})

test('a line says whose it is, where it belongs, and keeps its amount as text', () => {
  const voucher = on('7140', {
    vatCode: '2',
    dimensions: [
      { code: 'glObject1', value: '200' },
      { code: 'project', value: 'P1' },
    ],
  })
  const [first, second] = inputsOf([posting('BB0000000000001X', voucher)], '42').map(
    ({ node }) => node,
  )
  expect(first).toMatchObject({
    owner: { dbId: '42' },
    account: { code: '7140' },
    amount: '125.00',
    extIdentifier: 'BB0000000000001X',
    taxRule: { code: '2' },
    glObject1: { code: '200' },
    project: { code: 'P1' },
    postedDate: '2026-11-20',
    text: 'Utlegg BB0000000000001X',
  })
  expect(first!.trRegNumber).toMatch(/^\d{15}$/)
  expect(second).toMatchObject({ trRegNumber: first!.trRegNumber, trItemNumber: 2 })
  expect(second).not.toHaveProperty('subledger')
})

test('BOOKS-2: a payee with a number of its own becomes one open item', () => {
  const voucher = on('2400', { subledger: { kind: 'supplier', number: 'L100' } })
  const [line] = inputsOf([posting('BB0000000000001X', voucher)], '42')
  expect(line!.node).toMatchObject({
    subledger: { code: 'L100' },
    invoiceNumber: 'BB0000000000001X',
    dueDate: '2026-11-20',
  })
})

test.each([
  ['another currency', { ...on('7140'), currency: 'EUR' }, 'currency.not_supported'],
  ['too many lines', ofLength(mostNodes + 1, 1).voucher, 'voucher.too_long'],
  ['no balance', { ...on('7140'), lines: on('7140').lines.slice(0, 1) }, 'voucher.unbalanced'],
  [
    'a dimension that there is no place for',
    on('7140', { dimensions: [{ code: 'AVDELING', value: '1' }] }),
    'dimension.unknown',
  ],
])('%s is refused before it is sent', (_, voucher, code) => {
  expect(unsendable(voucher)).toMatchObject({ class: 'data', code })
  expect(unsendable(on('7140'))).toBeUndefined()
})

const dimension = (code: string, value: string) => on('7130', { dimensions: [{ code, value }] })
test.each([
  ["account.code: No value matching owner 1, code '7140'.", on('7140')],
  ["glObject1.code: No value matching owner 1, code '9'.", dimension('glObject1', '9')],
  ["taxRule.code: No value matching owner 1, code '9'.", on('7130', { vatCode: '9' })],
  [
    "subledger.code: No value matching owner 1, code 'P1'.",
    on('7130', { subledger: { kind: 'employee', number: 'P1' } }),
  ],
  ['Account 7140 is closed.', on('7140')],
  ['project P9 is closed.', dimension('project', 'P9')],
  ['The period 2019-12 is closed for posting.', { ...on('7130'), postingDate: '2019-12-24' }],
])('%s is about one voucher only', (message, voucher) => {
  const culprit = posting('BB1', voucher)
  const others = [posting('BB2', on('7130')), posting('BB3', on('7165'))]
  expect(blame([message], [...others, culprit])).toEqual(new Set([culprit]))
})

test('a text that names nothing blames nobody', () => {
  expect(blame(['Something is wrong.', ''], [posting('BB1')])).toEqual(new Set())
})
