import { fixedClock } from '@bilagsbro/kernel/clock'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { PostingFault } from '#faults.ts'
import { ledgerOf } from '#ledger-of.ts'
import type { Simulators } from '#start-simulators.ts'
import { type BusinessCentralClient, openTestSimulators } from '#testing.ts'

const clock = fixedClock()
let simulators: Simulators
let client: BusinessCentralClient
beforeAll(async () => {
  ;({ simulators, client } = await openTestSimulators({ clock }))
})
afterAll(() => simulators[Symbol.asyncDispose]())

let journal: string
let lines: string
let made = 0
beforeEach(async () => {
  simulators.world.faults.clear()
  journal = await client.journal(`P${String.fromCharCode(65 + made++)}`)
  lines = `journals(${journal})/journalLines`
})

const vouchers = (reference: string) => ledgerOf(simulators.url, reference)
const entries = async (reference: string) =>
  (await client.call('GET', `generalLedgerEntries?$filter=documentNumber eq '${reference}'`)).body
    .value
const messageOf = async () => {
  const { status, body } = await client.post(journal)
  return `${status} ${body.error.code} ${body.error.message.replace(/ {2}CorrelationId.*/, '')}`
}
const line = (fields: Record<string, unknown>) => client.call('POST', lines, fields)

test('posting answers 204 without a body and moves every line to the ledger', async () => {
  await client.voucher(journal, 'V1', { externalDocumentNumber: 'ours' })
  const answer = await client.post(journal)
  expect([answer.status, answer.text]).toEqual([204, ''])
  const found = await entries('V1')
  expect(found).toHaveLength(2)
  expect(found[0]).toMatchObject({
    postingDate: '2026-11-21',
    documentNumber: 'V1',
    documentType: '_x0020_',
    accountNumber: '7140',
    debitAmount: 123.45,
    creditAmount: 0,
  })
  expect(found[0]).not.toHaveProperty('externalDocumentNumber')
  expect(found[1]).toMatchObject({ accountNumber: '2990', debitAmount: 0, creditAmount: 123.45 })
})

test('an empty journal has nothing to post', async () => {
  expect(await messageOf()).toBe('400 Application_DialogException There is nothing to post.')
})

test('after posting an empty line with the next number is left, and posting it books nothing', async () => {
  await client.voucher(journal, 'V2X09')
  await client.post(journal)
  const left = (await client.call('GET', lines)).body.value
  expect(left).toHaveLength(1)
  expect(left[0]).toMatchObject({ documentNumber: 'V2X10', accountNumber: '', amount: 0 })
  expect((await client.post(journal)).status).toBe(204)
  expect(await vouchers('V2X09')).toHaveLength(1)
  expect(await vouchers('V2X10')).toHaveLength(0)
})

test('the same document number posted twice is in the ledger twice', async () => {
  for (let time = 0; time < 2; time++) {
    await client.voucher(journal, 'V3')
    await client.post(journal)
  }
  expect(await entries('V3')).toHaveLength(4)
  expect(await vouchers('V3')).toHaveLength(2)
})

test('the whole journal is posted, with what others put there', async () => {
  await client.voucher(journal, 'V4')
  await client.voucher(journal, 'THEIRS')
  await client.post(journal)
  expect(await vouchers('THEIRS')).toHaveLength(1)
})

describe('a refusal leaves every line where it was', () => {
  test('document out of balance', async () => {
    await client.voucher(journal, 'W0')
    await client.voucher(journal, 'W1', { amount: 1_761.85 })
    expect(await messageOf()).toBe(
      '400 Application_DialogException Document No. W1 is out of balance by 1,638.4. Please check that Posting Date, Document Type, Document No. and Amount are correct for each line.',
    )
    expect((await client.call('GET', lines)).body.value).toHaveLength(4)
    expect(await vouchers('W0')).toHaveLength(0)
  })

  test('balance is asked of each posting date', async () => {
    await client.voucher(journal, 'W2', { postingDate: '2026-11-20' })
    expect(await messageOf()).toContain('Document No. W2 is out of balance by 123.45.')
  })

  test('mandatory dimension', async () => {
    await client.voucher(journal, 'W3', { accountNumber: '7165' })
    expect(await messageOf()).toMatch(
      /^400 Application_DialogException A dimension used in Gen\. Journal Line GENERAL, P\w, 10000 has caused an error\. Select a Dimension Value Code for the Dimension Code AVDELING for G\/L Account 7165\.$/,
    )
  })

  test('dimension that must be the same, and one that is blocked', async () => {
    const [first] = await client.voucher(journal, 'W4', { accountNumber: '7169' })
    const rows = `journalLines(${first!.body.id})/dimensionSetLines`
    const [row] = (await client.call('GET', rows)).body.value
    await client.call('PATCH', `${rows}(${row.id})`, { valueCode: '200' }, { 'if-match': '*' })
    expect(await messageOf()).toContain(
      "The Dimension Value Code must be 100 for Dimension Code AVDELING for G/L Account 7169. Currently it's 200.",
    )
    await client.call('PATCH', `${rows}(${row.id})`, { valueCode: '990' }, { 'if-match': '*' })
    expect(await messageOf()).toContain('Dimension Value AVDELING - 990 is blocked.')
  })

  test('closed period', async () => {
    await client.voucher(journal, 'W5', { postingDate: '2019-12-31' })
    expect(await messageOf()).toMatch(
      /^400 Application_FieldValidationException Posting Date is not within your range of allowed posting dates in Gen\. Journal Line Journal Template Name='GENERAL',Journal Batch Name='P\w',Line No\.='10000'\.$/,
    )
    const setup = await client.call('GET', 'generalLedgerSetup')
    expect(setup.body.value[0]).toMatchObject({
      allowPostingFrom: '2020-01-01',
      allowPostingTo: '0001-01-01',
      localCurrencyCode: 'NOK',
    })
  })

  test('VAT code on an account that its card says is no purchase', async () => {
    await client.voucher(journal, 'W6', { accountNumber: '7150', taxCode: 'HOY' })
    expect(await messageOf()).toContain(
      'Posting to Account 7150 must either be of type Purchase or Sale (see Gen. Posting Type)',
    )
  })

  test('no document number', async () => {
    await line({ accountNumber: '7140', amount: 1 })
    expect(await messageOf()).toContain('Document No. must have a value in Gen. Journal Line')
  })
})

