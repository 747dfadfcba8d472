import { afterAll, beforeAll, expect, test } from 'vitest'
import { createBrowser } from '#testing/browser.ts'
import { startPagesServer, type PagesServer } from '#testing/pages-server.ts'

let server: PagesServer
beforeAll(async () => {
  server = await startPagesServer()
})
afterAll(() => server?.[Symbol.asyncDispose]())

const open = (path: string, headers: Record<string, string> = {}) =>
  createBrowser().open(server.publicUrl + path, { headers })

test.each(['/', '/logg-inn?til=%2F', '/organisasjoner/hlf/feil', '/organisasjoner/x.y'])(
  'the address %s opens the page, which is never kept',
  async (path) => {
    const answer = await open(path)
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(await answer.text()).toContain('<title>Bilagsbro</title>')
  },
)

test('a file with its hash in the name stays as it is, compressed where the browser can', async () => {
  const plain = await open('/assets/index-1a2b.js', { 'accept-encoding': 'identity' })
  expect(plain.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  expect(plain.headers.get('content-type')).toMatch(/javascript/)
  const small = await open('/assets/index-1a2b.js', { 'accept-encoding': 'br, gzip' })
  expect(small.headers.get('content-encoding')).toBe('br')
  expect(small.headers.get('vary')).toMatch(/accept-encoding/i)
  await small.body?.cancel().catch(() => undefined)
})

test.each([
  '/assets/index-0.js',
  '/assets/..%2findex.html',
  '/assets/%2e%2e%2f%2e%2e%2fpackage.json',
  '/api/x',
  '/auth/x',
])('%s is not answered with a page', async (path) => {
  expect((await open(path)).status).toBe(404)
})

test('an address that answers other methods says which', async () => {
  const answer = await open('/auth/sign-out')
  expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'POST'])
})

test('every answer says that nothing comes from elsewhere, and that no text becomes code', async () => {
  for (const path of ['/', '/auth/session', '/assets/index-1a2b.js']) {
    const { headers } = await open(path)
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';script-src 'self';style-src 'self';font-src 'self';img-src 'self' data:;connect-src 'self';manifest-src 'self';base-uri 'none';form-action 'self';frame-ancestors 'none';require-trusted-types-for 'script'",
    )
    expect(Object.fromEntries(headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    })
  }
})
