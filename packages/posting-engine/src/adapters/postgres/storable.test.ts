import fc from 'fast-check'
import { expect, test } from 'vitest'
import { storable } from './storable.ts'

/** Halves of characters, NULs and long ones included, as cutting and vendors leave them. */
const text = fc
  .array(
    fc.oneof(fc.constantFrom('\0', '\ud83d', '\ude00', 'å', '🧾'), fc.string({ unit: 'binary' })),
  )
  .map((parts) => parts.join(''))

test('whatever an accounting system says can be kept by PostgreSQL, and what is fine stays as it is', () => {
  fc.assert(
    fc.property(text, fc.dictionary(fc.string(), text), (message, more) => {
      const kept = storable({ kind: 'refused', failure: { message, more }, list: [message] })
      const json = JSON.stringify(kept)
      expect(json).not.toMatch(/\\u0000|\\ud[89a-f]/)
      const isFine = message.isWellFormed() && !message.includes('\0') && message.length <= 2_000
      expect(kept.failure.message === message).toBe(isFine)
    }),
  )
})

test('what is cut is cut between characters', () => {
  const { length } = storable('🧾'.repeat(2_000))
  expect(length).toBe(2_000)
  expect(storable(`${'a'.repeat(1_999)}🧾`).isWellFormed()).toBe(true)
})
