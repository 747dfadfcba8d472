import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentHash } from './content-hash.ts'

/** Slow and plain: what was hashed must stay what it was, or a repeat would pass for other content. */
function plain(value: unknown): unknown {
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(plain)
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, field]) => [key, plain(field)]))
}
const plainHash = (value: unknown) =>
  createHash('sha256')
    .update(JSON.stringify(plain(value)))
    .digest('hex')

test('the hash is that of the JSON with its keys in order', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(contentHash(value)).toBe(plainHash(value))
    }),
  )
})

test.each([[31], [33], [200]])(
  'an object of %i keys has one hash, in whatever order it was written',
  (count) => {
    const keys = Array.from({ length: count }, (_, at) => `key-${(at * 7919) % count}`)
    const value = Object.fromEntries(keys.map((key) => [key, 1]))
    const other = Object.fromEntries(keys.toReversed().map((key) => [key, 1]))
    expect(contentHash(other)).toBe(contentHash(value))
    expect(contentHash(value)).toBe(plainHash(value))
  },
)

test('a key called like what objects are made after is a key', () => {
  const value = JSON.parse('{"b":1,"__proto__":{"a":2}}') as unknown
  expect(contentHash(value)).toBe(plainHash(value))
  expect(contentHash(value)).not.toBe(contentHash({ b: 1 }))
})
