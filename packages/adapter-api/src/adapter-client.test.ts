import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createAdapterClient } from './adapter-client.ts'
import { calls } from './calls.ts'

let answer: (response: ServerResponse) => void
let forgotten: number
let asked: unknown[]
const adapter = createServer((request, response) => {
  const { url, method, headers } = request
  void text(request).then((body) => {
    asked.push([method, url, headers.authorization, body])
    answer(response)
  })
})
await new Promise<void>((resolve) => adapter.listen(0, '127.0.0.1', resolve))
const client = createAdapterClient({
  urls: { dynamics: `http://127.0.0.1:${(adapter.address() as AddressInfo).port}` },
  tokens: { token: async () => 'token', forget: () => void forgotten++ },
})
afterAll(async () => {
  await client[Symbol.asyncDispose]()
  adapter.closeAllConnections()
  adapter.close()
})

const says = (status: number, body: string) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(body)
}
const open = { queued: 1, sending: 0, inDoubt: 0, delivered: 2 }
beforeEach(() => {
  asked = []
  forgotten = 0
  answer = says(200, JSON.stringify({ open }))
})
const ask = (signal = AbortSignal.timeout(60_000), type: 'dynamics' | 'rest' = 'dynamics') =>
  client.ask(type, calls.openPostings, { organizationId: 'hlf' }, signal)

test('an adapter is asked as the contract says, with our own token', async () => {
  expect(await ask()).toEqual({ ok: true, value: { open } })
  expect(asked).toEqual([['POST', '/open-postings', 'Bearer token', '{"organizationId":"hlf"}']])
})

test('a question without a body has none', async () => {
  const signal = AbortSignal.timeout(60_000)
  await client.ask('dynamics', calls.credentialSchema, undefined, signal)
  expect(asked).toEqual([['GET', '/credential-schema', 'Bearer token', '']])
})

test.each([
  [422, '{"code":"auth.wrong_secret","detail":"No."}', 'refused', 'auth.wrong_secret', 0],
  [422, '{}', 'unreachable', 'answered 422', 0],
  [503, '<html>', 'unreachable', 'answered 503', 0],
  [401, '{}', 'unreachable', 'answered 401', 1],
  [200, '{"open":{"queued":"my-secret"}}', 'unreachable', 'answered in another form', 0],
  [200, 'my-secret', 'unreachable', 'answered in another form', 0],
])('%i with %s is %s: %s', async (status, body, kind, reason, forgets) => {
  answer = says(status, body)
  expect(await ask()).toMatchObject({ ok: false, error: { kind, reason } })
  expect(forgotten).toBe(forgets)
})

test('a call ends with its signal', async () => {
  const signal = new AbortController()
  answer = () => signal.abort()
  expect(await ask(signal.signal)).toMatchObject({ error: { kind: 'too_late' } })
})

test('nothing is asked of a kind without an address', async () => {
  expect([client.knows('dynamics'), client.knows('rest')]).toEqual([true, false])
  expect(await ask(undefined, 'rest')).toMatchObject({ error: { kind: 'unreachable' } })
  expect(asked).toEqual([])
})

test('a service that is gone is unreachable', async () => {
  answer = (response) => response.destroy()
  expect(await ask()).toMatchObject({ error: { kind: 'unreachable' } })
})
