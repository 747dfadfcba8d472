import { expect, test } from 'vitest'
import type { CredentialField, CredentialSchema } from '../queries.ts'
import {
  choicesOf,
  draftOf,
  examplesFor,
  expiringSecret,
  faultsIn,
  groupsOf,
  isEntered,
  secretFields,
  targetFields,
  wayOf,
  waysOf,
  type EnteredTarget,
} from './draft.ts'

test.each([
  [{ type: 'xledger', target: { owner: '12' } }, true],
  [{ type: 'rest', target: {}, way: 'apiKey', expires: '', hadSecrets: true }, true],
  [null, false],
  ['xledger', false],
  [{ type: 'xledger' }, false],
  [{ type: 'xledger', target: [] }, false],
  [{ type: 'xledger', target: { owner: 12 } }, false],
  [{ type: 'xledger', target: {}, way: 1 }, false],
])('whether %j can be what was entered and kept: %s', (value, is) =>
  expect(isEntered(value)).toBe(is),
)

const noWords = { nb: '', nn: '', en: '' }
const field = (
  name: string,
  kind: CredentialField['kind'] = 'target',
  more: Partial<CredentialField> = {},
): CredentialField => ({ name, kind, required: false, label: noWords, help: noWords, ...more })
const secret = (name: string, pattern?: string) =>
  field(name, 'secret', pattern === undefined ? {} : { pattern })
const schemaOf = (
  type: CredentialSchema['type'],
  fields: CredentialField[],
  secretSets: string[][],
): CredentialSchema => ({ type, fields, secretSets, mappingOptions: [], postingModes: ['book'] })

const xledger = schemaOf(
  'xledger',
  [
    field('environment', 'target', { required: true, pattern: '^(production|demo)$' }),
    field('owner', 'target', { required: true, pattern: '^[0-9]{1,18}$' }),
    secret('apiToken', '^[A-Za-z0-9_-]{16,512}={0,2}$'),
    secret('clientId'),
    secret('clientSecret'),
  ],
  [['apiToken'], ['clientId', 'clientSecret']],
)
const when = (is: string, required = true) => ({
  when: { field: 'authentication', is, required },
})
const words = (text: string) => ({ nb: text, nn: text, en: text })
const rest: CredentialSchema = {
  ...schemaOf(
    'rest',
    [
      field('endpoint', 'target', {
        required: true,
        group: 'ledger',
        example: 'https://a.example',
      }),
      field('authentication', 'target', {
        required: true,
        pattern: '^(api_key|basic|oauth2)$',
        group: 'sign_in',
      }),
      field('headerName', 'target', { group: 'sign_in', ...when('api_key', false) }),
      field('tokenUrl', 'target', { group: 'sign_in', ...when('oauth2') }),
      field('clientId', 'target', { group: 'sign_in', ...when('oauth2') }),
      field('scope', 'target', { group: 'sign_in', rare: true, ...when('oauth2', false) }),
      field('apiKey', 'secret', { group: 'sign_in', ...when('api_key') }),
      field('username', 'secret', { group: 'sign_in', ...when('basic') }),
      field('password', 'secret', { group: 'sign_in', ...when('basic') }),
      field('clientSecret', 'secret', { group: 'sign_in', ...when('oauth2') }),
      field('extraHeaders', 'secret', { group: 'sign_in', rare: true }),
      field('template', 'target', {
        required: true,
        pattern: '^[^]{1,20000}$',
        group: 'voucher',
        example: '{"reference": reference}',
      }),
    ],
    [
      ['apiKey', 'extraHeaders'],
      ['username', 'password', 'extraHeaders'],
      ['clientSecret', 'extraHeaders'],
      ['apiKey'],
      ['username', 'password'],
      ['clientSecret'],
    ],
  ),
  groups: [
    { name: 'ledger', label: words('Hvor'), optional: false },
    { name: 'sign_in', label: words('Hvordan'), optional: false },
    { name: 'limits', label: words('Grenser'), optional: true },
    { name: 'voucher', label: words('Bilag'), optional: true },
  ],
}
const inXledger: EnteredTarget = { type: 'xledger', target: { environment: 'demo', owner: '42' } }
const inRest = (authentication: string): EnteredTarget => ({
  type: 'rest',
  target: { endpoint: 'https://a.example', authentication, scope: 'post', template: '{}' },
})
const names = (fields: readonly CredentialField[]) => fields.map(({ name }) => name)

test('ways to sign in are the smallest sets, and what larger ones add is an extra', () => {
  expect(waysOf(xledger).map(({ id }) => id)).toEqual(['apiToken', 'clientId+clientSecret'])
  expect(waysOf(rest)).toEqual([
    { id: 'apiKey', secrets: ['apiKey'], extras: ['extraHeaders'] },
    { id: 'username+password', secrets: ['username', 'password'], extras: ['extraHeaders'] },
    { id: 'clientSecret', secrets: ['clientSecret'], extras: ['extraHeaders'] },
  ])
})

