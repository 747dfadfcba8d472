import { expect, test } from 'vitest'
import { labelled } from './labelled.ts'

test.each<[string, number[], number[]]>([
  ['the highest and the last', [1, 9, 2, 3, 4], [1, 4]],
  ['one of them, where the highest is the last', [1, 2, 9], [2]],
  ['the highest alone, where the last is beside it', [1, 2, 9, 4], [2]],
  ['none of nothing', [0, 0, 0], []],
  ['the highest alone, where the last is nothing', [9, 0, 0, 0, 0], [0]],
])('their values say %s', (_, values, expected) => {
  expect([...labelled(values).values].toSorted((a, b) => a - b)).toEqual(expected)
})

test('days are told a week from each other, the last among them', () => {
  expect([...labelled(Array<number>(15).fill(1)).days]).toEqual([0, 7, 14])
})
