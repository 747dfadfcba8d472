import { expect, test } from 'vitest'
import { completeIdentitySecrets } from './identity-secrets.ts'

test('keys and secrets stay the same, and a new client gets its own', () => {
  const first = completeIdentitySecrets(undefined, ['a'])
  const second = completeIdentitySecrets(first, ['a', 'b'])
  expect(second).toEqual({
    ...first,
    clientSecrets: { a: first.clientSecrets['a'], b: expect.any(String) },
  })
})
