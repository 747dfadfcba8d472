import { expect, test } from 'vitest'
import { draft } from '#testing/examples.ts'
import { dynamicsSchema, restSchema } from '#testing/schemas.ts'
import { leadsElsewhere, targetFingerprint } from './credential-schema.ts'

const { target } = draft
const fingerprint = targetFingerprint(dynamicsSchema, target)

test.each(['tenantId', 'environment', 'companyId'])('another %s is another ledger', (name) => {
  const other = { ...target, [name]: 'another' }
  expect(targetFingerprint(dynamicsSchema, other)).not.toBe(fingerprint)
})

test('another client, capitals and the order of fields are the same ledger', () => {
  const turned = Object.fromEntries(Object.entries(target).toReversed())
  const same = { ...turned, clientId: 'another', companyId: target['companyId']!.toUpperCase() }
  expect(targetFingerprint(dynamicsSchema, same)).toBe(fingerprint)
})

test('a path is another one in capitals, and a host is not', () => {
  const of = (endpoint: string) => targetFingerprint(restSchema, { endpoint })
  expect(of('https://Ledger.example/Tenants/A')).toBe(of('HTTPS://ledger.EXAMPLE/Tenants/A'))
  expect(of('https://ledger.example/tenants/a')).not.toBe(of('https://ledger.example/tenants/A'))
  expect(of('https://ledger.example?t=a')).not.toBe(of('https://ledger.example?t=A'))
})

test('the port that goes without saying is no other ledger, and any other is', () => {
  const of = (endpoint: string) => targetFingerprint(restSchema, { endpoint })
  expect(of('https://ledger.example:443/a')).toBe(of('https://ledger.example/a'))
  expect(of('http://ledger.example:80/a')).toBe(of('http://ledger.example/a'))
  expect(of('https://ledger.example:80/a')).not.toBe(of('https://ledger.example/a'))
  expect(of('https://ledger.example:8443/a')).not.toBe(of('https://ledger.example/a'))
})

test('the same fields of another kind of system are another ledger', () => {
  const other = { ...dynamicsSchema, type: restSchema.type }
  expect(targetFingerprint(other, target)).not.toBe(fingerprint)
})

test.each([
  ['https://ledger.example/a', 'https://ledger.example/b', false],
  ['https://ledger.example/a', 'https://ledger.example/a?x=https://evil.example', false],
  ['https://ledger.example', 'https://evil.example', true],
  ['https://ledger.example', 'https://LEDGER.example:443/a', false],
  ['https://ledger.example', 'https://ledger.example:8443', true],
  ['https://ledger.example', 'https://ledger.example@evil.example/', true],
  ['https://ledger.example', 'https://ledger.example.evil.example', true],
  ['https://ledger.example', ' HTTPS:/evil.example', true],
  ['https://ledger.example', 'https:\\\\evil.example', true],
])('a secret for %s may go to %s: led elsewhere is %s', (before, next, elsewhere) => {
  expect(leadsElsewhere({ endpoint: before }, { endpoint: next })).toBe(elsewhere)
})
