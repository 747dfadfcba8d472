import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBrowser } from '#testing/browser.ts'
import { startPagesServer, type PagesServer } from '#testing/pages-server.ts'

let server: PagesServer
beforeAll(async () => {
  server = await startPagesServer()
})
afterAll(() => server?.[Symbol.asyncDispose]())

const minute = 60_000
const read = async (answer: Response) => (await answer.json()) as Record<string, unknown>
const plan = '/api/orchestrator/organizations/hlf/run-plan'

test('without a session nothing is answered, and the problem says so in words', async () => {
  for (const path of ['/auth/session', plan, '/api/status-query/organizations/hlf/changes']) {
    const answer = await server.ask(createBrowser(), path, { headers: { 'accept-language': 'nn' } })
    expect(answer.status).toBe(401)
    expect(await read(answer)).toMatchObject({ code: 'session.ended', title: 'Du er logga ut' })
  }
})

test('a session ends after an hour without use; reading is no use', async () => {
  const browser = await server.signedIn()
  server.later(59 * minute)
  const left = await read(await server.ask(browser, '/auth/session'))
  expect(left['secondsLeft']).toBeLessThanOrEqual(60)
  expect(left['extendable']).toBe(true)
  server.later(minute)
  expect((await server.ask(browser, '/auth/session')).status).toBe(401)
})

test('a session is extended by whoever is there, and ends after eight hours all the same', async () => {
  const browser = await server.signedIn()
  for (let passed = 0; passed < 7; passed++) {
    server.later(59 * minute)
    const answer = await server.ask(browser, '/auth/session/extension', { method: 'POST' })
    expect(await read(answer)).toMatchObject({ secondsLeft: expect.any(Number) })
  }
  server.later(50 * minute)
  const last = await read(await server.ask(browser, '/auth/session/extension', { method: 'POST' }))
  expect(last).toMatchObject({ extendable: false })
  expect(last['secondsLeft']).toBeLessThanOrEqual(17 * 60)
  server.later(17 * minute)
  expect((await server.ask(browser, '/auth/session')).status).toBe(401)
})

test('calls at the same time, on two replicas, spend one refresh token once', async () => {
  const browser = await server.signedIn()
  const tokens = async () => {
    server.behind.asked.length = 0
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        server.ask(browser, plan, {}, at % 2 ? server.publicUrl : server.otherUrl),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200))
    return new Set(server.behind.asked.map(({ headers }) => headers.authorization))
  }
  const before = await tokens()
  server.later(10 * minute)
  const after = await tokens()
  expect([before.size, after.size]).toEqual([1, 1])
  expect(after).not.toEqual(before)
  server.later(10 * minute)
  expect((await tokens()).size).toBe(1)
})

test('a database that is away ends no session, and is told in the usual words', async () => {
  const browser = await server.signedIn()
  const extension = '/auth/session/extension'
  await server.database.whileAway(async () => {
    for (const [path, request] of [
      ['/auth/session', {}],
      [plan, {}],
      [extension, { method: 'POST' }],
    ] as const) {
      const answer = await server.ask(browser, path, request)
      expect([answer.status, (await read(answer))['code']]).toEqual([503, 'service.unavailable'])
      expect(answer.headers.get('retry-after')).toBe('5')
    }
  })
  expect((await server.ask(browser, extension, { method: 'POST' })).status).toBe(200)
})

test('a provider that is away ends no session', async () => {
  const browser = await server.signedIn()
  server.later(20 * minute)
  await server.stopProvider()
  const answer = await server.ask(browser, plan)
  expect([answer.status, (await read(answer))['code']]).toEqual([503, 'identity.unavailable'])
  await server.startProvider()
  // It has forgotten everything, and says so: now the session is over.
  expect((await server.ask(browser, plan)).status).toBe(401)
  expect((await server.ask(browser, '/auth/session')).status).toBe(401)
})

test('who signs out is signed out here and at the provider', async () => {
  const browser = await server.signedIn()
  const answer = await server.ask(browser, '/auth/sign-out', { method: 'POST' })
  const { location } = await read(answer)
  expect(browser.cookies(server.publicUrl).has(server.cookie)).toBe(false)
  expect((await server.ask(browser, '/auth/session')).status).toBe(401)
  const asked = await browser.open(String(location))
  const form = await asked.text()
  const [, action] = /action="([^"]+)"/.exec(form)!
  const [, xsrf] = /name="xsrf" value="([^"]+)"/.exec(form)!
  const left = await browser.open(action!, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ xsrf: xsrf!, logout: 'yes' }),
  })
  expect(left.headers.get('location')).toMatch(/\/logget-ut(?:\?|$)/)
  // The provider asks again who somebody is.
  const from = `${server.publicUrl}/auth/sign-in`
  const choice = await browser.follow(await browser.open(from), from)
  expect(await choice.response.text()).toContain('Velg hvem du er')
})

test('a copy of the cookie is worth nothing after signing out', async () => {
  const browser = await server.signedIn()
  const thief = createBrowser()
  const id = browser.cookies(server.publicUrl).get(server.cookie)!
  thief.cookies(server.publicUrl).set(server.cookie, id)
  expect((await server.ask(thief, '/auth/session')).status).toBe(200)
  await server.ask(browser, '/auth/sign-out', { method: 'POST' })
  expect((await server.ask(thief, '/auth/session')).status).toBe(401)
})

test.each([
  ['of another site', { 'sec-fetch-site': 'cross-site' }],
  ['of another name on our site', { 'sec-fetch-site': 'same-site' }],
  ['that was typed in', { 'sec-fetch-site': 'none' }],
  ['of an old browser, of another site', { 'sec-fetch-site': '', origin: 'https://evil.example' }],
])('a change %s is refused', async (_, headers) => {
  const browser = await server.signedIn()
  const answer = await server.ask(browser, '/auth/sign-out', { method: 'POST', headers })
  expect([answer.status, (await read(answer))['code']]).toEqual([403, 'request.foreign'])
  expect((await server.ask(browser, '/auth/session')).status).toBe(200)
})

test('a form cannot send a change: it has no header of ours', async () => {
  const browser = await server.signedIn()
  const answer = await browser.open(`${server.publicUrl}/auth/sign-out`, {
    method: 'POST',
    headers: { 'sec-fetch-site': 'same-origin' },
  })
  expect(answer.status).toBe(403)
})

test('the document of the routes says that a cookie lets people in, and that signing in needs none', async () => {
  const answer = await fetch(new URL('/openapi.json', server.publicUrl))
  const { components, security, paths } = (await answer.json()) as {
    components: { securitySchemes: object }
    security: object[]
    paths: Record<string, { get?: { security?: object[]; responses: object } }>
  }
  expect(components.securitySchemes).toEqual({
    session: { type: 'apiKey', in: 'cookie', name: server.cookie },
  })
  expect(security).toEqual([{ session: [] }])
  expect(paths['/auth/sign-in']!.get!.security).toEqual([])
  expect(Object.keys(paths['/auth/sign-in']!.get!.responses)).toEqual(['303', 'default'])
})
