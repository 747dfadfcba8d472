import { json, startStub } from '@bilagsbro/posting-engine/testing/stub'
import { systemClock } from '@bilagsbro/kernel/clock'
import { describe, expect, test } from 'vitest'
import type { Credentials } from './credentials.ts'
import { createTokens } from './tokens.ts'

const secret = 'right~secret'
const credentials = (proof: object = {}): Credentials => ({
  environment: 'production',
  owner: '42365431',
  proof: { clientId: 'client-1', clientSecret: secret, ...proof },
})
const never = new AbortController().signal

/** A sign-in on this machine that gives `token-1`, `token-2` and so on. */
async function open() {
  let issued = 0
  const signIn = await startStub((response) =>
    json(response, 200, { access_token: `token-${++issued}`, expires_in: 3_600 }),
  )
  const tokens = createTokens(() => signIn.url, systemClock)
  const next = async (given = credentials(), fresh = false) => {
    const answer = await tokens.authorization(given, never, fresh)
    return answer.ok ? answer.value : answer.error.code
  }
  return { signIn, tokens, next }
}

test('an API token is sent as Xledger wants it, and nobody is asked', async () => {
  const { signIn, tokens, next } = await open()
  await using _signIn = signIn
  const given = { ...credentials(), proof: { apiToken: 'abc_DEF-123' } }
  expect(await next(given, true)).toBe('token abc_DEF-123')
  tokens.forget(given)
  expect(signIn.requests).toHaveLength(0)
})

test('a token by client credentials is kept, asked for anew when told to, after it was refused, and for new secrets', async () => {
  const { signIn, tokens, next } = await open()
  await using _signIn = signIn
  expect(await next()).toBe('Bearer token-1')
  expect(await next({ ...credentials(), owner: '1' })).toBe('Bearer token-1')
  expect(await next(credentials(), true)).toBe('Bearer token-2')
  tokens.forget(credentials())
  expect(await next()).toBe('Bearer token-3')
  expect(await next(credentials({ clientSecret: 'newer~secret' }))).toBe('Bearer token-4')
  expect(await next()).toBe('Bearer token-3')
  expect(signIn.requests[0]).toMatchObject({
    path: '/oauth/token',
    body: expect.stringContaining('grant_type=client_credentials'),
    headers: { authorization: expect.stringMatching(/^Basic /) },
  })
})

describe('CONFIG-5: a refused sign-in names its cause', () => {
  const askedAt = (url: string, signal = never) =>
    createTokens(() => url, systemClock).authorization(credentials(), signal)
  const saying = (error: string, error_description = '') => ({ error, error_description })
  test.each([
    [401, saying('invalid_client', 'Wrong client secret.'), 'auth', 'auth.wrong_secret'],
    [401, saying('invalid_client', 'The secret has expired.'), 'auth', 'auth.expired_secret'],
    [401, saying('invalid_client', 'Unknown client.'), 'auth', 'auth.unknown_client'],
    [400, saying('unauthorized_client'), 'auth', 'auth.unknown_client'],
    [400, saying('something_new'), 'auth', 'auth.refused'],
    [429, saying('slow_down'), 'unreachable', 'auth.unavailable'],
    [500, {}, 'unreachable', 'auth.unavailable'],
    [503, '<html>', 'unreachable', 'auth.unavailable'],
    [200, { strange: true }, 'auth', 'auth.refused'],
  ])('%i %j', async (status, body, cls, code) => {
    await using signIn = await startStub((response) =>
      typeof body === 'string'
        ? response.writeHead(status).end(body)
        : json(response, status, body),
    )
    const answer = await askedAt(signIn.url)
    expect(answer).toMatchObject({ ok: false, error: { class: cls, code } })
    expect(JSON.stringify(answer)).not.toContain(secret)
  })

  test('a closed door and a call that ended meanwhile are no reason to doubt the secret', async () => {
    for (const signal of [never, AbortSignal.abort()])
      expect(await askedAt('http://127.0.0.1:1', signal)).toMatchObject({
        error: { class: 'unreachable' },
      })
  })
})
