import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ledgerOf } from '#ledger-of.ts'
import { type Simulators, startSimulators } from '#start-simulators.ts'
import { type BusinessCentralClient, openTestSimulators, receive } from '#testing.ts'

const folder = mkdtempSync(join(tmpdir(), 'setups-'))
const dataFile = join(folder, 'ledgers.json')
let simulators: Simulators
let client: BusinessCentralClient
beforeAll(async () => {
  ;({ simulators, client } = await openTestSimulators({ dataFile }))
})
afterAll(async () => {
  await simulators[Symbol.asyncDispose]()
  rmSync(folder, { recursive: true })
})

let journal: string
let made = 0
beforeEach(async () => {
  simulators.world.faults.clear()
  await setup({ postingNumberSeries: false, vatSettledTo: '' })
  journal = await client.journal(`S${String.fromCharCode(65 + made++)}`)
})

const setup = (changes: object) =>
  receive(`${simulators.url}/_sim/setup?organization=hlf`, {
    method: 'PATCH',
    body: JSON.stringify(changes),
  })
const booked = async (reference: string) =>
  (await ledgerOf(simulators.url, reference)).flatMap(({ lines }) =>
    lines.map(({ account, amount }) => `${account} ${amount}`),
  )
const entries = async (filter: string) =>
  (await client.call('GET', `generalLedgerEntries?$filter=${filter}`)).body.value
const postOn = async (reference: string, accountNumber: string, amount: number) => {
  const line = { documentNumber: reference, postingDate: '2026-11-21' }
  const lines = `journals(${journal})/journalLines`
  await client.call('POST', lines, { ...line, accountNumber, amount })
  await client.call('POST', lines, { ...line, accountNumber: '2990', amount: -amount })
  return client.post(journal)
}

test('a posting number series is a standing set-up: each document gets the next number, and keeps its texts', async () => {
  await setup({ postingNumberSeries: true })
  await client.voucher(journal, 'N1', { description: 'N1 taxi' })
  await client.voucher(journal, 'N2')
  expect((await client.post(journal)).status).toBe(204)
  expect(await entries("documentNumber eq 'N1'")).toEqual([])
  expect(await entries("description eq 'N1 taxi'")).toMatchObject([{ documentNumber: 'G000001' }])
  expect(await entries("documentNumber eq 'G000002'")).toHaveLength(2)
  const summaries = await receive(`${simulators.url}/_sim/vouchers?summary=1`)
  expect(summaries.body).toMatchObject([
    { reference: 'N1', count: 1 },
    { reference: 'N2', count: 1 },
  ])
})

test('a set-up outlives a reset', async () => {
  await using own = await startSimulators()
  const body = JSON.stringify({ postingNumberSeries: true })
  await receive(`${own.url}/_sim/setup`, { method: 'PATCH', body })
  own.world.reset()
  const [company] = own.world.companies.values()
  expect(company!.setup.postingNumberSeries).toBe(true)
})

test.each([
  ['a purchase', 100, ['6730 100.00', '2710 25.00', '2700 -25.00', '2990 -100.00']],
  ['a refund', -100, ['6730 -100.00', '2710 -25.00', '2700 25.00', '2990 100.00']],
])(
  'reverse charge by the account’s card: %s keeps its amount, and a pair of VAT is added',
  async (_, amount, lines) => {
    expect((await postOn(`R${amount}`, '6730', amount)).status).toBe(204)
    expect(await booked(`R${amount}`)).toEqual(lines)
  },
)

test('card VAT on a refund: the same parts, with the other sign', async () => {
  await postOn('C1', '6840', -125)
  expect(await booked('C1')).toEqual(['6840 -100.00', '2710 -25.00', '2990 125.00'])
})

test('a deferral template takes the cost away, and brings it back over the months', async () => {
  await postOn('D1', '6850', 100)
  const found = await entries("documentNumber eq 'D1'")
  const told = found.map(
    (entry: {
      postingDate: string
      accountNumber: string
      debitAmount: number
      creditAmount: number
    }) => `${entry.postingDate} ${entry.accountNumber} ${entry.debitAmount - entry.creditAmount}`,
  )
  expect(told).toEqual([
    '2026-11-21 6850 100',
    '2026-11-21 6850 -100',
    '2026-11-21 1749 100',
    '2026-11-21 6850 33.33',
    '2026-11-21 1749 -33.33',
    '2026-12-01 6850 33.33',
    '2026-12-01 1749 -33.33',
    '2027-01-01 6850 33.34',
    '2027-01-01 1749 -33.34',
    '2026-11-21 2990 -100',
  ])
})

test('what a deferral template spread over months is remembered over a restart', async () => {
  await postOn('D2', '6850', 100)
  const again = await openTestSimulators({ dataFile })
  await using _again = again.simulators
  const path = "generalLedgerEntries?$filter=documentNumber eq 'D2'&$orderby=entryNumber"
  const dates = async (of: BusinessCentralClient) =>
    (await of.call('GET', path)).body.value.map(
      ({ postingDate }: { postingDate: string }) => postingDate,
    )
  expect(await dates(again.client)).toEqual(await dates(client))
})

test('an automatic account group allocates to other accounts, in all nothing', async () => {
  await postOn('A1', '5320', 1_000)
  expect(await booked('A1')).toEqual([
    '5320 1000.00',
    '5400 141.00',
    '2770 -141.00',
    '2990 -1000.00',
  ])
})

test.each([
  [
    'en-US',
    "Posting Date is in a settled and closed VAT period (2026 period 6) in Gen. Journal Line Journal Template Name='GENERAL'",
  ],
  ['nb-NO', 'Bokføringsdato er i en oppgjort og lukket mva-periode (2026 periode 6)'],
])('a settled VAT period is told in the language that is asked for: %s', async (language, text) => {
  await setup({ vatSettledTo: '2026-12-31' })
  await client.voucher(journal, 'T1')
  const path = `journals(${journal})/Microsoft.NAV.post`
  const answer = await client.call('POST', path, undefined, { 'accept-language': language })
  expect([answer.status, answer.body.error.code]).toEqual([
    400,
    'Application_FieldValidationException',
  ])
  expect(answer.body.error.message).toContain(text)
})

test('a posting act that is rolled back shows its entries, takes the lines, and gives both back', async () => {
  simulators.world.faults.add({
    operation: 'journals.post',
    kind: 'rolled_back',
    count: 1,
    params: { delayMs: 3_600_000 },
  })
  await client.voucher(journal, 'B1')
  const drafts = async () =>
    (await client.call('GET', `journals(${journal})/journalLines`)).body.value.length
  expect((await client.post(journal)).status).toBe(504)
  expect([(await entries("documentNumber eq 'B1'")).length, await drafts()]).toEqual([2, 0])
  expect(await booked('B1')).toEqual([])
  simulators.world.hurry()
  expect(await entries("documentNumber eq 'B1'")).toEqual([])
  expect(await drafts()).toBe(2)
  expect((await client.post(journal)).status).toBe(204)
  expect(await booked('B1')).toHaveLength(2)
})
