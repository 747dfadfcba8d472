import type { Voucher } from '@bilagsbro/booking/voucher'
import type {
  AccountingSystem,
  Flight,
  Posting,
} from '@bilagsbro/posting-engine/application/ports/accounting-system'
import { newReference, on } from '@bilagsbro/posting-engine/testing/vouchers'
import { systemClock } from '@bilagsbro/kernel/clock'
import type { JournalLine } from '@bilagsbro/simulators/business-central/company'
import { seedOrganizations } from '@bilagsbro/simulators/business-central/seed'
import { ledgerOf } from '@bilagsbro/simulators/ledger-of'
import { startSimulators, type Simulators } from '@bilagsbro/simulators/start-simulators'
import { openClient, type BusinessCentralClient } from '@bilagsbro/simulators/testing'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createBusinessCentral } from './accounting-system.ts'
import { connectionTo, journalsOf, settingsFor, staged } from './testing.ts'

const seed = seedOrganizations(1)[0]!
const connection = connectionTo(seed)
const soon = () => AbortSignal.timeout(30_000)
let simulators: Simulators
let system: AccountingSystem
/** What a person does in Business Central. */
let person: BusinessCentralClient

beforeAll(async () => {
  simulators = await startSimulators({ organizations: [seed] })
  system = createBusinessCentral(settingsFor(simulators.url), { clock: systemClock })
  person = await openClient(simulators, seed)
})
afterEach(() => {
  simulators.world.faults.clear()
  const { journals, journalsByCode } = company()
  journals.clear()
  journalsByCode.clear()
})
afterAll(() => simulators[Symbol.asyncDispose]())

const company = () => simulators.world.companies.get(seed.companyId)!
const drafts = () => journalsOf(company()).handedOver
const all = () => [...company().journals.values()]
const draft = (voucher = on('7140')): Voucher => ({ ...voucher, mode: 'draft' })
const flightOf = (...vouchers: Voucher[]): Flight => ({
  id: 'flight',
  plan: system.plan(),
  postings: vouchers.map((voucher): Posting => ({ reference: newReference(), voucher })),
  inTime: () => true,
})
const send = async (flight: Flight) => {
  const { outcomes } = await system.post(flight, connection, soon())
  return flight.postings.map(({ reference }) => outcomes.get(reference)?.kind)
}
const look = async ({ postings }: Flight) => {
  const found = await system.find(postings, connection, soon())
  if (!found.ok) throw new Error(found.error.message)
  return postings.map(({ reference }) => found.value.get(reference)?.kind)
}
const revoke = async ({ plan }: Flight) =>
  expect(await system.revoke(plan, connection, soon())).toMatchObject({ ok: true })

