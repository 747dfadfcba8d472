import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { systemClock } from '@bilagsbro/kernel/clock'
import { restOrganization } from '@bilagsbro/simulators/rest-ledger/seed'
import { expect, test } from 'vitest'
import { createRest } from './accounting-system.ts'
import {
  connectionTo,
  evaluateFor,
  openLedger,
  postings,
  settingsFor,
  signal,
  withoutLookUp,
} from './testing.ts'

const nothing = { ...withoutLookUp, idempotent: 'no' }
const kindsOf = (outcomes: ReadonlyMap<string, { readonly kind: string }>) =>
  [...outcomes.values()].map(({ kind }) => kind)

test.each([
  ['resets', 'drop_before_commit', {}],
  ['503', 'error_before_commit', { status: 503 }],
  ['502', 'error_before_commit', { status: 502 }],
  ['a page', 'malformed', { when: 'before' }],
] as const)(
  'a ledger that answers with nothing but %s is unreachable, and the rest of the flight was not sent',
  async (_, kind, params) => {
    const { ledgers, post } = await openLedger()
    await using _ledgers = ledgers
    ledgers.world.faults.add({ operation: 'vouchers.post', kind, params })
    const { outcomes, stop } = await post(postings(25))
    expect(stop).toMatchObject({ class: 'unreachable', code: 'vendor.away' })
    const kinds = kindsOf(outcomes)
    expect(kinds.filter((one) => one === 'unsent').length).toBeGreaterThanOrEqual(21)
  },
)

test('503 says that nothing was taken', async () => {
  const { ledgers, post } = await openLedger({ idempotency: 'ignored' }, nothing)
  await using _ledgers = ledgers
  ledgers.world.faults.add({
    operation: 'vouchers.post',
    kind: 'error_before_commit',
    params: { status: 503 },
  })
  expect(kindsOf((await post(postings(1))).outcomes)).toEqual(['unsent'])
  expect(new Set(kindsOf((await post(postings(25))).outcomes))).toEqual(new Set(['unsent']))
})

test.each(['drop_before_commit', 'error_before_commit', 'late'] as const)(
  'a ledger that nobody can ask afterwards is not sent anything while it is away (%s)',
  async (kind) => {
    const { ledgers, post } = await openLedger({ idempotency: 'ignored' }, nothing)
    await using _ledgers = ledgers
    const params = kind === 'late' ? { answer: 'drop' } : { status: 503 }
    ledgers.world.faults.add({ operation: '*', kind, params })
    const { outcomes, stop } = await post(postings(10))
    expect(new Set(kindsOf(outcomes))).toEqual(new Set(['unsent']))
    expect(stop).toMatchObject({ class: 'unreachable' })
    const asked = (await (await fetch(`${ledgers.url}/_sim/requests`)).json()) as {
      operations: Record<string, number>
    }
    expect(asked.operations['vouchers.post']).toBeUndefined()
  },
)

test('one that fails once among others is not away', async () => {
  const { ledgers, post, fault } = await openLedger()
  await using _ledgers = ledgers
  fault('error_before_commit', { status: 500 })
  const { stop } = await post(postings(6))
  expect(stop).toBeUndefined()
})

test('nothing is begun when the time for it is over', async () => {
  const { ledgers, system, connection, flightOf } = await openLedger()
  await using _ledgers = ledgers
  const flight = { ...flightOf(postings(3)), inTime: () => false }
  const { outcomes } = await system.post(flight, connection, signal())
  expect(kindsOf(outcomes)).toEqual(['unsent', 'unsent', 'unsent'])
})

test('what breaks before the first byte of a request was not sent', async () => {
  await using server = createServer((socket) => socket.resetAndDestroy())
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`
  const system = createRest(settingsFor(url, { CALL_TIMEOUT_MS: 60_000 }), {
    clock: systemClock,
    evaluateFor,
  })
  const target = { ...withoutLookUp, idempotent: 'yes' }
  const connection = connectionTo(restOrganization('forening', 'Forening'), url, { target })
  const flight = { id: 'f', plan: system.plan(), postings: postings(3), inTime: () => true }
  const { outcomes, stop } = await system.post(flight, connection, signal())
  expect(new Set(kindsOf(outcomes))).toEqual(new Set(['unsent']))
  expect(stop).toMatchObject({ class: 'unreachable' })
})
