import { request } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { startPagesServer, type PagesServer } from '#testing/pages-server.ts'
import type { Browser } from '#testing/browser.ts'

let server: PagesServer
let browser: Browser
beforeAll(async () => {
  server = await startPagesServer()
  browser = await server.signedIn()
})
afterAll(() => server?.[Symbol.asyncDispose]())
beforeEach(() => {
  server.behind.asked.length = 0
  server.behind.answerWith((_, response) =>
    response.setHeader('content-type', 'application/json').end('{"fine":true}'),
  )
})

test("a documented route is asked with the caller's token, and nothing else of the caller's", async () => {
  const answer = await server.ask(
    browser,
    '/api/status-query/organizations/hlf/records?q=%C3%B8&limit=5',
    {
      headers: {
        'accept-language': 'nn',
        authorization: 'Bearer forged',
        'x-forwarded-for': '10.0.0.1',
        forwarded: 'for=10.0.0.1',
        te: 'trailers',
      },
    },
  )
  expect(await answer.json()).toEqual({ fine: true })
  const [asked] = server.behind.asked
  expect(asked).toMatchObject({ method: 'GET', url: '/organizations/hlf/records?q=%C3%B8&limit=5' })
  const { authorization, host: _, connection: __, ...rest } = asked!.headers
  expect(authorization).toMatch(/^Bearer eyJ/)
  expect(rest).toEqual({ accept: 'application/json', 'accept-language': 'nn' })
})

test('a body, its type and the conditions of a change are passed on, and the answer comes back', async () => {
  server.behind.answerWith((_, response) =>
    response
      .writeHead(412, {
        'content-type': 'application/problem+json',
        etag: '"2"',
        'set-cookie': 'x=1',
        server: 'inside',
      })
      .end('{"code":"stale"}'),
  )
  const answer = await server.ask(browser, '/api/config/organizations/hlf/connector/state', {
    method: 'PUT',
    headers: { 'content-type': 'application/json', 'if-match': '"1"', 'idempotency-key': 'k-1' },
    body: '{"enabled":false}',
  })
  expect([answer.status, await answer.text()]).toEqual([412, '{"code":"stale"}'])
  expect(server.behind.asked[0]).toMatchObject({
    body: '{"enabled":false}',
    headers: { 'if-match': '"1"', 'idempotency-key': 'k-1', 'content-type': 'application/json' },
  })
  expect(answer.headers.get('etag')).toBe('"2"')
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect([answer.headers.get('server'), answer.headers.getSetCookie()]).toEqual([null, []])
})

test.each([
  '/api/config/internal/connections',
  '/api/status-query/internal/changes',
  '/api/config/metrics',
  '/api/config/openapi.json',
  '/api/config/health/ready',
  '/api/orchestrator/organizations/hlf/log',
  '/api/xledger-adapter/organizations/hlf/catalogue',
  '/api/config/organizations/../internal/connections',
  '/api/config/organizations/%2e%2e/connector',
  '/api/config/organizations/..%2f..%2finternal/connector',
  '/api/config/organizations/hlf%2fconnector',
  '/api/config/organizations/hlf/connector/mapping/versions/%2e%2e',
  '/api/config/organizations/hlf/connector/mapping/versions/..%5c',
  '/api/config//organizations/hlf',
  '/api/config/organizations/%00/connector',
])('%s is not passed on', async (path) => {
  // As it stands: fetch would resolve the dots.
  const status = await raw(path)
  expect(status).toBeGreaterThanOrEqual(400)
  expect(server.behind.asked).toEqual([])
})

test('a method that is not documented is not passed on', async () => {
  const answer = await server.ask(browser, '/api/status-query/organizations/hlf/status', {
    method: 'DELETE',
  })
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET'])
  expect(server.behind.asked).toEqual([])
})

test('a line break in what a caller sends makes no header', async () => {
  await server.ask(browser, '/api/status-query/organizations/hlf%0d%0ax-evil:1/status')
  expect(server.behind.asked).toEqual([])
})

test('a service that is away is told as such', async () => {
  server.behind.answerWith((_, response) => response.destroy())
  const answer = await server.ask(browser, '/api/status-query/organizations/hlf/status')
  expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([
    503,
    'service.unavailable',
  ])
})

test('a file comes through with its name', async () => {
  server.behind.answerWith((_, response) =>
    response
      .writeHead(200, {
        'content-type': 'text/csv; charset=utf-8',
        'content-disposition': 'attachment; filename="log.csv"',
      })
      .end('a;b\n'.repeat(100_000)),
  )
  const answer = await server.ask(browser, '/api/status-query/organizations/hlf/log/export')
  expect(answer.headers.get('content-disposition')).toBe('attachment; filename="log.csv"')
  expect((await answer.text()).length).toBe(400_000)
})

/** The status of what is asked with a path that nobody tidies up. */
const raw = (path: string) =>
  new Promise<number>((resolve, reject) => {
    const { hostname, port } = new URL(server.publicUrl)
    const cookie = [...browser.cookies(server.publicUrl)].map((pair) => pair.join('=')).join('; ')
    request({ hostname, port, path, headers: { cookie } }, (answer) => {
      answer.resume()
      resolve(answer.statusCode!)
    })
      .on('error', reject)
      .end()
  })
