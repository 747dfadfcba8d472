import { restOrganization } from '@bilagsbro/simulators/rest-ledger/seed'
import { expect, test } from 'vitest'
import { policyOf } from './addresses.ts'
import { credentialFields } from './credential-fields.ts'
import { readCredentials, settledBy } from './credentials.ts'
import { connectionTo } from './testing.ts'

const url = 'https://ledger.example'
const policy = policyOf({ ALLOWED_PRIVATE_HOSTS: '', ALLOWED_PORTS: '443' })
const seed = restOrganization('forening', 'Forening')
const read = (target: Record<string, string>, given = seed) =>
  readCredentials(connectionTo(given, url, { target }), policy)

test.each(['api_key', 'basic', 'oauth2'] as const)('a way in by %s is read', (kind) => {
  const given = restOrganization('forening', 'Forening', { kind })
  expect(read({}, given)).toMatchObject({
    ok: true,
    value: { idempotent: true, keptMs: 86_400_000, proof: {} },
  })
})

test.each(['lookUpUrl', 'accountsUrl', 'costCentresUrl'])(
  'CONFIG-6: %s cannot lead a stored secret to another host than it was given for',
  (name) => {
    expect(read({ [name]: 'https://elsewhere.example/{reference}' })).toMatchObject({
      error: { code: 'address.not_allowed', message: expect.stringContaining(name) },
    })
  },
)

test('CONFIG-6: what a secret is sent to is part of what identifies the ledger', () => {
  const identifying = credentialFields.filter((field) => field.identifying).map(({ name }) => name)
  expect(identifying).toEqual(['endpoint', 'tokenUrl'])
})

test.each([
  ['endpoint', 'ledger.example'],
  ['authentication', 'none'],
  ['headerName', 'Idempotency-Key'],
  ['headerName', 'Host'],
  ['headerName', 'content-length'],
  ['headerName', 'X: 1\r\nY'],
  ['template', ''],
  ['idempotent', 'perhaps'],
  ['keyHours', '0'],
  ['lookUpUrl', `${url}/vouchers`],
  ['lookUpLines', ''],
  ['accounts', ''],
])('CONFIG-5: %s as %j is named', (name, value) => {
  expect(read({ [name]: value })).toMatchObject({
    error: { class: 'config', message: expect.stringContaining(name) },
  })
})

test.each([
  [{}, 'look_up'],
  [{ lookUpUrl: '' }, 'replay'],
  [{ lookUpUrl: '', idempotent: 'no' }, 'person'],
] as const)('a doubt with %j is settled by %s', (target, by) => {
  expect(settledBy(connectionTo(seed, url, { target }))).toBe(by)
})

test('CONFIG-1: every field is labelled and explained in three languages, and only secrets are secret', () => {
  const texts = credentialFields.flatMap(({ label, help }) =>
    (['nb', 'nn', 'en'] as const).flatMap((language) => [label[language], help[language]]),
  )
  expect(texts).toHaveLength(6 * credentialFields.length)
  expect(texts).not.toContain('')
  expect(credentialFields.filter(({ kind }) => kind === 'secret').map(({ name }) => name)).toEqual([
    'apiKey',
    'username',
    'password',
    'clientSecret',
    'extraHeaders',
  ])
  for (const { pattern = '' } of credentialFields) expect(() => new RegExp(pattern)).not.toThrow()
})
