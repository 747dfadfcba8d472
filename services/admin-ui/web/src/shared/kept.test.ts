import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keptHere, keptInTab, readKept } from './kept.ts'

const isList = (value: unknown): value is unknown[] => Array.isArray(value)
const storage = (change: Partial<Storage> = {}) => {
  const held = new Map<string, string>()
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, text: string) => void held.set(key, text),
    removeItem: (key: string) => void held.delete(key),
    ...change,
  }
}

beforeEach(() => {
  vi.stubGlobal('sessionStorage', storage())
})
afterEach(() => {
  vi.unstubAllGlobals()
})

test('what is kept is there again, until it is taken away', () => {
  keptInTab.write('a', '[1]')
  expect(keptInTab.read('a')).toBe('[1]')
  expect(readKept('a', isList)).toEqual([1])
  keptInTab.remove('a')
  expect(keptInTab.read('a')).toBeUndefined()
  expect(readKept('a', isList)).toBeUndefined()
})

test.each(['', '{', 'null', '{"type":1}', '\u0000'])(
  '%j is as if nothing had been kept',
  (text) => {
    keptInTab.write('a', text)
    expect(readKept('a', isList)).toBeUndefined()
  },
)

test('a browser that may keep nothing keeps nothing, and nothing else happens', () => {
  // There is none at all here, as in a browser that forbids it.
  keptHere.write('a', 'nn')
  keptHere.remove('a')
  expect(keptHere.read('a')).toBeUndefined()
})

test('where there is no room, what was kept before does not pass for what is kept now', () => {
  const full = storage()
  vi.stubGlobal('sessionStorage', full)
  keptInTab.write('a', '[1]')
  full.setItem = () => {
    throw new DOMException('full', 'QuotaExceededError')
  }
  keptInTab.write('a', '[1,2]')
  expect(keptInTab.read('a')).toBeUndefined()
})
