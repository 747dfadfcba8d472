import type { Posting } from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { json, startStub } from '@bilagsbro/posting-engine/testing/stub'
import { systemClock } from '@bilagsbro/kernel/clock'
import { Agent } from 'undici'
import { afterAll, expect, test } from 'vitest'
import { postFlight } from './flight.ts'
import { createApi } from './graphql.ts'
import { lookUp } from './lookup.ts'

const dispatcher = new Agent()
afterAll(() => dispatcher.close())

const reference = 'BB27842DZ3V0HVHP'
const posting: Posting = {
  reference,
  voucher: {
    postingDate: '2026-11-20',
    currency: 'NOK',
    description: 'Travel',
    lines: [
      { account: '7140', amount: '100.10' },
      { account: '2910', amount: '-100.10' },
    ],
  },
}
const lines = (more: object = {}) =>
  posting.voucher.lines.map(({ account, amount }, at) => ({
    dbId: String(at),
    ownerDbId: '42',
    extIdentifier: reference,
    postedDate: '2026-11-20',
    amount,
    account: { code: account },
    ...more,
  }))
const booked = (transactionNumber: string) => lines({ transactionNumber })
const page = (rows: readonly object[]) => ({
  edges: rows.length > 0 ? rows.map((node, at) => ({ cursor: String(at), node })) : null,
  pageInfo: { hasNextPage: false },
})
const shown = (staged: readonly object[], inJournal: readonly object[]) => ({
  data: { staged: page(staged), booked: page(inJournal) },
})

/** A ledger that answers its first, second and so on look as told; its last answer stays. */
async function ledger(...answers: unknown[]) {
  const vendor = await startStub((response, { body }) =>
    body.includes('mutation')
      ? json(response, 200, { data: { addGLImportItems: { edges: [] } } })
      : json(response, 200, answers.length > 1 ? answers.shift() : answers[0]),
  )
  const signal = AbortSignal.timeout(60_000)
  const way = { origin: vendor.url, authorization: 'token x', signal }
  const session = { api: createApi({ dispatcher, clock: systemClock }, way), owner: '42' }
  return { vendor, session, [Symbol.asyncDispose]: () => vendor[Symbol.asyncDispose]() }
}

test('a line that moves to the journal while it is looked for is found there', async () => {
  for (const first of [shown([], []), shown(lines(), booked('7'))]) {
    await using one = await ledger(first, shown([], booked('7')))
    const found = await lookUp(one.session, [posting])
    expect(found.ok && found.value.get(reference)).toEqual({
      kind: 'posted',
      voucher: { number: '7', date: '2026-11-20' },
    })
  }
})

test('what shows nowhere twice is absent, and what shows at once is looked for once', async () => {
  await using empty = await ledger(shown([], []))
  expect(await lookUp(empty.session, [posting])).toEqual({ ok: true, value: new Map() })
  expect(empty.vendor.requests).toHaveLength(2)
  await using full = await ledger(shown(lines(), []))
  await lookUp(full.session, [posting])
  expect(full.vendor.requests).toHaveLength(1)
})

test.each([
  ['twice in the journal', shown([], [...booked('7'), ...booked('8')]), ['7', '8']],
  ['in the import and in the journal', shown(lines(), booked('7')), ['7', reference]],
  [
    'twice under one number of the journal',
    shown([], [...booked('7'), ...booked('7')]),
    ['7', '7'],
  ],
  ['twice in the import', shown([...lines(), ...lines()], []), [reference, reference]],
])('a voucher that is there %s is told under both numbers', async (_, answer, twice) => {
  await using two = await ledger(answer)
  const found = await lookUp(two.session, [posting])
  expect(found.ok && found.value.get(reference)).toMatchObject({ kind: 'different', twice })
})

test.each([
  ['lacks a list', { data: { staged: page([]) } }],
  ['holds a list of another form', { data: { staged: [], booked: [] } }],
  ['holds lines of another form', shown([{ extIdentifier: reference, amount: '1.00' }], [])],
  ['holds amounts that are none', shown(lines({ amount: 'many' }), [])],
  ['says that there is more, and not where', moreSomewhere()],
  ['is of something else', { items: [] }],
])('an answer that %s is no look', async (_, answer) => {
  await using strange = await ledger(answer)
  expect(await lookUp(strange.session, [posting])).toMatchObject({ ok: false })
})

function moreSomewhere() {
  const more = { edges: null, pageInfo: { hasNextPage: true } }
  return { data: { staged: more, booked: more } }
}

test('what Xledger took and does not show is in doubt as accepted, and the lane stops', async () => {
  await using hiding = await ledger(shown([], []))
  const flight = { id: 'flight', plan: {}, postings: [posting], inTime: () => true }
  const { outcomes, stop } = await postFlight(flight, hiding.session)
  expect(outcomes.get(reference)).toMatchObject({ kind: 'in_doubt', accepted: true })
  expect(stop).toMatchObject({ class: 'config', code: 'posting.not_found' })
})

test('a flight whose time is over stages nothing', async () => {
  await using one = await ledger(shown([], []))
  const flight = { id: 'flight', plan: {}, postings: [posting], inTime: () => false }
  const { outcomes } = await postFlight(flight, one.session)
  expect(outcomes.get(reference)).toMatchObject({
    kind: 'unsent',
    failure: { code: 'flight.too_late' },
  })
  expect(one.vendor.requests).toHaveLength(0)
})
