import { expect, test } from 'vitest'
import { pageBehind, pageOf } from './http-schemas.ts'

const keyOf = (row: number) => row

test.each([
  ['nothing', [], 2, [], null],
  ['fewer rows than a page holds', [9], 2, [9], null],
  ['exactly a page, and nothing behind it', [9, 8], 2, [9, 8], null],
  ['more than a page', [9, 8, 7], 2, [9, 8], '8'],
] as const)('a list by key of %s', (_, read, limit, rows, next) => {
  expect(pageBehind(read, limit, keyOf)).toEqual({ rows, next })
})

test('a counted list ends where its rows end', () => {
  expect(pageOf([1, 2, 3, 4], { after: '2', limit: 2 })).toEqual({
    rows: [3, 4],
    next: null,
    total: 4,
  })
})
