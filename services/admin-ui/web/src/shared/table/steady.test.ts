import { expect, test } from 'vitest'
import { movedUp, solved, steady } from './steady.ts'

interface Row {
  readonly id: string
  readonly n: number
}
const row = (id: string, n = 0): Row => ({ id, n })
const keyOf = ({ id }: Row) => id
const byId = (rows: readonly Row[]) => new Map(rows.map((one) => [one.id, one]))

test('A11Y-3: rows keep their order and take on what is new of them', () => {
  const before = [row('a'), row('b'), row('c')]
  const now = [row('c', 3), row('a', 1), row('b', 2)]
  expect(steady(['a', 'b', 'c'], byId(before), now, keyOf)).toEqual({
    rows: [row('a', 1), row('b', 2), row('c', 3)],
    waiting: 0,
  })
})

test('A11Y-3: new rows wait, and one that is gone stays as it was', () => {
  const before = [row('a'), row('b')]
  expect(steady(['a', 'b'], byId(before), [row('x'), row('b', 2), row('y')], keyOf)).toEqual({
    rows: [row('a'), row('b', 2)],
    waiting: 2,
  })
})

const told = (now: readonly Row[], isFull = false, isNoShorter = false) => ({
  order: ['a', 'b', 'c'],
  now,
  isFull,
  isNoShorter,
  keyOf,
})

test.each([
  ['rows behind move up', told([row('b'), row('d')]), 'abcd', 'ac'],
  ['new ones further up wait', told([row('x'), row('c')]), 'abc', 'ab'],
  ['all moved up', told([row('d'), row('e'), row('f')], true), 'abcdef', 'abc'],
  ['the last is pushed to the next page', told([row('x'), row('a'), row('b')], true), 'abc', ''],
  ['all are pushed to the next page', told([row('x'), row('y'), row('z')], true, true), 'abc', ''],
  ['nothing is left', told([]), 'abc', 'abc'],
])('A11Y-3: of a list that solved rows leave: %s', (_, given, order, left) => {
  expect(movedUp(given).join('')).toBe(order)
  expect([...solved({ ...given, order: movedUp(given) })].join('')).toBe(left)
})
