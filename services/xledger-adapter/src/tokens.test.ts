import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '@bilagsbro/kernel/clock'
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

type Answer = { readonly status?: number; readonly body: unknown } | undefined

/** A sign-in on this machine that answers as the test says, or not at all. */
async function startSignIn(answer: (at: number) => Answer) {
  const requests: { readonly headers: IncomingMessage['headers']; readonly body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk))
    request.on('end', () => {
      const given = answer(requests.push({ headers: request.headers, body }))
      if (!given) return
      response.writeHead(given.status ?? 200, { 'content-type': 'application/json' })
      response.end(typeof given.body === 'string' ? given.body : JSON.stringify(given.body))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

const issued = (at: number) => ({
  body: { access_token: `token-${at}`, token_type: 'Bearer', expires_in: 3_600 },
})

function tokensAt(url: string) {
  let now = Date.parse('2026-11-21T10:00:00Z')
  const clock: Clock = { now: () => new Date(now) }
  const tokens = createTokens(() => url, clock)
  return {
    tokens,
    next: async (given = credentials(), fresh = false) => {
      const answer = await tokens.authorization(given, never, fresh)
      return answer.ok ? answer.value : answer.error.code
    },
    pass: (seconds: number) => (now += seconds * 1_000),
  }
}

test('an API token is sent as Xledger wants it, and nobody is asked', async () => {
  await using signIn = await startSignIn(issued)
  const { next } = tokensAt(signIn.url)
  expect(await next({ ...credentials(), proof: { apiToken: 'abc_DEF-123' } })).toBe(
    'token abc_DEF-123',
  )
  expect(signIn.requests).toHaveLength(0)
})

describe('a token by client credentials', () => {
  test('is asked for once by twenty callers at once, and kept until a minute before it ends', async () => {
    await using signIn = await startSignIn(issued)
    const { next, pass } = tokensAt(signIn.url)
    const twenty = await Promise.all(Array.from({ length: 20 }, () => next()))
    expect(new Set(twenty)).toEqual(new Set(['Bearer token-1']))
    pass(3_539)
    expect(await next()).toBe('Bearer token-1')
    pass(1)
    const renewed = await Promise.all(Array.from({ length: 20 }, () => next()))
    expect(new Set(renewed)).toEqual(new Set(['Bearer token-2']))
    expect(signIn.requests).toHaveLength(2)
    expect(signIn.requests[0]!.body).toContain('grant_type=client_credentials')
    expect(signIn.requests[0]!.headers.authorization).toMatch(/^Basic /)
  })

  test('is asked for anew when told to, after it was refused, and for new secrets', async () => {
    await using signIn = await startSignIn(issued)
    const { next, tokens } = tokensAt(signIn.url)
    expect(await next()).toBe('Bearer token-1')
    expect(await next(credentials(), true)).toBe('Bearer token-2')
    expect(await next()).toBe('Bearer token-2')
    tokens.forget(credentials())
    expect(await next()).toBe('Bearer token-3')
    expect(await next(credentials({ clientSecret: 'newer~secret' }))).toBe('Bearer token-4')
    expect(await next()).toBe('Bearer token-3')
  })

  test('that could not be had is asked for again by the next caller', async () => {
    await using signIn = await startSignIn((at) =>
      at === 1 ? { status: 503, body: {} } : issued(at),
    )
    const { next } = tokensAt(signIn.url)
    expect(await Promise.all([next(), next()])).toEqual(['auth.unavailable', 'auth.unavailable'])
    expect(await next()).toBe('Bearer token-2')
  })

  test('is waited for until the signal, and the others wait on', async () => {
    const waiting = Promise.withResolvers<void>()
    await using signIn = await startSignIn(() => {
      waiting.resolve()
      return undefined
    })
    const { tokens } = tokensAt(signIn.url)
    const patient = new AbortController()
    const stays = tokens.authorization(credentials(), patient.signal)
    const leaves = new AbortController()
    const gone = tokens.authorization(credentials(), leaves.signal)
    await waiting.promise
    leaves.abort()
    expect(await gone).toMatchObject({ ok: false, error: { code: 'auth.unavailable' } })
    expect(signIn.requests).toHaveLength(1)
    patient.abort()
    expect(await stays).toMatchObject({ ok: false })
  })
})

describe('CONFIG-5: a refused sign-in names its cause', () => {
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
    await using signIn = await startSignIn(() => ({ status, body }))
    const answer = await tokensAt(signIn.url).tokens.authorization(credentials(), never)
    expect(answer).toMatchObject({ ok: false, error: { class: cls, code } })
    expect(JSON.stringify(answer)).not.toContain(secret)
  })

  test('a closed door is no reason to doubt the secret', async () => {
    const answer = await tokensAt('http://127.0.0.1:1').tokens.authorization(credentials(), never)
    expect(answer).toMatchObject({ ok: false, error: { class: 'unreachable' } })
  })
})
