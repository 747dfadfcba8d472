import type { Failure } from '@bilagsbro/booking/failure'
import { err, ok } from '@bilagsbro/kernel/result'
import { expect, test } from 'vitest'
import { createTestSystem } from '#testing/test-system.ts'
import { maskedSystem } from './masked-system.ts'
import type { AccountingSystem, Connection, Flight } from './ports/accounting-system.ts'

const secret = 'hunter2-and-more'
const signal = new AbortController().signal
const connection: Connection = {
  organizationId: 'hlf',
  targetFingerprint: 'f',
  credentialsVersion: 1,
  target: {},
  secrets: { key: secret },
}
const flight: Flight = { id: '1', plan: {}, postings: [], inTime: () => true }
const failure: Failure = { class: 'data', code: 'vendor.said_no', message: `No, ${secret}!` }
const voucher = { number: secret, date: '2026-11-21', url: `https://ledger.example/?k=${secret}` }
const linked = (url: string) => ({ kind: 'posted' as const, voucher: { ...voucher, url } })

const entriesOf = (found: Awaited<ReturnType<AccountingSystem['find']>>) =>
  found.ok && [...found.value]

/** Repeats its secret wherever it can. */
const echoing: AccountingSystem = {
  ...createTestSystem(),
  testConnection: async () => ok({ name: secret, accounts: 1, costCentres: 1 }),
  catalogue: async () => ok([{ code: secret, name: secret, blocked: secret, dimension: secret }]),
  post: async () => ({
    outcomes: new Map([
      ['a', { kind: 'posted', voucher }],
      ['b', { kind: 'refused', failure }],
      ['c', { kind: 'in_doubt', failure, accepted: true }],
      ['d', { kind: 'unsent' }],
    ]),
    stop: failure,
  }),
  find: async () => ok(new Map([['a', { kind: 'different', failure }]])),
  replay: async () => ok(new Map([['a', { kind: 'posted', voucher }]])),
  revoke: async () => err(failure),
}

test('a ledger that repeats a secret shows it to nobody, and all else of its answer stays', async () => {
  const guarded = maskedSystem(echoing)
  const { outcomes, stop } = await guarded.post(flight, connection, signal)
  const answers = [
    [...outcomes],
    stop,
    await guarded.testConnection(connection, signal),
    await guarded.catalogue(connection, 'accounts', signal),
    entriesOf(await guarded.find([], connection, signal)),
    entriesOf(await guarded.replay!(flight, connection, signal)),
    await guarded.revoke({}, connection, signal),
  ]
  for (const answer of answers) {
    expect(JSON.stringify(answer)).not.toContain(secret)
    expect(JSON.stringify(answer)).toContain('(not shown)')
  }
  expect(outcomes.get('b')).toEqual({
    kind: 'refused',
    failure: { ...failure, message: 'No, (not shown)!' },
  })
  expect(outcomes.get('c')).toMatchObject({ kind: 'in_doubt', accepted: true })
  expect(outcomes.get('d')).toEqual({ kind: 'unsent' })
})

test('a link that no browser should follow is left out, and the voucher stays', async () => {
  const urls = ['https://ledger.example/1', 'javascript:alert(1)', 'https://a@evil.example/']
  const guarded = maskedSystem({
    ...echoing,
    find: async () => ok(new Map(urls.map((url) => [url, linked(url)]))),
  })
  const found = await guarded.find([], { ...connection, secrets: {} }, signal)
  const shown = found.ok && [...found.value.values()].map((one) => 'voucher' in one && one.voucher)
  const { url: _, ...bare } = voucher
  expect(shown).toEqual([{ ...bare, url: urls[0] }, bare, bare])
})

test('an accounting system without replay has none when it is guarded', () => {
  expect('replay' in maskedSystem(createTestSystem())).toBe('replay' in createTestSystem())
})
