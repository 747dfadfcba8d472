import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createAdapterClient } from '@bilagsbro/adapter-api/adapter-client'
import type { LedgerCode } from '@bilagsbro/booking/ledger-code'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createConnectionProof } from './connection-proof.ts'
import { createLedgerChecks } from './ledger-checks.ts'
import { createLookUps } from './look-ups.ts'

const codes: readonly LedgerCode[] = [
  { kind: 'account', code: '7140' },
  { kind: 'period', code: '2026-11-21' },
]
const told = [{ standing: 'blocked', why: 'It is blocked.' }, { standing: 'not_offered' }]
const unanswered = codes.map(() => ({ standing: 'unanswered' }))

let answer: (response: ServerResponse) => void
let asked: unknown[]
const adapter = createServer((request, response) => {
  const { url, method, headers } = request
  void text(request).then((body) => {
    asked.push([method, url, headers.authorization, JSON.parse(body)])
    answer(response)
  })
})
await new Promise<void>((resolve) => adapter.listen(0, '127.0.0.1', resolve))
const client = createAdapterClient({
  urls: { dynamics: `http://127.0.0.1:${(adapter.address() as AddressInfo).port}` },
  tokens: { token: async () => 'token', forget: () => {} },
})
const logger = createLogger('orchestrator', 'silent')
const checks = createLedgerChecks(client, logger)
const lookUps = createLookUps(client, logger)
const proof = createConnectionProof(client, logger)
afterAll(async () => {
  await client[Symbol.asyncDispose]()
  adapter.closeAllConnections()
  adapter.close()
})

beforeEach(() => {
  asked = []
  answer = says(200, { standings: told })
})
const says = (status: number, body: unknown) => (response: ServerResponse) => {
  response.writeHead(status, { 'content-type': 'application/json' })
  response.end(JSON.stringify(body))
}
const ask = (signal = AbortSignal.timeout(60_000)) =>
  checks.standings('dynamics', 'hlf', codes, signal)

test('BOOKS-10: an adapter is asked about many codes at once, with our own token', async () => {
  expect(await ask()).toEqual(told)
  expect(asked).toEqual([
    ['POST', '/code-checks', 'Bearer token', { organizationId: 'hlf', codes }],
  ])
})

test.each([
  ['a fault', 503, {}],
  ['a refusal', 422, { code: 'connection.busy', detail: 'Others ask.' }],
  ['another form', 200, { standings: [{ standing: 'fine' }] }],
])('what is answered with %s is unanswered', async (_, status, body) => {
  answer = says(status, body)
  expect(await ask()).toEqual(unanswered)
})

test('an answer that is too short leaves the rest unanswered', async () => {
  answer = says(200, { standings: told.slice(0, 1) })
  expect(await ask()).toEqual([told[0], { standing: 'unanswered' }])
})

test('a question ends with its signal, and none is asked after it', async () => {
  const signal = new AbortController()
  answer = () => signal.abort()
  expect(await ask(signal.signal)).toEqual(unanswered)
  expect(await ask(signal.signal)).toEqual(unanswered)
  expect(asked).toHaveLength(1)
})

test('nothing is asked of a kind of ledger without an address, or of a service that is gone', async () => {
  const signal = AbortSignal.timeout(60_000)
  expect(await checks.standings('rest', 'hlf', codes, signal)).toEqual(unanswered)
  answer = (response) => response.destroy()
  expect(await ask()).toEqual(unanswered)
})

const record = { organizationId: 'hlf', recordId: 'r-1', revision: 1 }
const report = {
  attempt: 1,
  state: 'in_doubt',
  accepted: false,
  looks: 1,
  latest: [{ at: '2026-11-21T10:00:00.000Z', saw: 'nothing' }],
}

test('RETRY-5: an adapter is asked what its look-ups saw', async () => {
  answer = says(200, { report })
  const signal = AbortSignal.timeout(60_000)
  expect(await lookUps.of('dynamics', record, signal)).toEqual(report)
  expect(asked).toEqual([['POST', '/doubts', 'Bearer token', record]])
})

test('nothing is told of look-ups by an adapter that says no, or has no address', async () => {
  answer = says(503, {})
  const signal = AbortSignal.timeout(60_000)
  expect(await lookUps.of('dynamics', record, signal)).toBeUndefined()
  expect(await lookUps.of('rest', record, signal)).toBeUndefined()
  expect(asked).toHaveLength(1)
})

test.each([
  [200, { name: 'HLF', accounts: 3, costCentres: 2 }, { kind: 'works' }],
  [
    422,
    { code: 'auth.wrong_secret', detail: 'The secret is wrong.', class: 'auth' },
    {
      kind: 'broken',
      failure: { class: 'auth', code: 'auth.wrong_secret', message: 'The secret is wrong.' },
    },
  ],
  [422, { code: 'connection.busy', detail: 'Wait.', class: 'rate_limited' }, { kind: 'untold' }],
  [422, { code: 'auth.wrong_secret', detail: 'Of an older adapter.' }, { kind: 'untold' }],
  [503, {}, { kind: 'untold' }],
])('a connection that is answered with %i %j is %j', async (status, body, proven) => {
  answer = says(status, body)
  const signal = AbortSignal.timeout(5_000)
  expect(await proof.test('dynamics', 'hlf', signal)).toEqual(proven)
  expect(asked).toEqual([['POST', '/connection-tests', 'Bearer token', { organizationId: 'hlf' }]])
  expect(await proof.test('rest', 'hlf', signal)).toEqual({ kind: 'untold' })
})
