import { expect, test } from 'vitest'
import { choose, type Chosen } from './selection.ts'

const keyOf = (row: string) => row
const none: Chosen<string> = new Map()

test('what is chosen on one page stays chosen on the next', () => {
  const first = choose(none, ['a', 'b'], true, keyOf)
  const second = choose(first, ['c'], true, keyOf)
  expect([...second.keys()]).toEqual(['a', 'b', 'c'])
  expect([...choose(second, ['b', 'x'], false, keyOf).keys()]).toEqual(['a', 'c'])
  expect([...first.keys()]).toEqual(['a', 'b'])
})
