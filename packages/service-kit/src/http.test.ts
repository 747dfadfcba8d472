import { once } from 'node:events'
import { METHODS } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import { err, ok } from '@bilagsbro/kernel/result'
import type { InjectOptions } from 'fastify'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuthenticator } from './auth.ts'
import { faultRoutes, internalRoutes, organizationRoutes } from './fixtures/routes.ts'
import { createHealth } from './health.ts'
import { createHttp, listen, send } from './http.ts'
import type { AddRoutes, App } from './http-app.ts'
import { Versioned } from './http-schemas.ts'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import { createTestIssuer, type TestTokenOptions } from './testing.ts'

type Issuer = Awaited<ReturnType<typeof createTestIssuer>>

const lines: string[] = []
const health = createHealth(50)
let issuer: Issuer
let app: App

const routes: AddRoutes[] = [
  organizationRoutes({
    find: (id) =>
      id === 'hlf' ? ok({ id }) : err({ kind: 'missing', code: 'organization.not_found' }),
  }),
  internalRoutes,
  faultRoutes,
]
const openApp = (served = routes) =>
  createHttp({
    logger: createLogger('test', 'debug', { write: (line) => void lines.push(line) }),
    authenticator: createAuthenticator({ issuer: issuer.issuer, audience: 'bilagsbro' }),
    health,
    metrics: createMetrics('test'),
    routes: served,
    title: 'Test',
  })

beforeAll(async () => {
  issuer = await createTestIssuer()
  app = await openApp()
})
afterAll(async () => {
  await app.close()
  await issuer[Symbol.asyncDispose]()
})

const call = async (as: TestTokenOptions, request: InjectOptions) =>
  app.inject({
    ...request,
    headers: { authorization: `Bearer ${await issuer.token(as)}`, ...request.headers },
  })
const globalAdmin: TestTokenOptions = { roles: ['global_admin'] }
const put = (payload: unknown) =>
  call(globalAdmin, { method: 'PUT', url: '/organizations/hlf', payload: payload as object })

describe('every role at every route', () => {
  const callers: Record<string, TestTokenOptions> = {
    nobody: { roles: [] },
    global_admin: globalAdmin,
    'org_admin of hlf': { roles: ['org_admin'], organization: 'hlf' },
    'org_support of hlf': { roles: ['org_support'], organization: 'hlf' },
    'auditor of hlf': { roles: ['auditor'], organization: 'hlf' },
    'org_admin of another': { roles: ['org_admin'], organization: 'blindeforbundet' },
    'org_admin of nothing': { roles: ['org_admin'] },
    'global_admin of hlf': { roles: [{ role: 'global_admin', organization: 'hlf' }] },
    'auditor here, org_admin elsewhere': {
      roles: [
        { role: 'auditor', organization: 'hlf' },
        { role: 'org_admin', organization: 'blindeforbundet' },
      ],
    },
    'an unknown role': { claims: { bilagsbro_roles: [{ role: 'root', organization: 'hlf' }] } },
    'the right service': { service: 'dynamics-adapter' },
    'another service': { service: 'status-query' },
  }
  const routes = {
    list: { method: 'GET', url: '/organizations' },
    read: { method: 'GET', url: '/organizations/hlf' },
    write: { method: 'PUT', url: '/organizations/hlf', payload: { name: 'HLF' } },
    run: { method: 'POST', url: '/organizations/hlf/runs' },
    internal: { method: 'GET', url: '/internal' },
  } as const satisfies Record<string, InjectOptions>

  test.each([
    ['nobody', 403, 404, 403, 404, 403],
    ['global_admin', 200, 200, 200, 403, 403],
    ['org_admin of hlf', 200, 200, 403, 200, 403],
    ['org_support of hlf', 200, 200, 403, 200, 403],
    ['auditor of hlf', 200, 200, 403, 403, 403],
    ['org_admin of another', 200, 404, 403, 404, 403],
    ['org_admin of nothing', 401, 401, 401, 401, 401],
    ['global_admin of hlf', 401, 401, 401, 401, 401],
    ['auditor here, org_admin elsewhere', 200, 200, 403, 403, 403],
    ['an unknown role', 403, 404, 403, 404, 403],
    ['the right service', 403, 403, 403, 403, 200],
    ['another service', 403, 403, 403, 403, 403],
  ])('%s: list %i, read %i, write %i, run %i, internal %i', async (caller, ...expected) => {
    const answers = await Promise.all(
      Object.values(routes).map((route) => call(callers[caller]!, route)),
    )
    expect(answers.map((answer) => answer.statusCode)).toEqual(expected)
    for (const answer of answers.filter(({ statusCode }) => statusCode !== 200))
      expect(answer.headers['content-type']).toMatch('application/problem+json')
  })

  test.each(['/organizations/', '/organizations/hlf/'])(
    '%s is the address without its last slash',
    async (url) => {
      const answer = await call(globalAdmin, { url })
      expect(answer.statusCode).toBe(200)
      expect(answer.json()).toEqual((await call(globalAdmin, { url: url.slice(0, -1) })).json())
    },
  )

  test('a foreign organisation is answered exactly like one that does not exist', async () => {
    const caller = { roles: ['org_admin'], organization: 'blindeforbundet' } as const
    const foreign = await call(caller, { url: '/organizations/hlf' })
    const missing = await call(caller, { url: '/organizations/none' })
    const seenByAll = await call(globalAdmin, { url: '/organizations/none' })
    expect(foreign.json()).toEqual(missing.json())
    expect(foreign.json()).toEqual(seenByAll.json())
    expect(foreign.json()).toMatchObject({
      type: 'urn:bilagsbro:problem:organization.not_found',
      status: 404,
      code: 'organization.not_found',
    })
  })

  test.each([
    '/organizations/hlf%2F',
    '/organizations/HLF',
    '/organizations/%68lf',
    '/organizations/hlf/',
  ])('a foreign organisation written as %s is not found either', async (url) => {
    const answer = await call({ roles: ['org_admin'], organization: 'blindeforbundet' }, { url })
    expect(answer.statusCode).toBe(404)
  })
})

