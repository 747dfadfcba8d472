import { restOrganization } from '@bilagsbro/simulators/rest-ledger/seed'
import { expect, test } from 'vitest'
import { policyOf } from './addresses.ts'
import { credentialFields, credentialGroups } from './credential-fields.ts'
import { readCredentials, settledBy } from './credentials.ts'
import { connectionTo, only, openLedger, postings, signal } from './testing.ts'

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

test('a password is sent in UTF-8, composed, whatever letters it has', () => {
  const given = restOrganization('forening', 'Forening', { kind: 'basic' })
  const way = readCredentials(
    connectionTo(given, url, { secrets: { username: 'pa\u030askeegg', password: 'blåbær€' } }),
    policy,
  )
  const shown = Buffer.from('påskeegg:blåbær€').toString('base64')
  expect(way).toMatchObject({ value: { proof: { value: `Basic ${shown}` } } })
})

const withHeaders = (extraHeaders: string) =>
  readCredentials(
    connectionTo(seed, url, { secrets: { ...connectionTo(seed, url).secrets, extraHeaders } }),
    policy,
  )

test('secret headers are sent beside the sign-in', () => {
  expect(withHeaders('X-Partner: abc def\nX-Company:1\r\nX-Three: 3')).toMatchObject({
    value: { headers: { 'X-Partner': 'abc def', 'X-Company': '1', 'X-Three': '3' } },
  })
})

test.each([
  'Host: a',
  'x-api-key: b',
  'Idempotency-Key: c',
  'Content-Type: d',
  'no header',
  'A: b\n\n',
  'A: å',
])('CONFIG-5: %j is none of them', (extraHeaders) => {
  expect(withHeaders(extraHeaders)).toMatchObject({
    error: { code: 'credentials.incomplete', message: expect.stringContaining('extraHeaders') },
  })
})

test('CONFIG-6: no address may hold a secret', () => {
  for (const name of ['endpoint', 'lookUpUrl', 'accountsUrl', 'costCentresUrl'])
    expect(read({ [name]: `${url}/{reference}?api_key=0123456789` })).toMatchObject({
      error: { code: 'address.not_allowed', message: expect.stringMatching(`^${name}: .*header`) },
    })
  expect(read({ lookUpUrl: `${url}/vouchers?key={reference}` })).toMatchObject({ ok: true })
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
  ['keyForm', 'hashed'],
  ['decimals', '7'],
  ['requestsPerMinute', '0'],
  ['requestsAtOnce', '100'],
  ['clientAuthentication', 'query'],
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

test('every template has an example, and with all of them a voucher is booked and found', async () => {
  const templates = credentialFields.filter(({ pattern }) => pattern?.includes('[^]{'))
  expect(templates.filter(({ example }) => example === undefined)).toEqual([])
  const usual = templates.filter(({ rare }) => !rare)
  const { ledgers, post, system, connection } = await openLedger(
    {},
    Object.fromEntries(usual.map(({ name, example }) => [name, example!])),
  )
  await using _ledgers = ledgers
  expect(await system.testConnection(connection, signal())).toMatchObject({ ok: true })
  const { outcomes } = await post(postings(1))
  expect(only(outcomes)).toMatchObject({ kind: 'posted' })
})

test('a form begins with few fields: what is seldom needed is folded away, and so are groups that may stay empty', () => {
  const optional = credentialGroups.filter((group) => group.optional).map(({ name }) => name)
  const shown = credentialFields.filter(
    ({ rare, group, when }) =>
      !rare && !optional.includes(group!) && (!when || when.is === 'api_key'),
  )
  expect(shown.map(({ name }) => name)).toEqual([
    'endpoint',
    'authentication',
    'headerName',
    'apiKey',
    'template',
    'answerNumber',
    'answerExample',
    'idempotent',
  ])
})
