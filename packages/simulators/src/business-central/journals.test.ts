import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type BusinessCentralClient, openTestSimulators } from '#testing.ts'
import type { Simulators } from '#start-simulators.ts'

let simulators: Simulators
let client: BusinessCentralClient
beforeAll(async () => {
  ;({ simulators, client } = await openTestSimulators())
})
afterAll(() => simulators[Symbol.asyncDispose]())
let lines: string
let journal: string
let made = 0
beforeEach(async () => {
  journal = await client.journal(`J${'ABCDEFGHIJKLMNOPQRSTUVWXYZ'[made % 26]}${made++}`)
  lines = `journals(${journal})/journalLines`
})

const refusalOf = (answer: {
  status: number
  body: { error: { code: string; message: string } }
}) => ({
  status: answer.status,
  code: answer.body.error.code,
  message: answer.body.error.message.replace(/ {2}CorrelationId: {2}[0-9a-f-]{36}\.$/, ''),
})

test('every refusal ends with a correlation id', async () => {
  const answer = await client.call('GET', 'journalLines')
  expect(answer.body.error.message).toMatch(/ {2}CorrelationId: {2}[0-9a-f-]{36}\.$/)
})

test('a journal is made in the default template, its code in capitals', async () => {
  const answer = await client.call('POST', 'journals', { code: 'bbcode', displayName: 'Bilagsbro' })
  expect(answer.status).toBe(201)
  expect(answer.body).toMatchObject({
    code: 'BBCODE',
    displayName: 'Bilagsbro',
    templateDisplayName: 'GENERAL',
    balancingAccountNumber: '',
  })
  expect(answer.headers.get('location')).toBe(
    `${client.root}/${client.company}/journals(${answer.body.id})`,
  )
  const twice = await client.call('POST', 'journals', { code: 'BBCODE' })
  expect(refusalOf(twice)).toEqual({
    status: 400,
    code: 'Internal_EntityWithSameKeyExists',
    message:
      "The record in table Gen. Journal Batch already exists. Identification fields and values: Journal Template Name='GENERAL',Name='BBCODE'",
  })
  const long = await client.call('POST', 'journals', { code: 'ABCDEFGHIJK' })
  expect(refusalOf(long)).toEqual({
    status: 400,
    code: 'Application_StringExceededLength',
    message:
      'The length of the string is 11, but it must be less than or equal to 10 characters. Value: ABCDEFGHIJK',
  })
})

test('journals are changed and deleted only by who names their version', async () => {
  const path = `journals(${journal})`
  const bare = await client.call('PATCH', path, { displayName: 'x' })
  expect(refusalOf(bare)).toMatchObject({ status: 400, code: 'BadRequest_InvalidToken' })
  const read = await client.call('GET', path)
  const etag = read.body['@odata.etag'] as string
  const changed = await client.call('PATCH', path, { displayName: 'x' }, { 'if-match': etag })
  expect(changed.body.displayName).toBe('x')
  const stale = await client.call('DELETE', path, undefined, { 'if-match': etag })
  expect(refusalOf(stale)).toEqual({
    status: 409,
    code: 'Request_EntityChanged',
    message: 'Another user has already changed the record.',
  })
  await client.voucher(journal, 'GONE')
  expect((await client.call('DELETE', path, undefined, { 'if-match': '*' })).status).toBe(204)
  expect(refusalOf(await client.call('GET', path))).toMatchObject({
    status: 404,
    code: 'Internal_RecordNotFound',
  })
  expect((await client.call('GET', lines)).status).toBe(404)
})

test('a line gets its number, its account and its description from the application', async () => {
  const [first, second] = await client.voucher(journal, 'bb1')
  expect(first!.body).toMatchObject({
    journalId: journal,
    lineNumber: 10_000,
    accountType: 'G_x002F_L_x0020_Account',
    accountNumber: '7140',
    postingDate: '2026-11-21',
    documentNumber: 'BB1',
    amount: 123.45,
    description: 'Billetter og bom',
    balanceAccountType: 'G_x002F_L_x0020_Account',
  })
  expect(second!.body.lineNumber).toBe(20_000)
  const account = await client.call('GET', `accounts(${first!.body.accountId})`)
  expect(account.body).toMatchObject({ number: '7140', blocked: false, directPosting: true })
})

test.each([
  [
    { accountNumber: '9999' },
    'Application_DialogException',
    'The "accountNumber" does not match to an Account.',
  ],
  [
    { accountNumber: '7199' },
    'Application_FieldValidationException',
    "Blocked must be equal to 'No'  in G/L Account: No.=7199. Current value is 'Yes'.",
  ],
  [
    { accountNumber: '2400' },
    'Application_FieldValidationException',
    "Direct Posting must be equal to 'Yes'  in G/L Account: No.=2400. Current value is 'No'.",
  ],
  [
    { accountNumber: '7000' },
    'Application_FieldValidationException',
    "Account Type must be equal to 'Posting'  in G/L Account: No.=7000. Current value is 'Heading'.",
  ],
  [
    { accountType: 'Vendor', accountNumber: 'ABL001' },
    'Internal_InvalidTableRelation',
    'The field Account No. of table Gen. Journal Line contains a value (ABL001) that cannot be found in the related table (Vendor).',
  ],
  [
    { taxCode: 'NONE' },
    'Internal_InvalidTableRelation',
    'The field VAT Prod. Posting Group of table Gen. Journal Line contains a value (NONE) that cannot be found in the related table (VAT Product Posting Group).',
  ],
  [
    { documentNumber: 'ABCDEFGHIJKLMNOPQRSTU' },
    'Application_StringExceededLength',
    'The length of the string is 21, but it must be less than or equal to 20 characters. Value: ABCDEFGHIJKLMNOPQRSTU',
  ],
  [{ id: crypto.randomUUID() }, 'BadRequest_InvalidOperation', "Control 'id' is read-only"],
  [
    { journalDisplayName: 'X' },
    'Application_DialogException',
    "The Journal Batch Display Name isn't editable.",
  ],
  [
    { currencyCode: 'EUR' },
    'BadRequest',
    "The property 'currencyCode' does not exist on type 'Microsoft.NAV.journalLine'. Make sure to only use property names that are defined by the type.",
  ],
  [
    { amount: '12.00' },
    'BadRequest',
    "Cannot convert a value to target type 'Edm.Decimal' because of conflict between input format string/number and parameter 'IEEE754Compatible' false/true.",
  ],
  [
    { postingDate: '21.11.2026' },
    'BadRequest',
    "Cannot convert the literal '21.11.2026' of property 'postingDate' to the expected type 'Edm.Date'.",
  ],
])('a line with %j is refused in the words of the vendor', async (body, code, message) => {
  expect(refusalOf(await client.call('POST', lines, body))).toEqual({ status: 400, code, message })
  expect((await client.call('GET', lines)).body.value).toEqual([])
})

