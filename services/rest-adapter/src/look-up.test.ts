import { describe, expect, test } from 'vitest'
import { only, openLedger, postings, signal } from './testing.ts'

const open = (target: Record<string, string> = {}) => openLedger({}, target)
const look = async (
  { system, connection, ledgers }: Awaited<ReturnType<typeof open>>,
  fault?: { kind: 'gateway' | 'malformed' | 'compressed'; params: Record<string, unknown> },
) => {
  if (fault) ledgers.world.faults.add({ operation: '*', ...fault })
  return system.find(postings(2), connection, signal())
}

describe('a look-up finds nothing only where the ledger itself says so', () => {
  test('as the connection declares it', async () => {
    const opened = await open()
    await using _ledgers = opened.ledgers
    expect(await look(opened)).toEqual({ ok: true, value: new Map() })
  })

  test('or, where nothing is declared, with an empty list', async () => {
    const opened = await open({ lookUpAbsent: '' })
    await using _ledgers = opened.ledgers
    expect(await look(opened)).toEqual({ ok: true, value: new Map() })
  })

  test.each([
    ['html', 404, '', 'unreachable'],
    ['html', 200, '', 'unreachable'],
    ['empty', 404, '', 'config'],
    ['empty', 200, '', 'config'],
    ['empty', 204, '', 'config'],
    ['json', 404, '', 'config'],
    ['json', 200, '', 'config'],
    ['json', 404, 'usual', 'unreachable'],
    ['json', 200, 'usual', 'config'],
    ['empty', 404, 'usual', 'unreachable'],
    ['html', 502, 'usual', 'transient'],
  ])(
    '%s with %i of a gateway is no such answer (declared: %s)',
    async (body, status, declared, kind) => {
      const opened = await open(declared === '' ? { lookUpAbsent: '' } : {})
      await using _ledgers = opened.ledgers
      expect(await look(opened, { kind: 'gateway', params: { status, body } })).toMatchObject({
        ok: false,
        error: { class: kind },
      })
    },
  )

  test('a 404 may be declared, and then only that 404 counts', async () => {
    const opened = await open({})
    await using ledgers = opened.ledgers
    const target = {
      ...opened.connection.target,
      lookUpUrl: `${ledgers.url}/forening/references/{reference}`,
      lookUpLines: 'lines.{"account": account, "amount": amount}',
      lookUpNumber: 'id',
      lookUpDate: 'date',
      lookUpAbsent: 'status = 404 and body.detail = "There is nothing here."',
    }
    const connection = { ...opened.connection, target }
    const all = postings(1)
    const find = () => opened.system.find(all, connection, signal())
    expect(await find()).toEqual({ ok: true, value: new Map() })
    await opened.post(all)
    const found = await find()
    expect(found.ok && only(found.value)).toMatchObject({ kind: 'posted' })
    ledgers.world.faults.add({ operation: '*', kind: 'gateway', params: { body: 'json' } })
    expect(await find()).toMatchObject({ error: { class: 'unreachable' } })
  })

  test('CONFIG-5: and the connection test asks for the form where it is another', async () => {
    const opened = await open({})
    await using ledgers = opened.ledgers
    const target = {
      ...opened.connection.target,
      lookUpUrl: `${ledgers.url}/forening/references/{reference}`,
      lookUpAbsent: '',
    }
    const tested = await opened.system.testConnection({ ...opened.connection, target }, signal())
    expect(tested).toMatchObject({
      error: { class: 'config', message: expect.stringContaining('lookUpAbsent') },
    })
  })
})

test('a list that is not empty, and of which the expressions read nothing, is not "not there"', async () => {
  const opened = await open({ lookUpAbsent: '', lookUpLines: 'vouchers.rows' })
  await using _ledgers = opened.ledgers
  const all = postings(1)
  const { outcomes } = await opened.post(all)
  expect(only(outcomes)).toMatchObject({ kind: 'in_doubt', accepted: true })
  expect(await opened.system.find(all, opened.connection, signal())).toMatchObject({
    error: { class: 'config', code: 'look_up.no_answer' },
  })
})

test('a voucher that is there twice is told with both numbers', async () => {
  const opened = await openLedger({ idempotency: 'ignored', uniqueReferences: false })
  await using _ledgers = opened.ledgers
  const all = postings(1)
  await opened.post(all)
  await opened.post(all)
  const found = await opened.system.find(all, opened.connection, signal())
  expect(found.ok && only(found.value)).toMatchObject({
    kind: 'different',
    twice: ['V-1001', 'V-1002'],
  })
})

test('a voucher whose lines are there twice under one number is told as twice', async () => {
  const opened = await open()
  await using _ledgers = opened.ledgers
  const all = postings(1)
  await opened.post(all)
  const { target } = opened.connection
  const lookUpLines = `($once := [${target['lookUpLines']}]; $append($once, $once))`
  const connection = { ...opened.connection, target: { ...target, lookUpLines } }
  const found = await opened.system.find(all, connection, signal())
  expect(found.ok && only(found.value)).toMatchObject({
    kind: 'different',
    failure: { message: expect.stringContaining('2 times as V-1001') },
    twice: ['V-1001', 'V-1001'],
  })
})

test.each(['gzip', 'deflate', 'br'])('an answer in %s is read', async (encoding) => {
  const opened = await open()
  await using ledgers = opened.ledgers
  ledgers.world.faults.add({ operation: '*', kind: 'compressed', params: { encoding } })
  const all = postings(2)
  expect([...(await opened.post(all)).outcomes.values()]).toMatchObject([
    { kind: 'posted' },
    { kind: 'posted' },
  ])
})

test('an answer that becomes too large when it is unpacked is none', async () => {
  const opened = await open()
  await using _ledgers = opened.ledgers
  expect(
    await look(opened, { kind: 'compressed', params: { encoding: 'gzip', bytes: 1e8 } }),
  ).toMatchObject({ ok: false, error: { class: 'transient' } })
})
