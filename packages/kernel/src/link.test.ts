import { expect, test } from 'vitest'
import { linkOf } from './link.ts'

test.each([
  'https://businesscentral.dynamics.com/t/Production?page=20&filter=%27G%2FL%20Entry%27',
  'http://127.0.0.1:8080/vouchers/1',
  'HTTPS://Ledger.Example',
  'https://regnskap.blåbær.no/bilag#1',
  'https://[2001:db8::1]:8443/1',
  'https://ledger.example?id=a@b',
])('%s may be followed', (address) => {
  expect(linkOf(address)).toBe(address)
})

test.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\nscript:alert(1)',
  'JAVASCRIPT://ledger.example/%0aalert(1)',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'file:///etc/passwd',
  'ftp://ledger.example/1',
  '//ledger.example/1',
  '/vouchers/1',
  'https:ledger.example',
  'https:\\\\ledger.example',
  'https://ledger.example@evil.example/',
  'https://user:password@ledger.example/',
  'https://ledger.example\\@evil.example/',
  'https://ledger.example:x/',
  'https://',
  'https://ledger.example/a b',
  'https://ledger.example/"onmouseover="x',
  'https://ledger.example/\u0000',
  'https://ledger.example/\u202e\n',
  `https://ledger.example/${'x'.repeat(2_000)}`,
  '',
  undefined,
  null,
  { href: 'https://ledger.example' },
])('%j may not', (address) => {
  expect(linkOf(address)).toBeUndefined()
})
