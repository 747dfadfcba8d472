import { gzipSync } from 'node:zlib'
import { json, startStub } from '@bilagsbro/posting-engine/testing/stub'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { Agent } from 'undici'
import { expect, test } from 'vitest'
import { deleteJournal, linesLeft } from './journal.ts'
import { documentsOf } from './lookup.ts'
import { createApi, type Operation } from './odata.ts'

const base = '/v2.0/tenant/Production/api/v2.0/'
const apiAt = (origin: string, signal: AbortSignal = new AbortController().signal) =>
  createApi(
    {
      origin,
      dispatcher: new Agent({ maxResponseSize: 10_000, allowH2: false }),
      clock: fixedClock('2026-11-21T10:00:00Z'),
    },
    { base, token: 'the-token', signal },
  )
const gets = (count: number): Operation[] =>
  Array.from({ length: count }, (_, at) => ({ method: 'GET', path: `things(${at})` }))
const answerBatch = (body: string, status = 200) => {
  const { requests } = JSON.parse(body) as { requests: { id: string; url: string }[] }
  return { responses: requests.map(({ id, url }) => ({ id, status, body: { url } })) }
}

test('every request carries the token, and asks for English', async () => {
  await using vendor = await startStub((response) => json(response, 200, {}))
  await apiAt(vendor.url).send('DELETE', 'journals(1)')
  expect(vendor.requests[0]).toMatchObject({
    method: 'DELETE',
    path: `${base}journals(1)`,
    headers: {
      authorization: 'Bearer the-token',
      'accept-language': 'en-US',
      'if-match': '*',
    },
  })
})

test('a batch has at most a hundred operations, and none is empty', async () => {
  await using vendor = await startStub((response, { body }) =>
    json(response, 200, answerBatch(body)),
  )
  const api = apiAt(vendor.url)
  expect(await api.batch([])).toEqual({ ok: true, value: [] })
  expect(vendor.requests).toHaveLength(0)
  const parts = await api.batch(gets(201))
  expect(vendor.requests.map(({ body }) => JSON.parse(body).requests.length)).toEqual([100, 100, 1])
  expect(parts.ok && parts.value.map((part) => part?.body)).toEqual(
    gets(201).map(({ path }) => ({ url: path })),
  )
})

test('what a batch does not answer is missing, what it refuses says why', async () => {
  await using vendor = await startStub((response) =>
    json(response, 200, {
      responses: [
        { id: '1', status: 429, headers: { 'Retry-After': '5' } },
        { id: '0', status: 201, body: { id: 'x' } },
      ],
    }),
  )
  const parts = await apiAt(vendor.url).batch(gets(3))
  expect(parts).toMatchObject({
    ok: true,
    value: [
      { status: 201 },
      { failure: { class: 'rate_limited', retryAfter: '2026-11-21T10:00:05.000Z' } },
      undefined,
    ],
  })
})

test('pages are followed, but never to another host', async () => {
  await using vendor = await startStub((response, { path }) =>
    path.includes('skiptoken')
      ? json(response, 200, { '@odata.context': 'things', value: [2] })
      : json(response, 200, {
          '@odata.context': 'things',
          value: [1],
          '@odata.nextLink': `https://elsewhere.example${base}things?$skiptoken=1`,
        }),
  )
  expect(await apiAt(vendor.url).list('things')).toEqual({ ok: true, value: [1, 2] })
})

test.each([
  ['a page instead of JSON', '<html>'],
  ['JSON of another shape', '{"value":1}'],
  ['half an answer', '{"value":['],
  ['nothing', ''],
])('%s cannot be read', async (_, body) => {
  await using vendor = await startStub((response) => response.end(body))
  const api = apiAt(vendor.url)
  const unreadable = { ok: false, error: { class: 'transient', code: 'vendor.unreadable' } }
  expect(await api.list('things')).toMatchObject(unreadable)
  expect(await api.batch(gets(1))).toMatchObject(unreadable)
})

test('a redirect is not followed, an endless answer is cut off, a broken one may have arrived', async () => {
  await using other = await startStub((response) => json(response, 200, { value: [] }))
  await using vendor = await startStub((response, { path }) => {
    if (path.endsWith('moved')) response.writeHead(302, { location: other.url }).end()
    else if (path.endsWith('endless')) response.end('x'.repeat(20_000))
    else {
      response.writeHead(200, { 'content-length': '100' })
      response.write('{', () => response.socket?.destroy())
    }
  })
  const api = apiAt(vendor.url)
  expect(await api.send('GET', 'moved')).toMatchObject({ kind: 'answered', status: 302 })
  expect(other.requests).toHaveLength(0)
  expect(await api.send('GET', 'endless')).toMatchObject({ kind: 'lost', arrived: 'maybe' })
  expect(await api.send('GET', 'cut')).toMatchObject({ kind: 'lost', arrived: 'maybe' })
})

test('a request ends with its signal', async () => {
  await using vendor = await startStub(() => undefined)
  expect(await apiAt(vendor.url, AbortSignal.timeout(20)).send('POST', 'post')).toMatchObject({
    kind: 'lost',
    arrived: 'maybe',
    failure: { code: 'vendor.timeout' },
  })
})

test.each([
  [200, '<html>Sign in</html>'],
  [200, '{"value":[]}'],
  [200, '{"items":[]}'],
  [200, '[]'],
  [200, ''],
  [404, '<html>Not found</html>'],
  [404, ''],
])('an answer of %i with %s is no empty list, nor a journal that is gone', async (status, body) => {
  await using vendor = await startStub((response) => {
    response.writeHead(status, { 'content-type': 'text/html' })
    response.end(body)
  })
  const api = apiAt(vendor.url)
  expect(await api.list('things')).toMatchObject({ ok: false })
  const posting = {
    reference: 'BB27842DZ3V0HVHP',
    voucher: { postingDate: '2026-11-20' },
  }
  expect(await documentsOf(api, 'companies(1)', [posting])).toMatchObject({ ok: false })
  expect(await linesLeft(api, 'companies(1)', '1', new Set())).toMatchObject({ ok: false })
  const gone = await deleteJournal(api, 'companies(1)', '1')
  expect(gone.ok && status === 404).toBe(false)
})

test('a compressed answer is read', async () => {
  await using vendor = await startStub((response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(gzipSync('{"@odata.context":"things","value":["æ"]}'))
  })
  expect(await apiAt(vendor.url).list('things')).toEqual({ ok: true, value: ['æ'] })
})
