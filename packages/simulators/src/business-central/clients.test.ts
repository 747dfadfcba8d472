import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Simulators } from '#start-simulators.ts'
import { type BusinessCentralClient, fetchToken, openTestSimulators, receive } from '#testing.ts'

/** What other people's clients send, by the vendor's documentation, and what it refuses them. */
let simulators: Simulators
let client: BusinessCentralClient
let token: string
beforeAll(async () => {
  ;({ simulators, client } = await openTestSimulators())
  const { tenantId, clientId, clientSecret } = client.seed
  token = (await fetchToken(simulators.url, tenantId, clientId, clientSecret)).body.access_token
})
afterAll(() => simulators[Symbol.asyncDispose]())

const send = (method: string, address: string, body?: string, more = {}) =>
  receive(address, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      'accept-language': 'en-US',
      'content-type': 'application/json',
      ...more,
    },
    ...(body !== undefined && { body }),
  })

test('the tenant may be left out of the address, or be told by its domain', async () => {
  const { seed, company } = client
  for (const tenant of [
    '',
    `${seed.tenantId}/`,
    `${seed.domain}/`,
    `${seed.domain.toUpperCase()}/`,
  ])
    expect(
      await send(
        'GET',
        `${simulators.url}/v2.0/${tenant}${seed.environment}/api/v2.0/${company}/accounts?$top=1`,
      ),
    ).toMatchObject({ status: 200 })
  const nobody = `${simulators.url}/v2.0/nobody.onmicrosoft.com/${seed.environment}/api/v2.0/companies`
  expect((await send('GET', nobody)).status).toBe(401)
  const byDomain = await fetchToken(simulators.url, seed.domain, seed.clientId, seed.clientSecret)
  expect(byDomain.status).toBe(200)
})

test('$batch?company= names the company of what is in it', async () => {
  const { seed, root } = client
  const body = JSON.stringify({
    requests: [{ id: '1', method: 'GET', url: 'accounts?$top=1' }],
  })
  const statuses = (answer: { body: { responses: { status: number }[] } }) =>
    answer.body.responses.map(({ status }) => status)
  expect(statuses(await send('POST', `${root}/$batch?company=${seed.companyId}`, body))).toEqual([
    200,
  ])
  expect(statuses(await send('POST', `${root}/$batch`, body))).toEqual([404])
})

test.each([
  ['accounts?$schemaversion=2.1&$top=1', 200],
  ['accounts?$schemaversion=9', 400],
])('%s is answered %i', async (path, status) => {
  expect((await client.call('GET', path)).status).toBe(status)
})

test.each([
  ['accounts/$count', /^\d\d$/],
  ["accounts/$count?$filter=number eq '7140'", /^1$/],
])('%s is a number as text', async (path, text) => {
  const answer = await client.call('GET', path)
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe('text/plain')
  expect(answer.text).toMatch(text)
})

test('the companies can be counted, too, and a single thing cannot', async () => {
  expect((await send('GET', `${client.root}/companies/$count`)).text).toBe('1')
  const { id } = (await client.call('GET', 'accounts?$top=1')).body.value[0]
  expect((await client.call('GET', `accounts(${id})/$count`)).status).toBe(404)
})

test('$metadata describes what there is', async () => {
  const answer = await send('GET', `${client.root}/$metadata`)
  expect(answer.headers.get('content-type')).toBe('application/xml')
  expect(answer.text).toContain('<EntitySet Name="journals" EntityType="Microsoft.NAV.journal"/>')
  expect(answer.text).toContain('<Property Name="postingDate" Type="Edm.Date"/>')
})

test.each([
  ["tolower(displayName) eq 'billetter og bom'", 1],
  ["contains(tolower(displayName),'bom')", 1],
  ["toupper(displayName) eq 'BILLETTER OG BOM'", 1],
  ["tolower(displayName) eq 'Billetter og bom'", 0],
])('$filter=%s finds %i', async (filter, count) => {
  const { body } = await client.call('GET', `accounts?$filter=${encodeURIComponent(filter)}`)
  expect(body.value).toHaveLength(count)
})

test.each(['vendors', 'employees', 'taxGroups', 'generalLedgerSetup', 'purchaseInvoices'])(
  '%s are listed, and each is read by its id',
  async (set) => {
    const [first] = (await client.call('GET', set)).body.value
    const read = await client.call('GET', `${set}(${first.id})`)
    expect(read).toMatchObject({ status: 200, body: first })
    expect((await client.call('GET', `${set}(${crypto.randomUUID()})`)).status).toBe(404)
  },
)

test.each([
  ['accounts', 'number eq 7140', 'Edm.String', 'Edm.Int32'],
  ['accounts', "blocked eq 'true'", 'Edm.Boolean', 'Edm.String'],
  ['accounts', "id eq '00000000-0000-0000-0000-000000000000'", 'Edm.Guid', 'Edm.String'],
  ['generalLedgerEntries', "postingDate ge '2026-11-01'", 'Edm.Date', 'Edm.String'],
  ['generalLedgerEntries', "debitAmount gt '5'", 'Edm.Decimal', 'Edm.String'],
  ['generalLedgerEntries', 'lastModifiedDateTime gt 2026-11-01', 'Edm.DateTimeOffset', 'Edm.Date'],
  ['generalLedgerEntries', 'documentNumber in (1,2)', 'Edm.String', 'Edm.Int32'],
])('a filter of %s by %s is of the wrong type', async (set, filter, field, given) => {
  const answer = await client.call('GET', `${set}?$filter=${encodeURIComponent(filter)}`)
  expect(answer.status).toBe(400)
  expect(answer.body.error.message).toContain(`Found operand types '${field}' and '${given}'`)
})

test.each(['postingDate eq 2026-02-30', 'entryNumber gt 1e999', 'entryNumber gt soon'])(
  'a filter by %s is no filter',
  async (filter) => {
    const answer = await client.call('GET', `generalLedgerEntries?$filter=${filter}`)
    expect([answer.status, answer.body.error.code]).toEqual([400, 'BadRequest'])
  },
)

test.each([
  ['an amount beyond all numbers', '{"accountNumber":"7140","amount":1e999}', 'Edm.Decimal'],
  ['an amount beyond the vendor’s', '{"accountNumber":"7140","amount":1e15}', 'Edm.Decimal'],
  ['a day that is not', '{"accountNumber":"7140","postingDate":"2026-02-30"}', 'Edm.Date'],
])('%s is refused', async (_, body, type) => {
  const journal = await client.journal(`X${type.at(4)}${body.length}`)
  const answer = await client.call('POST', `journals(${journal})/journalLines`, body)
  expect(answer.status).toBe(400)
  expect(answer.body.error.message).toContain(type)
})

test.each(['text/plain', 'application/x-www-form-urlencoded'])(
  'a body as %s is of a type that is not supported',
  async (type) => {
    const address = `${client.root}/${client.company}/journals`
    const more = { 'content-type': type }
    expect((await send('POST', address, '{"code":"TEXT"}', more)).status).toBe(415)
    expect((await send('POST', `${client.root}/$batch`, '{"requests":[]}', more)).status).toBe(415)
  },
)

test('two requests of a $batch with one id are refused, and neither is done', async () => {
  const url = `${client.company}/journals`
  const create = (code: string) => ({ id: '1', method: 'POST', url, body: { code } })
  const answer = await client.batch([create('TWIN'), create('TWINS')])
  expect(answer.status).toBe(400)
  expect(answer.body.error.message).toContain('The content ID "1" was found more than once')
  expect((await client.call('GET', "journals?$filter=startswith(code,'TWIN')")).body.value).toEqual(
    [],
  )
})
