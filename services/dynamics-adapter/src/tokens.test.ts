import { constants, createHash, generateKeyPairSync, verify } from 'node:crypto'
import { json, startStub } from '@bilagsbro/posting-engine/testing/stub'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { Agent } from 'undici'
import { describe, expect, test } from 'vitest'
import type { Credentials } from './credentials.ts'
import { createTokens } from './tokens.ts'

const tenantId = '11111111-1111-4111-8111-111111111111'
const clientId = '22222222-2222-4222-8222-222222222222'
const credentials = (clientSecret = 'right~secret'): Credentials => ({
  tenantId,
  environment: 'Production',
  companyId: '33333333-3333-4333-8333-333333333333',
  clientId,
  proof: { clientSecret },
})
const never = new AbortController().signal
const good = { token_type: 'Bearer', expires_in: 3600, ext_expires_in: 3600 }

const tokensAt = (authority: string) =>
  createTokens({ authority, dispatcher: new Agent(), clock: fixedClock('2026-11-21T10:00:00Z') })

describe('a token', () => {
  test('is asked for once and kept, by client credentials for Business Central', async () => {
    await using entra = await startStub((response) =>
      json(response, 200, { ...good, access_token: 'token-1' }),
    )
    const tokens = tokensAt(entra.url)
    const both = [tokens.token(credentials(), never), tokens.token(credentials(), never)]
    expect(await Promise.all(both)).toEqual([
      { ok: true, value: 'token-1' },
      { ok: true, value: 'token-1' },
    ])
    expect(await tokens.token(credentials(), never)).toEqual({ ok: true, value: 'token-1' })
    expect(entra.requests).toHaveLength(1)
    expect(entra.requests[0]!.path).toMatch(new RegExp(`^/${tenantId}/oauth2/v2.0/token`))
    const form = new URLSearchParams(entra.requests[0]!.body)
    expect(Object.fromEntries(form)).toMatchObject({
      client_id: clientId,
      client_secret: 'right~secret',
      grant_type: 'client_credentials',
      scope: 'https://api.businesscentral.dynamics.com/.default',
    })
  })

  test('is asked for anew when told to, after it was refused, and for new secrets', async () => {
    let count = 0
    await using entra = await startStub((response) =>
      json(response, 200, { ...good, access_token: `token-${++count}` }),
    )
    const tokens = tokensAt(entra.url)
    const next = async (fresh = false, secret?: string) => {
      const token = await tokens.token(credentials(secret), never, fresh)
      return token.ok && token.value
    }
    expect(await next()).toBe('token-1')
    expect(await next(true)).toBe('token-2')
    expect(await next()).toBe('token-2')
    tokens.forget(credentials())
    expect(await next()).toBe('token-3')
    expect(await next(false, 'another~secret')).toBe('token-4')
    expect(await next()).toBe('token-3')
  })

  test('is proven with a certificate where there is one', async () => {
    await using entra = await startStub((response) =>
      json(response, 200, { ...good, access_token: 'token-1' }),
    )
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const thumbprint = createHash('sha256').update('the certificate').digest('hex')
    const proof = {
      thumbprint,
      privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    }
    const tokens = tokensAt(entra.url)
    expect(await tokens.token({ ...credentials(), proof }, never)).toMatchObject({ ok: true })
    const form = new URLSearchParams(entra.requests[0]!.body)
    const [head, body, signature] = form.get('client_assertion')!.split('.') as [
      string,
      string,
      string,
    ]
    const { alg, 'x5t#S256': x5t } = JSON.parse(Buffer.from(head, 'base64url').toString())
    expect(alg).toBe('PS256')
    expect(Buffer.from(x5t, 'base64url').toString('hex')).toBe(thumbprint)
    const key = { key: publicKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 }
    const holds = verify(
      'sha256',
      Buffer.from(`${head}.${body}`),
      key,
      Buffer.from(signature, 'base64url'),
    )
    expect(holds).toBe(true)
  })
})

