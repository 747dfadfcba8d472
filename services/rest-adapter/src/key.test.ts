import { expect, test } from 'vitest'
import { keyFor } from './key.ts'

test.each([
  ['quoted', '"BB0123456789ABCD"'],
  ['raw', 'BB0123456789ABCD'],
  // As every implementation of version 5 in the name space of object identifiers makes it.
  ['uuid', '0785f7d8-3e98-56e0-9bc2-a25d92bbec7b'],
] as const)('a key that is %s is the same for ever', (form, key) => {
  const made = keyFor('BB0123456789ABCD', form)
  expect(keyFor('BB0123456789ABCD', form)).toBe(made)
  expect(keyFor('BB0123456789ABCE', form)).not.toBe(made)
  expect(made).toBe(key)
})
