import { expect, test } from 'vitest'
import { createUnknownOrganizations } from './unknown-organizations.ts'

test('an organisation is unknown only when all that was announced has been read, and asked for until it is known', async () => {
  const announced = new Set(['a'])
  const asked: string[][] = []
  const unknownAmong = async (ids: readonly string[]) => {
    asked.push([...ids])
    return ids.filter((id) => !announced.has(id))
  }
  const unknown = createUnknownOrganizations(unknownAmong, async () => void announced.add('b'))
  expect(await unknown(['a', 'b', 'c', 'a'])).toEqual(new Set(['c']))
  expect(await unknown(['a', 'b'])).toEqual(new Set())
  announced.add('c')
  expect(await unknown(['a', 'c'])).toEqual(new Set())
  expect(asked).toEqual([['a', 'b', 'c'], ['b', 'c'], ['c']])
})