describe('a caller without a good token', () => {
  test('is told to sign in', async () => {
    const answer = await app.inject({ url: '/organizations' })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="bilagsbro"')
    expect(answer.json()).toMatchObject({ code: 'token.missing', status: 401 })
  })

  test.each([
    ['expired', { expiresInSeconds: -60 }, 'token.expired'],
    ['made out to another', { audience: 'other' }, 'token.invalid'],
    ['an ID token', { typ: 'JWT' }, 'token.invalid'],
    ['without a client', { claims: { client_id: undefined } }, 'token.invalid'],
    ['from another issuer', { claims: { iss: 'http://elsewhere' } }, 'token.invalid'],
  ])('is refused when it is %s', async (_, token, code) => {
    const answer = await call({ ...globalAdmin, ...token }, { url: '/organizations' })
    expect(answer.statusCode).toBe(401)
    expect(answer.headers['www-authenticate']).toContain('error="invalid_token"')
    expect(answer.json()).toMatchObject({ code })
  })

  test.each(['Bearer', 'Bearer a.b.c', 'Basic dTpw', 'Bearer a b'])(
    '%j is no token',
    async (authorization) => {
      const answer = await app.inject({ url: '/organizations', headers: { authorization } })
      expect(answer.statusCode).toBe(401)
    },
  )

  test('has none of his body read', async () => {
    const answer = await app.inject({
      method: 'PUT',
      url: '/organizations/hlf',
      headers: { 'content-type': 'application/json' },
      payload: '{ not json',
    })
    expect(answer.statusCode).toBe(401)
  })
})

