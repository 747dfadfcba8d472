import { expect, test } from 'vitest'
import { createTurns } from './turns.ts'

test('whoever tries much waits for itself, and nobody else does', async () => {
  const turns = createTurns({ each: 2, all: 10, waiting: 1 })
  const [first, second] = [await turns.take('a', 1_000), await turns.take('a', 1_000)]
  const third = turns.take('a', 5_000)
  expect(await turns.take('a', 5_000)).toBeUndefined()
  using other = await turns.take('b', 1_000)
  expect(other).toBeDefined()
  first![Symbol.dispose]()
  first![Symbol.dispose]()
  using got = await third
  expect(got).toBeDefined()
  second![Symbol.dispose]()
})

test('in all there are so many, and who waits in vain is told', async () => {
  const turns = createTurns({ each: 2, all: 2, waiting: 5 })
  using a = await turns.take('a', 1_000)
  const b = await turns.take('b', 1_000)
  expect([a, b]).not.toContain(undefined)
  expect(await turns.take('c', 20)).toBeUndefined()
  const later = turns.take('c', 5_000)
  b![Symbol.dispose]()
  using c = await later
  expect(c).toBeDefined()
})