test('a gross amount with a VAT code becomes net and VAT', async () => {
  await client.voucher(journal, 'V5', { taxCode: 'HOY' })
  await client.post(journal)
  expect((await vouchers('V5'))[0]!.lines).toEqual([
    { account: '7140', amount: '98.76', dimensions: {} },
    { account: '2710', amount: '24.69', dimensions: {} },
    { account: '2990', amount: '-123.45', dimensions: {} },
  ])
})

test('the account card may add VAT that nobody asked for', async () => {
  await client.voucher(journal, 'V6', { accountNumber: '6840' })
  await client.post(journal)
  expect((await vouchers('V6'))[0]!.lines.map(({ account }) => account)).toEqual([
    '6840',
    '2710',
    '2990',
  ])
})

test('a line with a balancing account balances by itself', async () => {
  await line({
    accountNumber: '7140',
    documentNumber: 'V7',
    amount: 10,
    balancingAccountNumber: '1920',
  })
  expect((await client.post(journal)).status).toBe(204)
  expect((await vouchers('V7'))[0]!.lines.map(({ amount }) => amount)).toEqual(['10.00', '-10.00'])
})

describe('modes of a company', () => {
  const on = (kind: PostingFault, params = {}) =>
    simulators.world.faults.add({ operation: 'journals.post', kind, params })

  test('post with job queue: 204, and booked later', async () => {
    on('job_queue', { delayMs: 3_600_000 })
    await client.voucher(journal, 'M1')
    expect((await client.post(journal)).status).toBe(204)
    expect(await entries('M1')).toHaveLength(0)
    simulators.world.hurry()
    expect(await entries('M1')).toHaveLength(2)
  })

  test('post with job queue that fails: 204, and never booked', async () => {
    on('job_queue', { delayMs: 0, fails: true })
    await client.voucher(journal, 'M2')
    expect((await client.post(journal)).status).toBe(204)
    expect((await client.call('GET', lines)).body.value).toHaveLength(2)
  })

  test('posting number series: the ledger has another number', async () => {
    on('renumber')
    await client.voucher(journal, 'M3')
    expect((await client.post(journal)).status).toBe(204)
    expect(await entries('M3')).toHaveLength(0)
    expect((await vouchers('M3'))[0]).toMatchObject({
      reference: 'G000001',
      enteredReference: 'M3',
    })
  })

  test('approvals: refused until somebody approves', async () => {
    on('awaiting_approval')
    await client.voucher(journal, 'M4')
    expect(await messageOf()).toMatch(
      /^400 Application_DialogException You cannot use Gen\. Journal Line: GENERAL,P.,10000 for this action\.\\\\The restriction was imposed because the journal batch requires approval\.$/,
    )
  })

  test('closed period, whatever the date', async () => {
    on('period_closed')
    await client.voucher(journal, 'M5')
    expect(await messageOf()).toContain('is not within your range of allowed posting dates')
  })

  test('booked, and not to be seen for a while', async () => {
    on('invisible', { delayMs: 60 })
    await client.voucher(journal, 'M6')
    expect((await client.post(journal)).status).toBe(204)
    expect(await vouchers('M6')).toHaveLength(1)
    expect(await entries('M6')).toHaveLength(0)
    clock.advance(60)
    expect(await entries('M6')).toHaveLength(2)
  })

  test('a number series of its own: refused', async () => {
    on('no_manual_numbers')
    await client.voucher(journal, 'M8')
    expect(await messageOf()).toContain('You may not enter numbers manually.')
  })

  test('increment batch name: the journal is another one afterwards', async () => {
    on('increment_batch')
    const numbered = await client.journal('BATCH9')
    await client.voucher(numbered, 'M9')
    expect((await client.post(numbered)).status).toBe(204)
    expect((await client.call('GET', `journals(${numbered})`)).status).toBe(404)
    const next = await client.call('GET', "journals?$filter=code eq 'BATCH10'")
    expect(next.body.value).toHaveLength(1)
  })

  test('an account is swapped: the entries do not say what the lines said', async () => {
    on('other_account', { account: '7130' })
    await client.voucher(journal, 'M10')
    expect((await client.post(journal)).status).toBe(204)
    const accounts = ((await entries('M10')) as { accountNumber: string }[]).map(
      ({ accountNumber }) => accountNumber,
    )
    expect(accounts).toContain('7130')
    expect(accounts).toHaveLength(2)
  })

  test('somebody else adds lines just before', async () => {
    on('foreign_lines')
    await client.voucher(journal, 'M7')
    expect((await client.post(journal)).status).toBe(204)
    expect(await vouchers('FOREIGN')).toHaveLength(1)
  })
})