describe('a request that is not valid', () => {
  test.each([
    [{}, '/name', 'field.missing', 'name mangler.'],
    [{ name: '' }, '/name', 'field.too_short', 'name må ha minst 1 tegn.'],
    [{ name: 5 }, '/name', 'field.wrong_type', 'name må være en tekst.'],
    [
      { name: '\ud800' },
      '/name',
      'field.not_text',
      'name har et halvt tegn. Skriv teksten på nytt.',
    ],
    [{ name: 'A', size: '5' }, '/size', 'field.wrong_type', 'size må være et heltall.'],
    [{ name: 'A', size: 0 }, '/size', 'field.too_small', 'size må være minst 1.'],
    [{ name: 'A', colour: 1 }, '/colour', 'field.unknown', 'colour er ukjent her. Utelat feltet.'],
    [
      { name: 'A', members: [{ email: 'a' }, {}] },
      '/members/1/email',
      'field.missing',
      'members.1.email mangler.',
    ],
  ])('%j names the field, with a code and in words', async (payload, field, code, message) => {
    const answer = await put(payload)
    expect(answer.statusCode).toBe(400)
    expect(answer.json()).toMatchObject({
      code: 'request.invalid',
      faults: [{ field, code, message }],
    })
    expect(answer.json().detail).toBe(message)
  })

  test.each([
    ['nb', 'Ikke gyldig', 'name må være en tekst. kind må være en av club og league.'],
    ['nn', 'Ikkje gyldig', 'name må vere ein tekst. kind må vere ein av club og league.'],
    ['en', 'Not valid', 'name must be a text. kind must be one of club and league.'],
  ])('is told of in the language of the caller: %s', async (language, title, detail) => {
    const answer = await call(globalAdmin, {
      method: 'PUT',
      url: '/organizations/hlf',
      payload: { name: 5, kind: 'x' },
      headers: { 'accept-language': language },
    })
    expect(answer.headers['content-language']).toBe(language)
    expect(answer.json()).toMatchObject({ title, detail })
  })

  test('names every field at once, but not a million of them', async () => {
    const two = (await put({ size: 0, kind: 'x' })).json()
    expect(two.faults.map(({ field }: { field: string }) => field)).toEqual([
      '/name',
      '/size',
      '/kind',
    ])
    const many = await put({ name: 'A', members: Array.from({ length: 100_000 }, () => ({})) })
    expect(many.json().faults.length).toBeLessThan(20)
  })

  test('in its address is told too, where numbers may be text', async () => {
    const caller = { roles: ['org_admin'], organization: 'hlf' } as const
    const run = (query: string) =>
      call(caller, { method: 'POST', url: `/organizations/hlf/runs${query}` })
    expect((await run('?limit=7')).json()).toEqual({ limit: 7 })
    expect((await run('')).json()).toEqual({ limit: 50 })
    expect((await run('?limit=700')).json().detail).toBe('limit kan være høyst 100.')
  })

  test.each(['limit=ten', 'limit=', 'limit=true', 'limit=0x7', 'limit=7&limit=8', 'limits=7'])(
    'in its address is refused by name: %s',
    async (query) => {
      const caller = { roles: ['org_admin'], organization: 'hlf' } as const
      const url = `/organizations/hlf/runs?${query}`
      const answer = await call(caller, { method: 'POST', url })
      expect(answer.json()).toMatchObject({
        code: 'request.invalid',
        faults: [{ field: `/${query.split('=')[0]}` }],
      })
    },
  )

  test('may leave out a text, whose pattern the document tells', async () => {
    const { paths } = (await call(globalAdmin, { url: '/openapi.json' })).json()
    const [, word] = paths['/organizations/{organizationId}/runs'].post.parameters
    expect(word).toMatchObject({
      name: 'word',
      required: false,
      schema: { pattern: '^[^\\u0000]*$' },
    })
  })

  test('has no parameters where a route names none', async () => {
    const answer = await call(globalAdmin, { url: '/organizations/hlf?page=2' })
    expect(answer.json()).toMatchObject({ code: 'request.invalid', faults: [{ field: '/page' }] })
  })

  test.each([
    ['not JSON', '{ "name":', 'application/json', 400, 'request.malformed_json'],
    ['nothing', '', 'application/json', 400, 'request.malformed_json'],
    [
      'a prototype',
      '{"name":"A","__proto__":{"a":1}}',
      'application/json',
      400,
      'request.malformed_json',
    ],
    ['not said to be JSON', 'name=A', 'text/csv', 415, 'request.media_type'],
    ['said to be a text', '{"name":"A"}', 'text/plain', 415, 'request.media_type'],
    ['said to be nothing that is', '{"name":"A"}', ';;', 415, 'request.media_type'],
    [
      'over 1 MB',
      JSON.stringify({ name: 'A'.repeat(1_100_000) }),
      'application/json',
      413,
      'request.too_large',
    ],
  ])(
    'because it is %s, is a problem with a stable code',
    async (_, payload, type, status, code) => {
      const answer = await call(globalAdmin, {
        method: 'PUT',
        url: '/organizations/hlf',
        payload,
        headers: { 'content-type': type },
      })
      expect(answer.statusCode).toBe(status)
      expect(answer.headers['content-type']).toMatch('application/problem+json')
      expect(answer.json()).toMatchObject({ status, code, type: `urn:bilagsbro:problem:${code}` })
    },
  )
})

