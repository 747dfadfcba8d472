import { expect, test } from 'vitest'
import { isSame, merged } from './merge.ts'

const base = {
  rows: { taxi: { account: '1', vat: '' }, toll: { account: '2' } },
  from: '',
  days: [1],
}

test('what two people changed in different places is both kept', () => {
  const mine = { ...base, rows: { ...base.rows, taxi: { account: '7', vat: '' } } }
  const theirs = {
    ...base,
    from: '01.12.2026',
    days: [2],
    rows: { taxi: { account: '1', vat: '3' }, toll: { account: '2' }, diet: { account: '9' } },
  }
  expect(merged(base, mine, theirs)).toEqual({
    rows: { taxi: { account: '7', vat: '3' }, toll: { account: '2' }, diet: { account: '9' } },
    from: '01.12.2026',
    days: [2],
  })
})

test('where both changed the same, mine stands', () => {
  expect(merged({ a: 1 }, { a: 2 }, { a: 3 })).toEqual({ a: 2 })
  expect(merged({ days: [1] }, { days: [1, 2] }, { days: [3] })).toEqual({ days: [1, 2] })
})

test('what either took away is gone', () => {
  expect(merged<object>({ a: 1, b: 2 }, { b: 2 }, { a: 1, b: 2 })).toEqual({ b: 2 })
  expect(merged<object>({ a: 1, b: 2 }, { a: 1, b: 2 }, { b: 2 })).toEqual({ b: 2 })
})

test('the order of names makes no difference, that of a list does', () => {
  expect(isSame({ a: 1, b: { c: 2, d: 3 } }, { b: { d: 3, c: 2 }, a: 1 })).toBe(true)
  expect(isSame([1, 2], [2, 1])).toBe(false)
})