describe('BOOKS-1: a draft', () => {
  test('waits in a journal for the accountant, and is posted once that person posts it', async () => {
    const flight = flightOf(draft(), draft(on('7130')))
    expect(await send(flight)).toEqual(['delivered', 'delivered'])
    expect(drafts()).toMatchObject([{ displayName: 'Bilagsbro: klar til bokføring' }])
    expect(all()).toHaveLength(1)
    for (const { reference } of flight.postings)
      expect(await ledgerOf(simulators.url, reference)).toEqual([])
    expect(await look(flight)).toEqual(['delivered', 'delivered'])
    expect((await person.post(drafts()[0]!.id)).status).toBe(204)
    expect(await look(flight)).toEqual(['posted', 'posted'])
    await revoke(flight)
    expect(await look(flight)).toEqual(['posted', 'posted'])
  })

  test('is posted once where its reference has no digit, and posting leaves an empty line under the same', async () => {
    const postings = [{ reference: 'BBKWTJMMGWKCGWBP', voucher: draft() }]
    const flight = { ...flightOf(), postings }
    expect(await send(flight)).toEqual(['delivered'])
    await person.post(drafts()[0]!.id)
    expect(drafts()[0]!.lines).toMatchObject([{ documentNumber: 'BBKWTJMMGWKCGWBP', amount: 0 }])
    expect(staged(company(), 'BBKWTJMMGWKCGWBP')).toEqual([])
    expect(await look(flight)).toEqual(['posted'])
  })

  test('is found by its mark where the accountant gave it another number, and its journal another name', async () => {
    const flight = flightOf(draft())
    await send(flight)
    const [journal] = drafts()
    const anyVersion = { 'if-match': '*' }
    for (const { id } of journal!.lines) {
      const path = `journals(${journal!.id})/journalLines(${id})`
      const changed = await person.call('PATCH', path, { documentNumber: 'K-1' }, anyVersion)
      expect(changed.status).toBe(200)
    }
    await person.call('PATCH', `journals(${journal!.id})`, { displayName: 'Uke 48' }, anyVersion)
    expect(await look(flight)).toEqual(['delivered'])
    await revoke(flight)
    expect(await look(flight)).toEqual(['delivered'])
    await person.post(journal!.id)
    expect(await look(flight)).toEqual(['posted'])
  })

  test('that the accountant deleted is nowhere', async () => {
    const flight = flightOf(draft(), draft())
    await send(flight)
    const path = `journals(${drafts()[0]!.id})`
    expect((await person.call('DELETE', path, undefined, { 'if-match': '*' })).status).toBe(204)
    expect(await look(flight)).toEqual([undefined, undefined])
  })

  test('that the accountant changed is for a person', async () => {
    const flight = flightOf(draft(), draft())
    await send(flight)
    const [{ id, journal }] = drafts()[0]!.lines as [JournalLine]
    const path = `journals(${journal.id})/journalLines(${id})`
    await person.call('PATCH', path, { accountNumber: '7130' }, { 'if-match': '*' })
    expect(await look(flight)).toEqual(['different', 'delivered'])
  })

  test('that waits twice is for a person', async () => {
    const flight = flightOf(draft())
    await send(flight)
    await send({ ...flight, plan: system.plan() })
    expect(await look(flight)).toEqual(['different'])
  })

  test('shares no journal with what is booked', async () => {
    const flight = flightOf(on('7140'), draft(), on('7130'))
    expect(await send(flight)).toEqual(['posted', 'unsent', 'posted'])
    const [, waiting] = flight.postings
    expect(all()).toEqual([])
    expect(await send({ ...flight, postings: [waiting!] })).toContain('delivered')
    expect(await look(flight)).toEqual(['posted', 'delivered', 'posted'])
  })

  test('that was handed over is never cleared up as a journal that is lost', async () => {
    const flight = flightOf(draft())
    await send(flight)
    await revoke(flight)
    expect(drafts()).toHaveLength(1)
    // What a look saw as unfinished is deleted only as that version.
    const unfinished = await person.journal('BBUNFINISH')
    const seen = await person.call('GET', `journals(${unfinished})`)
    const version = { 'if-match': seen.body['@odata.etag'] }
    const path = `journals(${unfinished})`
    await person.call('PATCH', path, { displayName: 'Klar' }, { 'if-match': '*' })
    expect((await person.call('DELETE', path, undefined, version)).status).toBe(409)
  })
})

const requests = [
  'journals.create',
  'journalLines.create',
  'dimensionSetLines.create',
  'journalLines.list',
  'journals.change',
] as const
const losses = [
  { kind: 'drop_before_commit' },
  { kind: 'drop_after_commit' },
  { kind: 'error_before_commit' },
  { kind: 'error_after_commit', params: { status: 504 } },
] as const

describe.each(requests)('BOOKS-1: a draft whose %s is lost', (operation) => {
  test.each(losses)('by $kind waits once, and no half of it is left', async (loss) => {
    const flight = flightOf(draft(), draft())
    simulators.world.faults.add({ operation, count: 1, ...loss })
    await send(flight)
    // As the engine does with what is in doubt: look, revoke, look, and send what is not there.
    await look(flight)
    await revoke(flight)
    expect(all()).toHaveLength(drafts().length)
    const there = await look(flight)
    expect(new Set(there).size).toBe(1)
    expect(drafts()).toHaveLength(there[0] ? 1 : 0)
    if (!there[0]) await send({ ...flight, plan: system.plan() })
    expect(await look(flight)).toEqual(['delivered', 'delivered'])
    for (const { reference } of flight.postings)
      expect(staged(company(), reference)).toHaveLength(1)
    expect(all()).toHaveLength(1)
  })
})
