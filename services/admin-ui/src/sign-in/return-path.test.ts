import { expect, test } from 'vitest'
import { returnPath } from './return-path.ts'

const ours = 'https://bilag.example.org'

test.each(['/', '/organisasjoner/hlf?side=2#feil', '/organisasjoner/hlf/feil?q=%2F%2Fx'])(
  '%s is one of our pages',
  (path) => {
    expect(returnPath(path, ours)).toBe(path)
  },
)

test.each([
  undefined,
  '',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example/',
  '/\t/evil.example/',
  '/.//evil.example/',
  'javascript:alert(1)',
  '/auth/sign-out',
  '/api/config/organizations',
  `/${'x'.repeat(1_000)}`,
  `/organisasjoner/hlf/bilag?q=${'å'.repeat(200)}`,
])('%s is none', (path) => {
  expect(returnPath(path, ours)).toBe('/')
})