describe('CONFIG-5: a refused sign-in names its cause', () => {
  test.each([
    [401, { error: 'invalid_client', error_codes: [7000215] }, 'auth', 'auth.wrong_secret'],
    [401, { error: 'invalid_client', error_codes: [7000222] }, 'auth', 'auth.expired_secret'],
    [400, { error: 'unauthorized_client', error_codes: [700016] }, 'auth', 'auth.unknown_client'],
    [400, { error: 'invalid_request', error_codes: [90002] }, 'config', 'target.unknown_tenant'],
    [400, { error: 'invalid_tenant' }, 'config', 'target.unknown_tenant'],
    [400, { error: 'invalid_resource', error_codes: [500011] }, 'auth', 'auth.missing_permission'],
    [401, { error: 'invalid_client', error_codes: [700024] }, 'config', 'auth.clock_differs'],
    [
      401,
      {
        error: 'invalid_client',
        error_codes: [700027],
        error_description:
          'AADSTS700027: The certificate is not valid. [Reason - The key used is expired.]',
      },
      'config',
      'auth.expired_certificate',
    ],
    [400, { error: 'invalid_request', error_codes: [700027] }, 'config', 'auth.wrong_certificate'],
    [400, { error: 'something_new' }, 'auth', 'auth.refused'],
    [429, { error: 'temporarily_unavailable' }, 'rate_limited', 'auth.throttled'],
    [503, { error: 'temporarily_unavailable' }, 'unreachable', 'auth.unavailable'],
    [502, {}, 'unreachable', 'auth.unavailable'],
    [200, { strange: true }, 'unreachable', 'auth.unavailable'],
  ])('%i %j', async (status, body, cls, code) => {
    await using entra = await startStub((response) => json(response, status, body))
    const token = await tokensAt(entra.url).token(credentials(), never)
    expect(token).toMatchObject({ ok: false, error: { class: cls, code } })
    expect(JSON.stringify(token)).not.toContain('right~secret')
  })

  test('a page instead of JSON, a dropped connection and a closed door are unreachable', async () => {
    await using page = await startStub((response) => response.end('<html>'))
    await using drop = await startStub((response) => void response.socket?.destroy())
    for (const { url } of [page, drop])
      expect(await tokensAt(url).token(credentials(), never)).toMatchObject({
        error: { class: 'unreachable', code: 'auth.unavailable' },
      })
    expect(await tokensAt('http://127.0.0.1:1').token(credentials(), never)).toMatchObject({
      error: { class: 'unreachable', code: 'network.unreachable' },
    })
  })

  test('a certificate that cannot be read, or is refused, is the certificate', async () => {
    await using entra = await startStub((response) =>
      json(response, 401, { error: 'invalid_client', error_codes: [700027] }),
    )
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const keys = [
      '-----BEGIN PRIVATE KEY-----\nbm8=\n-----END PRIVATE KEY-----',
      privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
    ]
    for (const key of keys) {
      const proof = { thumbprint: 'ab'.repeat(32), privateKey: key }
      expect(await tokensAt(entra.url).token({ ...credentials(), proof }, never)).toMatchObject({
        error: { class: 'config', code: 'auth.wrong_certificate' },
      })
    }
  })

  test('Entra ID is asked again after a 429 as soon as the engine wants to, and told when', async () => {
    let calls = 0
    await using entra = await startStub((response) =>
      calls++ === 0
        ? json(response, 429, { error: 'throttled' }, { 'retry-after': '7' })
        : json(response, 200, { ...good, access_token: 'token-1' }),
    )
    const tokens = tokensAt(entra.url)
    expect(await tokens.token(credentials(), never)).toMatchObject({
      error: { class: 'rate_limited', retryAfter: '2026-11-21T10:00:07.000Z' },
    })
    expect(await tokens.token(credentials(), never)).toMatchObject({ ok: true })
  })

  test('waiting ends with the signal', async () => {
    await using entra = await startStub(() => undefined)
    const tokens = tokensAt(entra.url)
    const ended = AbortSignal.timeout(20)
    expect(await tokens.token(credentials(), ended)).toMatchObject({
      error: { class: 'unreachable', code: 'auth.unavailable' },
    })
    expect(await tokens.token(credentials(), ended)).toMatchObject({ ok: false })
  })
})
