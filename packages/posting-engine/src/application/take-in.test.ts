import { expect, test } from 'vitest'
import type { Observer } from './ports/observer.ts'
import { takeIn } from './take-in.ts'

const away = new Error('away')

function taking(refuse: (part: ReadonlyMap<string, number>) => Error | undefined) {
  const taken: string[][] = []
  const faults: string[] = []
  const observer = { fault: (what: string) => void faults.push(what) } as unknown as Observer
  const all = new Map([
    ['a', 1],
    ['b', 2],
    ['c', 3],
  ])
  const done = takeIn(
    { observer, passes: (error) => error === away },
    'conclude',
    all,
    async (part) => {
      const error = refuse(part)
      if (error) throw error
      taken.push([...part.keys()])
    },
  )
  return { done, taken, faults }
}

test('what is found out is taken in together', async () => {
  const { done, taken, faults } = taking(() => undefined)
  await done
  expect({ taken, faults }).toEqual({ taken: [['a', 'b', 'c']], faults: [] })
})

test('the one whose data is refused fails alone', async () => {
  const { done, taken, faults } = taking((part) => (part.has('b') ? new Error('no') : undefined))
  await done
  expect({ taken, faults }).toEqual({ taken: [['a'], ['c']], faults: ['conclude', 'conclude'] })
})

test('a database that is away refuses nobody', async () => {
  const { done, taken } = taking(() => away)
  await expect(done).rejects.toBe(away)
  expect(taken).toEqual([])
})
