import { systemClock } from '@bilagsbro/kernel/clock'
import type { FaultRequest } from '@bilagsbro/simulators/faults'
import { restOrganization, restAccounts } from '@bilagsbro/simulators/rest-ledger/seed'
import { startRestLedger } from '@bilagsbro/simulators/start-rest-ledger'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createRest } from './accounting-system.ts'
import { connectionTo, settingsFor, withoutLookUp } from './testing.ts'

const seed = restOrganization('forening', 'Forening', { kind: 'oauth2' })
const ledgers = await startRestLedger({ organizations: [seed] })
const system = createRest(
  settingsFor(ledgers.url, { CALL_TIMEOUT_MS: 60_000, TEMPLATE_DEADLINE_MS: 30_000 }),
  { clock: systemClock },
)
afterAll(() => ledgers[Symbol.asyncDispose]())
afterEach(() => ledgers.world.faults.clear())

const tested = (
  target: Record<string, string> = {},
  secrets?: Record<string, string>,
  signal = AbortSignal.timeout(60_000),
) =>
  system.testConnection(
    connectionTo(seed, ledgers.url, { target, ...(secrets && { secrets }) }),
    signal,
  )
const posted = async () => {
  const asked = await fetch(`${ledgers.url}/_sim/requests`)
  return ((await asked.json()) as { operations: Record<string, number> }).operations[
    'vouchers.post'
  ]
}
// The process that evaluates templates comes up.
beforeAll(() => tested())

test('CONFIG-2: a connection test counts accounts and cost centres, and sends nothing', async () => {
  expect(await tested()).toEqual({
    ok: true,
    value: { name: new URL(ledgers.url).host, accounts: restAccounts.size, costCentres: 7 },
  })
  expect(await posted()).toBeUndefined()
})

test('CONFIG-2: without addresses of lists and of a look-up, reaching the ledger is enough', async () => {
  const target = { ...withoutLookUp, accountsUrl: '', costCentresUrl: '' }
  expect(await tested(target)).toMatchObject({ ok: true, value: { accounts: 0, costCentres: 0 } })
  const empty = await system.catalogue(
    connectionTo(seed, ledgers.url, { target }),
    'accounts',
    AbortSignal.timeout(60_000),
  )
  expect(empty).toEqual({ ok: true, value: [] })
})

test('CONFIG-4: the catalogue says why an account cannot be mapped to', async () => {
  const connection = connectionTo(seed, ledgers.url)
  const accounts = await system.catalogue(connection, 'accounts', AbortSignal.timeout(60_000))
  const of = (code: string) => accounts.ok && accounts.value.find((entry) => entry.code === code)
  expect(of('7140')).toEqual({ code: '7140', name: 'Billetter og bom' })
  expect(of('7199')).toMatchObject({ blocked: 'It is blocked.' })
})

const root = `${ledgers.url}/forening`
test.each([
  ['a template', { template: '{' }, 'config', 'template.syntax', /^template: .*line 1/],
  [
    'a look-up',
    { lookUpLines: '$nonsense()' },
    'config',
    'look_up.misread',
    /^lookUpUrl: lookUpLines: .*T1006/,
  ],
  [
    'an address of accounts',
    { accountsUrl: `${root}/nothing` },
    'config',
    'address.not_found',
    /^accountsUrl: /,
  ],
  [
    'a list',
    { accounts: 'accounts.name' },
    'config',
    'catalogue.misread',
    /^accountsUrl: accounts: /,
  ],
  [
    'a sign-in',
    { tokenUrl: `${ledgers.url}/nobody/oauth/token` },
    'config',
    'address.not_found',
    /^tokenUrl: /,
  ],
  [
    'a certificate',
    { tokenUrl: `${root}/oauth/token`.replace('http', 'https') },
    'unreachable',
    'network.tls',
    /./,
  ],
] as const)('CONFIG-5: what is wrong with %s is named', async (_, target, kind, code, message) => {
  expect(await tested(target)).toMatchObject({
    error: { class: kind, code, message: expect.stringMatching(message) },
  })
})

test('CONFIG-5: a look-up that finds a voucher which nobody sent is named', async () => {
  const answer = await tested({ lookUpLines: '[{"account": "1", "amount": 0}]', lookUpNumber: '' })
  expect(answer).toMatchObject({ error: { class: 'config', code: 'look_up.finds_anything' } })
})

const faults: readonly [string, FaultRequest['kind'], object, string, string][] = [
  ['vouchers.list', 'throttled', { retryAfterSeconds: 3 }, 'rate_limited', 'vendor.throttled'],
  ['vouchers.list', 'unauthorized', {}, 'auth', 'auth.wrong_secret'],
  ['vouchers.list', 'drop_before_commit', {}, 'unreachable', 'vendor.lost_answer'],
  ['accounts.list', 'malformed', { body: 'truncated' }, 'unreachable', 'vendor.unreadable'],
  ['oauth.token', 'unavailable', {}, 'unreachable', 'auth.unavailable'],
  ['vouchers.list', 'redirect', { status: 302 }, 'config', 'address.redirects'],
]
test.each(faults)('CONFIG-5: %s with %s is named', async (operation, kind, params, cls, code) => {
  ledgers.world.faults.add({ operation, kind, params: { ...params } })
  expect(await tested()).toMatchObject({ ok: false, error: { class: cls, code } })
})

test('WIZARD-3: a ledger that does not answer is named before ten seconds have passed', async () => {
  ledgers.world.faults.add({
    operation: 'accounts.list',
    kind: 'slow',
    params: { delayMs: 3_600_000 },
  })
  expect(await tested({}, undefined, AbortSignal.timeout(9_000))).toMatchObject({
    ok: false,
    error: { class: 'unreachable' },
  })
})