describe('an error', () => {
  test.each(['/nothing', '/organizations/hlf/nothing', '/%ff', '/health/live/x'])(
    'because there is nothing at %s is a problem',
    async (url) => {
      const answer = await app.inject({ url })
      expect(answer.statusCode).toBe(404)
      expect(answer.headers['content-type']).toMatch('application/problem+json')
      expect(answer.json()).toMatchObject({ code: 'route.not_found' })
    },
  )

  test('of the method says which ones the address answers, to whoever asks', async () => {
    const answer = await app.inject({ url: '/health/live/', method: 'DELETE' })
    expect(answer.statusCode).toBe(405)
    expect(answer.headers['allow']).toBe('GET, HEAD')
    expect(answer.json()).toMatchObject({
      code: 'route.other_method',
      detail: 'Denne adressen svarer på GET og HEAD.',
    })
  })

  test('that is a bug tells nothing but where to look, and is logged as ERROR', async () => {
    lines.length = 0
    const answer = await call(globalAdmin, { url: '/faults/bug' })
    expect(answer.statusCode).toBe(500)
    expect(answer.body).not.toContain('hunter2')
    expect(answer.json()).toMatchObject({ code: 'internal' })
    const [line] = lines.map((text) => JSON.parse(text)).filter(({ level }) => level === 'error')
    expect(line).toMatchObject({
      event: 'http.failed',
      err: { message: 'hunter2 is the password' },
    })
    expect(answer.json().detail).toContain(line.reqId)
  })

  test('of a server that is away asks to try again', async () => {
    const answer = await call(globalAdmin, { url: '/faults/away' })
    expect(answer.statusCode).toBe(503)
    expect(answer.headers['retry-after']).toBe('5')
    expect(answer.body).not.toContain('hunter2')
    expect(answer.json()).toMatchObject({ code: 'service.unavailable' })
  })

  test('of too many requests says when to come again, in the language of the caller', async () => {
    const answer = await call(globalAdmin, {
      url: '/faults/throttled',
      headers: { 'accept-language': 'nn' },
    })
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '7'])
    expect(answer.json()).toEqual({
      type: 'urn:bilagsbro:problem:x.too_many',
      status: 429,
      title: 'For mange førespurnader',
      code: 'x.too_many',
      detail: 'Wait.',
    })
  })

  test('of the identity provider is not the caller’s', async () => {
    const lone = await createTestIssuer()
    const authenticator = createAuthenticator({ issuer: lone.issuer, audience: 'bilagsbro' })
    const token = await lone.token(globalAdmin)
    await lone[Symbol.asyncDispose]()
    await using other = await createHttp({
      logger: createLogger('test', 'silent'),
      authenticator,
      health,
      metrics: createMetrics('test'),
      routes,
      title: 'Test',
    })
    const answer = await other.inject({
      url: '/organizations',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toMatchObject({ code: 'identity.unavailable' })
  })
})

