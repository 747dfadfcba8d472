import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoOrganizations } from '#business-central/seed.ts'
import { type Simulators, startSimulators } from '#start-simulators.ts'
import { fetchToken, receive } from '#testing.ts'

const seed = demoOrganizations[0]!
let simulators: Simulators
beforeAll(async () => {
  simulators = await startSimulators()
})
afterAll(() => simulators[Symbol.asyncDispose]())

const ask = (fields: Record<string, string> = {}, tenant = seed.tenantId) =>
  fetchToken(simulators.url, tenant, seed.clientId, seed.clientSecret, fields)

test('a right secret gets a bearer token of an hour', async () => {
  const { status, body } = await ask()
  expect(status).toBe(200)
  expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 3_599, ext_expires_in: 3_599 })
  const claims = JSON.parse(Buffer.from(body.access_token.split('.')[1], 'base64url').toString())
  expect(claims).toMatchObject({
    aud: 'https://api.businesscentral.dynamics.com',
    appid: seed.clientId,
    tid: seed.tenantId,
    roles: expect.arrayContaining(['API.ReadWrite.All']),
  })
})

test('the secret may come in the Authorization header', async () => {
  const basic = Buffer.from(`${seed.clientId}:${seed.clientSecret}`).toString('base64')
  const answer = await receive(`${simulators.url}/${seed.tenantId}/oauth2/v2.0/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}` },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      scope: 'https://api.businesscentral.dynamics.com/.default',
    }),
  })
  expect(answer.status).toBe(200)
})

test.each([
  ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client', 7000215],
  ['an expired secret', { client_secret: seed.expiredSecret }, 401, 'invalid_client', 7000222],
  ['no secret', { client_secret: '' }, 401, 'invalid_client', 7000218],
  ['an unknown app', { client_id: crypto.randomUUID() }, 400, 'unauthorized_client', 700016],
  ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
  [
    'no .default',
    { scope: 'https://api.businesscentral.dynamics.com/x' },
    400,
    'invalid_scope',
    1002012,
  ],
  [
    'another resource',
    { scope: 'https://graph.example/.default' },
    400,
    'invalid_resource',
    500011,
  ],
])('%s is refused with the vendor’s number', async (_, fields, status, error, code) => {
  const answer = await ask(fields)
  expect(answer.status).toBe(status)
  expect(answer.body).toMatchObject({ error, error_codes: [code] })
  expect(answer.body.error_description).toMatch(
    new RegExp(`^AADSTS${code}: .* Trace ID: .* Correlation ID: .* Timestamp: `),
  )
  expect(answer.body).toHaveProperty('correlation_id')
})

test('an unknown tenant is told at discovery, and at the token', async () => {
  const tenant = crypto.randomUUID()
  const discovery = await receive(
    `${simulators.url}/${tenant}/v2.0/.well-known/openid-configuration`,
  )
  expect([discovery.status, discovery.body.error, discovery.body.error_codes]).toEqual([
    400,
    'invalid_tenant',
    [90002],
  ])
  expect((await ask({}, tenant)).body.error_codes).toEqual([90002])
})

test('discovery names the vendor’s own addresses', async () => {
  const { body } = await receive(
    `${simulators.url}/${seed.tenantId}/v2.0/.well-known/openid-configuration`,
  )
  expect(body).toMatchObject({
    issuer: `https://login.microsoftonline.com/${seed.tenantId}/v2.0`,
    token_endpoint: `https://login.microsoftonline.com/${seed.tenantId}/oauth2/v2.0/token`,
  })
})

test('faults reach the token endpoint too', async () => {
  const { faults } = simulators.world
  faults.add({
    operation: 'entra.token',
    kind: 'throttled',
    count: 1,
    params: { retryAfterSeconds: 3 },
  })
  faults.add({ operation: 'entra.token', kind: 'error_before_commit', count: 1 })
  const throttled = await ask()
  expect([throttled.status, throttled.headers.get('retry-after')]).toEqual([429, '3'])
  expect((await ask()).status).toBe(500)
  expect((await ask()).status).toBe(200)
})