test('an account named twice must be the same', async () => {
  const accounts = await client.call('GET', "accounts?$filter=number eq '7140'&$select=id")
  const accountId = accounts.body.value[0].id as string
  const answer = await client.call('POST', lines, { accountId, accountNumber: '7150' })
  expect(refusalOf(answer).message).toBe('The account values do not match to a specific Account.')
  const right = await client.call('POST', lines, { accountId, accountNumber: '7140' })
  expect(right.status).toBe(201)
})

test('without Accept-Language the texts come in the language of the company', async () => {
  const answer = await client.call(
    'POST',
    lines,
    { accountNumber: '9999' },
    { 'accept-language': '' },
  )
  expect(answer.body.error.message).toContain('samsvarer ikke med noen konto')
})

test('lines are listed only by their journal', async () => {
  expect(refusalOf(await client.call('GET', 'journalLines'))).toEqual({
    status: 400,
    code: 'Application_DialogException',
    message: 'You must specify a journal batch ID or a journal ID to get a journal line.',
  })
})

test('a line is changed and deleted by who names its version', async () => {
  const [first] = await client.voucher(journal, 'BB2')
  const path = `${lines}(${first!.body.id})`
  expect((await client.call('PATCH', path, { amount: 1 })).body.error.code).toBe(
    'BadRequest_InvalidToken',
  )
  const changed = await client.call(
    'PATCH',
    path,
    { amount: 200.5 },
    { 'if-match': first!.body['@odata.etag'] },
  )
  expect(changed.body.amount).toBe(200.5)
  const stale = await client.call(
    'PATCH',
    `journalLines(${first!.body.id})`,
    { amount: 1 },
    { 'if-match': first!.body['@odata.etag'] },
  )
  expect(stale.status).toBe(409)
  expect((await client.call('DELETE', path, undefined, { 'if-match': '*' })).status).toBe(204)
  expect((await client.call('GET', lines)).body.value).toHaveLength(1)
})

test('a line on an employee is there, and not shown', async () => {
  const hidden = await client.call('POST', lines, {
    accountType: 'Employee',
    accountNumber: 'A100',
    postingDate: '2026-11-21',
    documentNumber: 'BB3',
    amount: -10,
  })
  expect(hidden.status).toBe(201)
  await client.call('POST', lines, { accountNumber: '7140', amount: 10 })
  const shown = await client.call('GET', lines)
  expect(shown.body.value.map((line: { accountNumber: string }) => line.accountNumber)).toEqual([
    '7140',
  ])
  expect((await client.post(journal)).status).toBe(204)
  const entries = await client.call('GET', "generalLedgerEntries?$filter=documentNumber eq 'BB3'")
  expect(entries.body.value[0]).toMatchObject({ accountNumber: '2910', creditAmount: 10 })
})

test('the same document number may stand on any number of vouchers', async () => {
  await client.voucher(journal, 'BB4')
  const again = await client.voucher(journal, 'BB4')
  expect(again.map(({ status }) => status)).toEqual([201, 201])
})

test('a line that names no document takes the last one, or the next once that one balances', async () => {
  await client.call('POST', lines, { accountNumber: '7140', documentNumber: 'A009', amount: 5 })
  const same = await client.call('POST', lines, { accountNumber: '2990', amount: -5 })
  const next = await client.call('POST', lines, { accountNumber: '7140', amount: 1 })
  expect([same.body.documentNumber, next.body.documentNumber]).toEqual(['A009', 'A010'])
})

test('only journals of the default template are listed without a filter', async () => {
  const all = await client.call('GET', "journals?$filter=code eq 'NOSUCH'")
  expect(all.body.value).toEqual([])
  const found = await client.call('GET', 'journals?$select=code,templateDisplayName&$top=1')
  expect(Object.keys(found.body.value[0])).toEqual(['@odata.etag', 'code', 'templateDisplayName'])
})

test('what does not exist, and what may not be done, is told apart', async () => {
  expect(refusalOf(await client.call('GET', 'nonsense'))).toEqual({
    status: 404,
    code: 'BadRequest_ResourceNotFound',
    message: "Resource not found for the segment 'nonsense'.",
  })
  expect(refusalOf(await client.call('POST', 'accounts', {}))).toMatchObject({
    status: 405,
    code: 'BadRequest_MethodNotAllowed',
  })
  expect(refusalOf(await client.call('POST', lines, '{'))).toEqual({
    status: 400,
    code: 'BadRequest',
    message: 'Invalid Request Body',
  })
})