describe('the server', () => {
  /** With a port, for what is no request that could be injected. */
  async function listening() {
    const app = await openApp()
    const port = Number(new URL(await listen(app, { HOST: '127.0.0.1', PORT: 0 })).port)
    const ask = (line: string, headers: string, body: string) => {
      const socket = connect(port, '127.0.0.1')
      socket.write(`${line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n${body}`)
      return text(socket)
    }
    return { app, port, ask, [Symbol.asyncDispose]: () => app.close() }
  }

  test('does not start with a route that says nothing about access', async () => {
    await expect(openApp([(app) => app.get('/open', async () => ({}))])).rejects.toThrow(
      'The route GET /open declares no config.access.',
    )
  })

  test('answers what another version has stored, though its own description does not know the word', async () => {
    const row = { status: 'new_word', note: null }
    const Row = Type.Object({
      status: Type.Union([Type.Literal('old'), Type.Literal('older')]),
      note: Type.Union([Type.String(), Type.Null()]),
    })
    await using other = await openApp([
      (served) =>
        served.get(
          '/rows',
          {
            schema: { response: { 200: Type.Object({ rows: Type.Array(Row) }) } },
            config: { access: { roles: ['global_admin'] } },
          },
          async (_request, reply) => send(reply, 200, ok({ rows: [row] })),
        ),
    ])
    const authorization = `Bearer ${await issuer.token(globalAdmin)}`
    const answer = await other.inject({ url: '/rows', headers: { authorization } })
    expect([answer.statusCode, answer.json()]).toEqual([200, { rows: [row] }])
  })

  test('describes the ETag of an answer that has one', async () => {
    await using other = await openApp([
      (served) =>
        served.get(
          '/rows',
          {
            schema: { response: { 200: Versioned(Type.Object({}, { title: 'Rows' })) } },
            config: { access: { roles: ['global_admin'] } },
          },
          async (_request, reply) => reply.header('etag', '"1"').send({}),
        ),
    ])
    const described = (await other.inject({ url: '/openapi.json' })).json()
    expect(described.paths['/rows'].get.responses[200].headers).toEqual({
      etag: {
        description: expect.any(String),
        schema: expect.objectContaining({ type: 'string' }),
      },
    })
    expect(described.components.schemas.Rows).toEqual({ type: 'object', properties: {} })
  })

  test('answers health, metrics and its description without a token', async () => {
    expect((await app.inject({ url: '/health/live' })).json()).toEqual({ status: 'ok', checks: {} })
    expect((await app.inject({ url: '/metrics' })).body).toContain(
      'bilagsbro_http_request_duration_seconds_bucket',
    )
    const description = (await app.inject({ url: '/openapi.json' })).json()
    expect(Object.keys(description.paths)).toContain('/organizations/{organizationId}/runs')
    expect(Object.keys(description.paths)).not.toContain('/metrics')
  })

  test('is not ready while a check fails', async () => {
    let fault: Error | undefined = new Error('no broker')
    health.add(
      'kafka',
      async () => {
        if (fault) throw fault
      },
      'ready',
    )
    const answer = await app.inject({ url: '/health/ready' })
    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toEqual({ status: 'failing', checks: { kafka: 'no broker' } })
    expect((await app.inject({ url: '/health/live' })).statusCode).toBe(200)
    fault = undefined
    expect((await app.inject({ url: '/health/ready' })).statusCode).toBe(200)
  })

  test('answers no method but those of an address, whatever comes with it', async () => {
    await using server = await listening()
    for (const method of METHODS.filter((one) => !['GET', 'HEAD', 'PUT', 'CONNECT'].includes(one)))
      for (const headers of ['', 'content-type: application/json\r\n', 'content-type: ;;\r\n'])
        for (const path of ['/organizations/hlf', '/health/live', '/none'])
          expect([
            method,
            path,
            headers,
            (await server.ask(`${method} ${path}`, `${headers}content-length: 2\r\n`, '{]')).slice(
              0,
              12,
            ),
          ]).toEqual([method, path, headers, `HTTP/1.1 ${path === '/none' ? 404 : 405}`])
  })

  test.each([
    ['headers of 20 kB', 'GET /organizations', `x: ${'a'.repeat(20_000)}\r\n`, 431],
    ['four thousand headers', 'GET /organizations', 'x: 1\r\n'.repeat(4_000), 431],
    ['an address of 30 kB', `GET /organizations/${'a'.repeat(30_000)}`, '', 431],
    ['two lengths', 'PUT /organizations/hlf', 'content-length: 2\r\ncontent-length: 3\r\n', 400],
    ['a foreign coding', 'PUT /organizations/hlf', 'transfer-encoding: gzip\r\n', 400],
    ['a small letter', 'get /organizations', '', 400],
  ])('refuses %s', async (_, line, headers, status) => {
    await using server = await listening()
    expect(await server.ask(line, headers, '')).toMatch(
      new RegExp(
        `^HTTP/1.1 ${status} .*application/problem\\+json.*"code":"request.malformed"`,
        's',
      ),
    )
  })

  test('takes a caller who goes in the middle for no failure', async () => {
    await using server = await listening()
    lines.length = 0
    const authorization = `authorization: Bearer ${await issuer.token(globalAdmin)}\r\n`
    // Known from then on: what comes next is its body.
    await server.ask('GET /organizations', authorization, '')
    const arrived = once(server.app.server, 'request')
    const socket = connect(server.port, '127.0.0.1')
    const headers = `host: x\r\n${authorization}content-type: application/json\r\ncontent-length: 50`
    socket.write(`PUT /organizations/hlf HTTP/1.1\r\n${headers}\r\n\r\n{`)
    await arrived
    await setImmediate()
    socket.resetAndDestroy()
    await expect.poll(() => lines.some((line) => line.includes('request.aborted'))).toBe(true)
    expect(lines.filter((line) => /"level":"(warn|error|fatal)"/.test(line))).toEqual([])
  })

  test('listens where it was told to only, answers what is not HTTP with a problem, and stops at once', async () => {
    const served = await openApp()
    const url = new URL(await listen(served, { HOST: '127.0.0.1', PORT: 0 }))
    expect(url.hostname).toBe('127.0.0.1')
    expect(served.addresses()).toMatchObject([{ address: '127.0.0.1' }])
    const socket = connect(Number(url.port), url.hostname)
    socket.write('NONSENSE\r\n\r\n')
    expect(await text(socket)).toMatch(
      /^HTTP\/1.1 400 .*application\/problem\+json.*"code":"request.malformed"/s,
    )
    await served.close()
  })
})
