import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ledgerOf } from '#ledger-of.ts'
import type { Simulators } from '#start-simulators.ts'
import { type BusinessCentralClient, openTestSimulators, receive } from '#testing.ts'

let simulators: Simulators
let client: BusinessCentralClient
beforeAll(async () => {
  ;({ simulators, client } = await openTestSimulators())
})
afterAll(() => simulators[Symbol.asyncDispose]())

let journal: string
let made = 0
beforeEach(async () => {
  simulators.world.faults.clear()
  journal = await client.journal(`B${String.fromCharCode(65 + made++)}`)
})

const headers = { 'Content-Type': 'application/json' }
const line = (id: string, fields: Record<string, unknown>) => ({
  id,
  method: 'POST',
  url: `${client.company}/journals(${journal})/journalLines`,
  headers,
  body: { postingDate: '2026-11-21', documentNumber: 'B', ...fields },
})
const debit = (id: string) => line(id, { accountNumber: '7140', amount: 5 })
const credit = (id: string) => line(id, { accountNumber: '2990', amount: -5 })
const wrong = (id: string) => line(id, { accountNumber: 'NOSUCH', amount: -5 })
const post = (id: string) => ({
  id,
  method: 'POST',
  url: `${client.company}/journals(${journal})/Microsoft.NAV.post`,
  headers,
})
const snapshot = { isolation: 'snapshot' }
const goOn = { prefer: 'odata.continue-on-error' }
const linesLeft = async () =>
  (await client.call('GET', `journals(${journal})/journalLines`)).body.value.length as number
const booked = async () => (await ledgerOf(simulators.url, 'B')).length
const statusesOf = (answer: { body: { responses: { id: string; status: number }[] } }) =>
  answer.body.responses.map(({ id, status }) => `${id} ${status}`)

test('each inner request has its answer inside one 200', async () => {
  const answer = await client.batch([debit('1'), credit('2')])
  expect(answer.status).toBe(200)
  expect(statusesOf(answer)).toEqual(['1 201', '2 201'])
  const [first] = answer.body.responses
  expect(first.body).toMatchObject({ accountNumber: '7140', amount: 5, lineNumber: 10_000 })
  expect(first.headers.location).toContain(`/journalLines(${first.body.id})`)
})

test('the first failure ends it, and what was before it stays done', async () => {
  const answer = await client.batch([debit('1'), wrong('2'), credit('3')])
  expect(answer.status).toBe(200)
  expect(statusesOf(answer)).toEqual(['1 201', '2 400'])
  expect(answer.body.responses[1].body.error.message).toContain(
    'The "accountNumber" does not match to an Account.',
  )
  expect(await linesLeft()).toBe(1)
})

test('odata.continue-on-error goes on after a failure', async () => {
  const answer = await client.batch([debit('1'), wrong('2'), credit('3')], goOn)
  expect(statusesOf(answer)).toEqual(['1 201', '2 400', '3 201'])
  expect(await linesLeft()).toBe(2)
})

test('with Isolation: snapshot a failure takes everything back, 201 or not', async () => {
  const answer = await client.batch([debit('1'), credit('2'), wrong('3')], snapshot)
  expect(statusesOf(answer)).toEqual(['1 201', '2 201', '3 400'])
  expect(await linesLeft()).toBe(0)
})

test('changes and deletions are taken back too', async () => {
  const [first, second] = await client.voucher(journal, 'B')
  const url = (id: string) => `${client.company}/journalLines(${id})`
  const match = { ...headers, 'If-Match': '*' }
  await client.batch(
    [
      {
        id: '1',
        method: 'PATCH',
        url: url(first!.body.id),
        headers: match,
        body: { amount: 1, lineNumber: 90_000 },
      },
      { id: '2', method: 'DELETE', url: url(second!.body.id), headers: match },
      {
        id: '3',
        method: 'POST',
        url: `${url(first!.body.id)}/dimensionSetLines`,
        headers,
        body: { code: 'AVDELING', valueCode: '100' },
      },
      {
        id: '4',
        method: 'PATCH',
        url: `${client.company}/journals(${journal})`,
        headers: match,
        body: { displayName: 'changed' },
      },
      wrong('5'),
    ],
    snapshot,
  )
  const left = await client.call(
    'GET',
    `journals(${journal})/journalLines?$expand=dimensionSetLines`,
  )
  expect(left.body.value).toMatchObject([
    { amount: 123.45, lineNumber: 10_000, dimensionSetLines: [] },
    { amount: -123.45, lineNumber: 20_000 },
  ])
  expect((await client.call('GET', `journals(${journal})`)).body.displayName).toBe('')
})

test('posting commits: what fails after it takes nothing back', async () => {
  const before = await booked()
  const answer = await client.batch([debit('1'), credit('2'), post('3'), wrong('4')], snapshot)
  expect(statusesOf(answer)).toEqual(['1 201', '2 201', '3 204', '4 400'])
  expect(await booked()).toBe(before + 1)
})

test('more than a hundred operations are refused as a whole', async () => {
  const answer = await client.batch(Array.from({ length: 101 }, (_, at) => debit(String(at))))
  expect(answer.status).toBe(400)
  expect(answer.body.error.code).toBe('Unknown')
  expect(answer.body.error.message).toContain(
    "The current batch message contains too many parts. A maximum number of '100' query operations and change sets are allowed in a batch message.",
  )
  expect(await linesLeft()).toBe(0)
})

test('the company may be named by a header, and must be named', async () => {
  const url = `journals(${journal})/journalLines`
  const request = { ...debit('1'), url }
  const none = await client.batch([request])
  expect(none.body.responses[0].body.error.code).toBe('Internal_CompanyNotFound')
  const named = { ...headers, Company: client.seed.companyName }
  expect(statusesOf(await client.batch([{ ...request, headers: named }]))).toEqual(['1 201'])
  const inQuery = `${url}?company=${client.seed.companyId}`
  expect(statusesOf(await client.batch([{ ...request, url: inQuery }]))).toEqual(['1 201'])
})

test('an address is relative to the API, or the whole of it', async () => {
  const whole = { ...debit('1'), url: `${client.root}/${debit('1').url}` }
  const rooted = { ...debit('2'), url: `/${debit('2').url}` }
  expect(statusesOf(await client.batch([whole, rooted]))).toEqual(['1 201', '2 404'])
})

test('a batch is one request, what it holds is counted apart', async () => {
  const counts = async () => (await receive(`${simulators.url}/_sim/requests`)).body
  const before = await counts()
  await client.batch([debit('1'), credit('2')])
  const after = await counts()
  expect(after.total - before.total).toBe(1)
  expect(after.operations.batch - before.operations.batch).toBe(1)
  const inner = (read: typeof after) => read.batched['journalLines.create'] as number
  expect(inner(after) - inner(before)).toBe(2)
})
