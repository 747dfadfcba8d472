import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulators } from '#start-simulators.ts'
import { type BusinessCentralClient, openTestSimulators } from '#testing.ts'

let simulators: Simulators
let client: BusinessCentralClient
beforeAll(async () => {
  ;({ simulators, client } = await openTestSimulators())
  const journal = await client.journal('LEDGER')
  for (let at = 0; at < 10; at++) {
    const [first] = await client.voucher(journal, `L${at}`)
    await client.call('POST', `journalLines(${first!.body.id})/dimensionSetLines`, {
      code: 'AVDELING',
      valueCode: '200',
    })
  }
  await client.post(journal)
})
afterAll(() => simulators[Symbol.asyncDispose]())

const find = (query: string) => client.call('GET', `generalLedgerEntries?${query}`)
const documents = async (filter: string): Promise<string> => {
  const { body } = await find(`$filter=${encodeURIComponent(filter)}&$select=documentNumber`)
  return [...new Set(body.value.map((row: { documentNumber: string }) => row.documentNumber))].join(
    ' ',
  )
}

test.each([
  ["documentNumber eq 'L3'", 'L3'],
  ["documentNumber eq 'l3'", 'L3'],
  ["documentNumber eq 'L7' or documentNumber eq 'L2' or documentNumber eq 'NOSUCH'", 'L2 L7'],
  ["documentNumber in ('L1','L4')", 'L1 L4'],
  ["documentNumber ge 'L4' and documentNumber le 'L6'", 'L4 L5 L6'],
  ["(documentNumber eq 'L1' or documentNumber eq 'L2') and accountNumber eq '2990'", 'L1 L2'],
  ["startswith(documentNumber,'L9')", 'L9'],
  ["endswith(documentNumber,'8')", 'L8'],
  ["contains(documentNumber,'5')", 'L5'],
  ['entryNumber gt 18', 'L9'],
  ["postingDate eq 2026-11-21 and documentNumber eq 'L0'", 'L0'],
  ["not (documentNumber ne 'L6')", 'L6'],
  ["accountNumber eq '7140' and debitAmount gt 200", ''],
])('$filter=%s finds %j', async (filter, found) => {
  expect(await documents(filter)).toBe(found)
})

test('a hundred references in one filter', async () => {
  const filter = Array.from({ length: 100 }, (_, at) => `documentNumber eq 'L${at}'`).join(' or ')
  expect((await documents(filter)).split(' ')).toHaveLength(10)
})

test.each([
  [
    "documentNumber eq 'L1' or accountNumber eq '7140'",
    'OR operator is not supported on distinct fields on an OData filter.',
  ],
  [
    "externalDocumentNumber eq 'x'",
    "Could not find a property named 'externalDocumentNumber' on type 'Microsoft.NAV.generalLedgerEntry'.",
  ],
  ["documentNumber eq 'L1", 'Syntax error at position'],
  ['documentNumber has 1', 'Syntax error at position'],
])('$filter=%s is refused', async (filter, message) => {
  const answer = await find(`$filter=${encodeURIComponent(filter)}`)
  expect([answer.status, answer.body.error.code]).toEqual([400, 'BadRequest'])
  expect(answer.body.error.message).toContain(message)
})

test('$expand shows dimensions, $select leaves the rest out', async () => {
  const { body } = await find(
    "$filter=documentNumber eq 'L1'&$select=accountNumber,debitAmount,creditAmount&$expand=dimensionSetLines($select=code,valueCode)",
  )
  expect(body.value).toMatchObject([
    { accountNumber: '7140', dimensionSetLines: [{ code: 'AVDELING', valueCode: '200' }] },
    { accountNumber: '2990', dimensionSetLines: [] },
  ])
  expect(body.value[0]).not.toHaveProperty('id')
  const unknown = await find('$expand=customer')
  expect(unknown.body.error.message).toContain("Could not find a property named 'customer'")
})

test('pages are as long as the client prefers, and lead to the next', async () => {
  const seen: number[] = []
  let page = await find('$select=entryNumber&$orderby=entryNumber desc')
  expect(page.body.value).toHaveLength(20)
  page = await client.call('GET', 'generalLedgerEntries?$orderby=entryNumber desc', undefined, {
    prefer: 'odata.maxpagesize=8',
  })
  for (;;) {
    seen.push(...page.body.value.map((row: { entryNumber: number }) => row.entryNumber))
    const next = page.body['@odata.nextLink'] as string | undefined
    if (next === undefined) break
    expect(page.body.value).toHaveLength(8)
    page = await client.call('GET', next.split(`${client.company}/`)[1]!, undefined, {
      prefer: 'odata.maxpagesize=8',
    })
  }
  expect(seen).toEqual(Array.from({ length: 20 }, (_, at) => 20 - at))
})

test('$top, $skip and $count', async () => {
  const { body } = await find('$top=2&$skip=3&$count=true')
  expect(body['@odata.count']).toBe(20)
  expect(body.value.map((row: { entryNumber: number }) => row.entryNumber)).toEqual([4, 5])
  expect(body).not.toHaveProperty('@odata.nextLink')
})

test('an entry is read by its id', async () => {
  const [first] = (await find('$top=1')).body.value
  const read = await client.call('GET', `generalLedgerEntries(${first.id})`)
  expect(read.body).toEqual({ ...first })
  const none = await client.call('GET', `generalLedgerEntries(${crypto.randomUUID()})`)
  expect([none.status, none.body.error.code]).toEqual([404, 'Internal_RecordNotFound'])
})

test('entries cannot be written', async () => {
  const answer = await client.call('POST', 'generalLedgerEntries', {})
  expect(answer.body.error.code).toBe('BadRequest_MethodNotAllowed')
})

test('what can be mapped to is listed', async () => {
  const blocked = await client.call('GET', 'accounts?$filter=blocked eq true&$select=number')
  expect(blocked.body.value).toMatchObject([{ number: '7199' }])
  const all = await client.call('GET', 'dimensions?$expand=dimensionValues($select=code)')
  const codes = all.body.value.map((row: { code: string }) => row.code)
  expect(codes).toEqual(['AVDELING', 'PROSJEKT'])
  expect(all.body.value[1].dimensionValues).toHaveLength(4)
  expect((await client.call('GET', 'vendors')).body.value).toHaveLength(3)
  expect((await client.call('GET', 'employees')).body.value).toHaveLength(3)
})
