import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSettings, readXledgerSettings, SettingsError } from './settings.ts'
import { startSimulators } from './start-simulators.ts'
import { openClient, openTestSimulators, receive } from './testing.ts'

test('vouchers are told with their lines, by reference and by organisation', async () => {
  const { simulators, client } = await openTestSimulators()
  await using _simulators = simulators
  const journal = await client.journal('ORACLE')
  const [first] = await client.voucher(journal, 'O1')
  await client.call('POST', `journalLines(${first!.body.id})/dimensionSetLines`, {
    code: 'PROSJEKT',
    valueCode: 'P1',
  })
  await client.voucher(journal, 'O2')
  await client.post(journal)
  await client.voucher(journal, 'O2')
  await client.post(journal)
  const ask = async (query: string) =>
    (await receive(`${simulators.url}/_sim/vouchers?${query}`)).body
  expect(await ask('reference=O1')).toMatchObject([
    {
      organization: 'hlf',
      company: 'HLF',
      reference: 'O1',
      postingDate: '2026-11-21',
      entryNumber: 1,
      lines: [
        { account: '7140', amount: '123.45', dimensions: { PROSJEKT: 'P1' } },
        { account: '2990', amount: '-123.45', dimensions: {} },
      ],
    },
  ])
  expect(await ask('organization=other')).toEqual([])
  expect(await ask('')).toHaveLength(3)
  expect(await ask('offset=1&limit=1')).toMatchObject([{ reference: 'O2' }])
  expect(await ask('summary=1')).toEqual([
    { organization: 'hlf', reference: 'O1', count: 1, debit: '123.45' },
    { organization: 'hlf', reference: 'O2', count: 2, debit: '246.90' },
  ])
})

test('reset forgets everything but the organisations', async () => {
  const { simulators, client } = await openTestSimulators()
  await using _simulators = simulators
  const journal = await client.journal('RESET')
  await client.voucher(journal, 'R1')
  await client.post(journal)
  await receive(`${simulators.url}/_sim/reset`, { method: 'POST' })
  expect((await receive(`${simulators.url}/_sim/vouchers`)).body).toEqual([])
  expect((await receive(`${simulators.url}/_sim/requests`)).body.total).toBe(0)
  expect((await client.call('GET', 'accounts')).status).toBe(401)
  const again = await openClient(simulators, client.seed)
  expect((await again.call('GET', 'journals')).body.value).toEqual([])
})

test('organisations can be added while it runs', async () => {
  const { simulators } = await openTestSimulators()
  await using _simulators = simulators
  const added = await receive(`${simulators.url}/_sim/organizations`, {
    method: 'POST',
    body: JSON.stringify({ count: 2, principal: 'shared', prefix: 'more' }),
  })
  expect(added.body[0].clientId).toBe(added.body[1].clientId)
  const client = await openClient(simulators, added.body[1])
  expect((await client.call('GET', 'accounts')).status).toBe(200)
  expect((await receive(`${simulators.url}/_sim/organizations`)).body).toHaveLength(3)
})

test('with a data file the ledgers outlive the process, even one that was cut off', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'simulators-'))
  const dataFile = join(folder, 'ledgers.jsonl')
  try {
    const book = async (reference: string) => {
      const { simulators, client } = await openTestSimulators({ dataFile })
      await using _simulators = simulators
      const journal = await client.journal('FILE')
      await client.voucher(journal, reference, { taxCode: 'HOY' })
      await client.post(journal)
      return (await receive(`${simulators.url}/_sim/vouchers`)).body
    }
    const before = await book('K1')
    appendFileSync(dataFile, '{"company":"')
    const after = await book('K2')
    expect(after).toHaveLength(2)
    expect(after[0]).toEqual(before[0])
    expect(after[1].entryNumber).toBe(4)
    await using again = await startSimulators({ dataFile })
    expect((await receive(`${again.url}/_sim/vouchers`)).body).toEqual(after)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('wrong settings are named, all at once', () => {
  const read = () => readSettings({ PORT: 'abc', LATENCY_MS: '-1', PRINCIPALS: 'x' })
  expect(read).toThrow(SettingsError)
  expect(read).toThrow(/PORT: "abc" must.*\nLATENCY_MS|PRINCIPALS[^]*PORT/)
  const more = { ORGANIZATIONS: '3' }
  expect(readSettings(more).organizations).toHaveLength(8)
  expect(readXledgerSettings(more).owners).toHaveLength(6)
  expect(() => readXledgerSettings({ VALIDATION: 'x', ERROR_STATUS: '418' })).toThrow(
    /VALIDATION: "x" must[^]*ERROR_STATUS: 418 must/,
  )
})
