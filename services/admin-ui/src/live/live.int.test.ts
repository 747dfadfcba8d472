import type { ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Browser } from '#testing/browser.ts'
import { startPagesServer, type PagesServer } from '#testing/pages-server.ts'

const patience = { timeout: 20_000 }
const everything = '/api/status-query/changes'
const ofOrganization = (id: string) => `/api/status-query/organizations/${id}/changes`
const changed = (organizationId: string, id: string) =>
  `event: changed\ndata: ${JSON.stringify({ organizationId, kinds: ['records'] })}\nid: ${id}\n\n`

let server: PagesServer
/** The streams that status-query has open. */
let upstream: ServerResponse[]
let isAway: boolean
beforeAll(async () => {
  server = await startPagesServer()
})
afterAll(() => server?.[Symbol.asyncDispose]())
beforeEach(() => {
  upstream ??= []
  isAway = false
  server.behind.answerWith((request, response) => {
    if (isAway || !request.url!.endsWith('/changes')) return void response.writeHead(503).end('{}')
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('id: b-0\nretry: 100\n\n')
    upstream.push(response)
  })
})

/** What a browser hears from now on. */
async function listen(browser: Browser, path = everything, at = server.publicUrl) {
  const leaving = new AbortController()
  const answer = await server.ask(browser, path, { signal: leaving.signal }, at)
  let said = ''
  let isOver = false
  let isCut = false
  const hear = async () => {
    const decoder = new TextDecoder()
    for await (const piece of answer.body!) said += decoder.decode(piece as Uint8Array)
  }
  void hear()
    .catch(() => (isCut = true))
    .finally(() => (isOver = true))
  return {
    status: answer.status,
    headers: answer.headers,
    text: () => said,
    isOver: () => isOver,
    isCut: () => isCut,
    leave: () => leaving.abort(),
    lastId: () => [...said.matchAll(/^id: (.*)$/gm)].at(-1)![1]!,
  }
}
/** To each replica that follows. */
const tell = (text: string) => upstream.forEach((one) => one.destroyed || one.write(text))
const opened = (count: number) =>
  expect.poll(() => upstream.length, patience).toBeGreaterThanOrEqual(count)

test('STATUS-6, HEALTH-5: one stream of status-query is told on to all browsers, to each what its person may see', async () => {
  const [administrator, auditor, everywhere] = await Promise.all(
    ['demo-admin-hlf', 'demo-auditor-hlf', 'demo-global-admin'].map((user) =>
      server.signedIn(user),
    ),
  )
  const clients = await Promise.all([
    listen(administrator!),
    listen(auditor!, ofOrganization('hlf')),
    listen(everywhere!),
  ])
  for (const { status, headers } of clients) {
    expect(status).toBe(200)
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(headers.get('x-accel-buffering')).toBe('no')
  }
  await opened(1)
  expect(upstream).toHaveLength(1)
  const [asked] = server.behind.asked.filter(({ url }) => url === '/internal/changes')
  expect(asked!.headers.authorization).toMatch(/^Bearer eyJ/)
  tell(changed('blindeforbundet', 'b-1'))
  tell(changed('hlf', 'b-2'))
  for (const client of clients) await expect.poll(client.text, patience).toMatch(/"hlf"/)
  expect(clients.map((client) => client.text().includes('blindeforbundet'))).toEqual([
    false,
    false,
    true,
  ])
  expect((await listen(administrator!, ofOrganization('blindeforbundet'))).status).toBe(404)
  for (const client of clients) client.leave()
})

test('whoever comes back hears what was missed, and at another replica to read everything again', async () => {
  const browser = await server.signedIn('demo-global-admin')
  const gone = await listen(browser)
  await expect.poll(gone.text, patience).toContain('id: ')
  tell(changed('nbf', 'b-3'))
  await expect.poll(gone.text, patience).toMatch(/"nbf"/)
  gone.leave()
  const since = gone.lastId()
  tell(changed('hlf', 'b-4'))
  const all = await listen(await server.signedIn('demo-global-admin'))
  tell(changed('nlf', 'b-5'))
  await expect.poll(all.text, patience).toMatch(/"nlf"/)
  const back = await server.ask(browser, everything, { headers: { 'last-event-id': since } })
  const reader = back.body!.getReader()
  let said = ''
  while (!said.includes('"hlf"')) said += new TextDecoder().decode((await reader.read()).value)
  await reader.cancel()
  const elsewhere = await server.ask(
    browser,
    everything,
    { headers: { 'last-event-id': since } },
    server.otherUrl,
  )
  const other = elsewhere.body!.getReader()
  said = ''
  while (!said.includes('resync')) said += new TextDecoder().decode((await other.read()).value)
  await other.cancel()
  all.leave()
})

test('STATUS-6: what changed between the first look of a page and its stream is heard of', async () => {
  const early = await listen(await server.signedIn('demo-global-admin'))
  await expect.poll(early.text, patience).toContain('id: ')
  tell(changed('nhf', 'b-6'))
  await expect.poll(early.text, patience).toMatch(/"nhf"/)
  const late = await listen(await server.signedIn('demo-global-admin'))
  await expect.poll(late.text, patience).toMatch(/"nhf"|resync/)
  early.leave()
  late.leave()
})

test('where status-query is away, whoever looks is told so, and goes on from where it was', async () => {
  const client = await listen(await server.signedIn('demo-global-admin'))
  await expect.poll(client.text, patience).toContain('id: ')
  tell(changed('nnf', 'b-9'))
  await expect.poll(client.text, patience).toMatch(/"nnf"/)
  const before = upstream.length
  isAway = true
  for (const one of upstream) one.destroy()
  await expect.poll(client.text, patience).toContain('event: lost')
  const late = await listen(await server.signedIn())
  await expect.poll(late.text, patience).toContain('event: lost')
  isAway = false
  await expect.poll(client.text, patience).toContain('event: found')
  await opened(before + 1)
  const again = server.behind.asked.findLast(({ headers }) => headers['last-event-id'] === 'b-9')
  expect(again!.url).toBe('/internal/changes')
  client.leave()
  late.leave()
})

test('a stream ends with its session, and a session has but a few', async () => {
  const browser = await server.signedIn()
  const clients = await Promise.all(Array.from({ length: 8 }, () => listen(browser)))
  expect(clients.map(({ status }) => status)).toEqual(Array(8).fill(200))
  expect((await listen(browser)).status).toBe(429)
  const others = await listen(await server.signedIn())
  await server.ask(browser, '/auth/sign-out', { method: 'POST' })
  for (const client of clients) await expect.poll(client.isOver, patience).toBe(true)
  expect(others.isOver()).toBe(false)
  others.leave()
})

test('a replica that stops tells whoever looks when to come back, and cuts nobody off', async () => {
  const client = await listen(await server.signedIn(), everything, server.otherUrl)
  await expect.poll(client.text, patience).toContain('id: ')
  await server.stopOther()
  await expect.poll(client.isOver, patience).toBe(true)
  expect([client.isCut(), client.text()]).toEqual([
    false,
    expect.stringMatching(/\nretry: \d{4,5}\n\n$/),
  ])
})
