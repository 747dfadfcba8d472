import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { systemClock } from '@bilagsbro/kernel/clock'
import { restOrganization } from '@bilagsbro/simulators/rest-ledger/seed'
import { startRestLedger } from '@bilagsbro/simulators/start-rest-ledger'
import { expect, test } from 'vitest'
import { guardedLookup, policyOf } from './addresses.ts'
import type { Proof } from './credentials.ts'
import { createTokens } from './tokens.ts'

const seed = restOrganization('forening', 'Forening', { kind: 'oauth2' })
const client = seed.authentication as Extract<typeof seed.authentication, { kind: 'oauth2' }>

async function open(tokenLifetimeSeconds = 3_600) {
  const ledgers = await startRestLedger({ organizations: [seed], tokenLifetimeSeconds })
  const { host } = new URL(ledgers.url)
  const policy = policyOf({ ALLOWED_PRIVATE_HOSTS: host, ALLOWED_PORTS: '443' })
  const tokens = createTokens({ policy, clock: systemClock })
  const proof: Extract<Proof, { kind: 'oauth2' }> = {
    kind: 'oauth2',
    tokenUrl: new URL(`${ledgers.url}/forening/oauth/token`),
    clientId: client.clientId,
    clientSecret: client.clientSecret,
    scope: client.scope,
  }
  const ask = (change: Partial<typeof proof> = {}, fresh = false) =>
    tokens.token({ ...proof, ...change }, AbortSignal.timeout(60_000), fresh)
  return { ledgers, tokens, proof, ask }
}

test('twenty who ask at once get one token, and keep it', async () => {
  const { ledgers, tokens, proof, ask } = await open()
  await using _ledgers = ledgers
  const told = await Promise.all(Array.from({ length: 20 }, () => ask()))
  told.push(await ask())
  expect(new Set(told.map((one) => one.ok && one.value)).size).toBe(1)
  expect(await ask({}, true)).not.toEqual(told[0])
  const last = await ask()
  tokens.forget(proof)
  expect(await ask()).not.toEqual(last)
})

test('a token that ends soon is asked for again', async () => {
  const { ledgers, ask } = await open(0.001)
  await using _ledgers = ledgers
  const first = await ask()
  await expect.poll(() => ask()).not.toEqual(first)
})

test.each([
  ['a wrong secret', { clientSecret: 'wrong' }, 'auth', 'auth.wrong_secret'],
  ['an unknown client', { clientId: 'nobody' }, 'auth', 'auth.wrong_secret'],
  ['a scope that is not granted', { scope: 'everything' }, 'auth', 'auth.missing_permission'],
] as const)('CONFIG-5: %s is told apart', async (_, change, kind, code) => {
  const { ledgers, ask } = await open()
  await using _ledgers = ledgers
  const told = await ask(change)
  expect(told).toMatchObject({ ok: false, error: { class: kind, code } })
  expect(JSON.stringify(told)).not.toContain(client.clientSecret)
})

test.each([
  ['error_before_commit', { status: 503 }, 'unreachable', 'auth.unavailable'],
  ['throttled', { retryAfterSeconds: 30 }, 'rate_limited', 'auth.throttled'],
  ['drop_before_commit', {}, 'unreachable', 'auth.unavailable'],
  ['malformed', {}, 'auth', 'auth.refused'],
  ['malformed', { body: 'truncated' }, 'unreachable', 'auth.unavailable'],
  ['redirect', { status: 302 }, 'auth', 'auth.refused'],
  ['redirect', { status: 307 }, 'auth', 'auth.refused'],
] as const)(
  'a sign-in with %s %j gives no token, and says why',
  async (kind, params, cls, code) => {
    const { ledgers, ask } = await open()
    await using _ledgers = ledgers
    ledgers.world.faults.add({ operation: 'oauth.token', kind, params })
    expect(await ask()).toMatchObject({ ok: false, error: { class: cls, code } })
    ledgers.world.faults.clear()
    expect(await ask()).toMatchObject({ ok: true })
  },
)

test('a sign-in that does not answer is given up with its call, and others are not', async () => {
  const { ledgers, tokens, proof, ask } = await open()
  await using _ledgers = ledgers
  const fault = { operation: 'oauth.token', kind: 'slow', params: { delayMs: 3_600_000 } } as const
  ledgers.world.faults.add(fault)
  const patient = ask()
  expect(await tokens.token(proof, AbortSignal.timeout(50))).toMatchObject({
    error: { class: 'unreachable' },
  })
  ledgers.world.hurry()
  expect(await patient).toMatchObject({ ok: true })
})

test('nobody signs in at a name that leads into this network', async () => {
  const policy = policyOf({ ALLOWED_PRIVATE_HOSTS: '', ALLOWED_PORTS: '443' })
  const lookup = guardedLookup((_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }]))
  const tokens = createTokens({ policy, clock: systemClock, lookup })
  const tokenUrl = new URL('https://ledger.example/token')
  const proof = { kind: 'oauth2', clientId: 'a', clientSecret: 'b', scope: undefined } as const
  expect(await tokens.token({ ...proof, tokenUrl }, AbortSignal.timeout(60_000))).toMatchObject({
    error: { class: 'config', code: 'address.not_allowed' },
  })
})

test.each(['header', 'body'] as const)(
  'a client shows its secret in the %s, and asks for the audience',
  async (shownIn) => {
    const asked: { authorization: string | undefined; form: URLSearchParams }[] = []
    await using server = createServer((request, response) => {
      void text(request).then((body) => {
        const { authorization } = request.headers
        asked.push({ authorization, form: new URLSearchParams(body) })
        response.setHeader('content-type', 'application/json')
        response.end('{"access_token":"t-1","token_type":"Bearer","expires_in":60}')
      })
    })
    await once(server.listen(0, '127.0.0.1'), 'listening')
    const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    const policy = policyOf({ ALLOWED_PRIVATE_HOSTS: host, ALLOWED_PORTS: '443' })
    const tokens = createTokens({ policy, clock: systemClock })
    const proof = {
      kind: 'oauth2',
      tokenUrl: new URL(`http://${host}/token`),
      clientId: 'c',
      clientSecret: 's',
      scope: 'vouchers',
      audience: 'https://ledger.example',
      shownIn,
    } as const
    expect(await tokens.token(proof, AbortSignal.timeout(60_000))).toEqual({
      ok: true,
      value: 't-1',
    })
    const { authorization, form } = asked[0]!
    expect(form.get('audience')).toBe('https://ledger.example')
    expect(form.get('scope')).toBe('vouchers')
    expect([authorization !== undefined, form.get('client_secret')]).toEqual(
      shownIn === 'header' ? [true, null] : [false, 's'],
    )
  },
)