test.each([
  ['^(production|demo)$', ['production', 'demo']],
  ['^(yes|no)$', ['yes', 'no']],
  ['^[0-6]$', undefined],
  ['^(production)$', undefined],
  [undefined, undefined],
])('the choices of %j are %j', (pattern, choices) => {
  expect(choicesOf(field('a', 'target', pattern === undefined ? {} : { pattern }))).toEqual(choices)
})

test('CONFIG-1: only fields of the chosen way to sign in apply', () => {
  expect(names(secretFields(xledger, inXledger))).toEqual(['apiToken'])
  const chosen = { ...inXledger, way: 'clientId+clientSecret' }
  expect(names(secretFields(xledger, chosen))).toEqual(['clientId', 'clientSecret'])
  expect(names(targetFields(rest, inRest('api_key')))).toEqual([
    'endpoint',
    'authentication',
    'headerName',
    'template',
  ])
  expect(names(targetFields(rest, inRest('basic')))).not.toContain('headerName')
  expect(names(targetFields(rest, inRest('oauth2')))).toContain('tokenUrl')
  expect(names(secretFields(rest, inRest('basic')))).toEqual([
    'username',
    'password',
    'extraHeaders',
  ])
  expect(wayOf(rest, inRest('oauth2')).id).toBe('clientSecret')
  expect(secretFields(rest, { type: 'rest', target: {} })).toEqual([])
})

test('what is missing or wrong is named by its field', () => {
  const found = faultsIn(xledger, { type: 'xledger', target: { owner: 'HLF' } }, {}, false)
  expect(found.map(({ field: { name }, kind }) => [name, kind])).toEqual([
    ['environment', 'missing'],
    ['owner', 'wrong'],
    ['apiToken', 'missing'],
  ])
  expect(faultsIn(xledger, inXledger, {}, true)).toEqual([])
  const half = { ...inXledger, way: 'clientId+clientSecret' }
  expect(faultsIn(xledger, half, { clientId: 'a' }, true).map(({ kind }) => kind)).toEqual([
    'missing',
  ])
  expect(
    faultsIn(rest, inRest('oauth2'), { clientSecret: 's' }, false).map(
      ({ field: { name } }) => name,
    ),
  ).toEqual(['tokenUrl', 'clientId'])
})

test('what is tested holds what applies, without what was pasted along, and nothing that is empty', () => {
  expect(draftOf(xledger, inXledger, { apiToken: ' token\n', clientId: 'left over' })).toEqual({
    type: 'xledger',
    target: { environment: 'demo', owner: '42' },
    secrets: { apiToken: 'token' },
  })
  expect(draftOf(rest, inRest('api_key'), { apiKey: 'k', extraHeaders: '' })).toEqual({
    type: 'rest',
    target: { endpoint: 'https://a.example', authentication: 'api_key', template: '{}' },
    secrets: { apiKey: 'k' },
  })
})

test('a day of expiry is about the secret, not about who shows it', () => {
  expect(expiringSecret(xledger, inXledger)).toBe('apiToken')
  expect(expiringSecret(rest, inRest('basic'))).toBe('password')
  expect(
    expiringSecret(schemaOf('dynamics', [], [['certificate', 'privateKey']]), {
      type: 'dynamics',
      target: {},
    }),
  ).toBeUndefined()
})

test('every field that applies is in one group', () => {
  for (const [schema, entered] of [
    [xledger, inXledger],
    [rest, inRest('basic')],
    [rest, inRest('oauth2')],
  ] as const) {
    const grouped = groupsOf(schema, entered).flatMap(({ fields, rare }) => [...fields, ...rare])
    const all = [...targetFields(schema, entered), ...secretFields(schema, entered)]
    expect(new Set(grouped)).toEqual(new Set(all))
    expect(grouped).toHaveLength(all.length)
  }
})

test('CONFIG-1: groups come in the order of the adapter, without those that are empty; what is seldom needed stands apart', () => {
  const told = groupsOf(rest, inRest('oauth2')).map(({ name, fields, rare, isOptional }) => ({
    name,
    fields: names(fields),
    rare: names(rare),
    isOptional,
  }))
  expect(told).toEqual([
    { name: 'ledger', fields: ['endpoint'], rare: [], isOptional: false },
    {
      name: 'sign_in',
      fields: ['authentication', 'tokenUrl', 'clientId', 'clientSecret'],
      rare: ['scope', 'extraHeaders'],
      isOptional: false,
    },
    { name: 'voucher', fields: ['template'], rare: [], isOptional: true },
  ])
  expect(groupsOf(xledger, inXledger).map(({ name }) => name)).toEqual(['ledger', 'sign_in'])
})

test('examples are for templates that are empty: never for an address, or over what somebody wrote', () => {
  const examples = (target: Record<string, string>) =>
    examplesFor(rest.fields, { target }).map(({ field: { name }, example }) => [name, example])
  expect(examples({ template: ' ' })).toEqual([['template', '{"reference": reference}']])
  expect(examples({ template: '{}' })).toEqual([])
})
