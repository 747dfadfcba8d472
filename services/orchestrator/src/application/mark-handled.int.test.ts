import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { anAsked } from '#testing/builders.ts'
import type { Act } from '#testing/fake-adapter.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import type { Mark } from './mark-handled.ts'
import type { Found } from './say-of-ledger.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

let world: SyncWorld
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened)
  await world.after(world.configure('hlf'))
})

const approve = (revision: number, ...recordIds: string[]) =>
  world.after(
    world.app.acceptRecords(
      recordIds.map((recordId) => ({ content: anApprovedRecord({ recordId, revision }) })),
    ),
  )
const settle = () => world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
async function answer(act: Act) {
  for (const job of world.adapter.open()) world.adapter.act(job, act)
  return settle()
}
const named = (...recordIds: string[]) => recordIds.map((recordId) => ({ recordId, revision: 1 }))
const reason = 'Booked by hand.'
async function told<T>(work: Promise<T>) {
  const result = await work
  return { result, facts: await world.after(Promise.resolve()) }
}
const mark = (mark: Partial<Mark>, asked = anAsked()) =>
  told(world.app.markHandled(asked, { records: named('a'), reason, ...mark }))
const takeBack = (...recordIds: string[]) =>
  told(world.app.takeBackMarks(anAsked(), { records: named(...recordIds), reason: 'A mistake.' }))
const statesOf = async (recordId: string) => {
  const records = await opened.store.change(['hlf'], (unit) =>
    unit.revisions([{ organizationId: 'hlf', recordId }]),
  )
  return records.toSorted((a, b) => a.revision - b.revision).map(({ state }) => state)
}
const revisionsInLedger = () =>
  [...world.adapter.ledger.values()].flat().map(({ revision }) => revision)
const done = (changed: number, ...skipped: object[]) => ({ ok: true, value: { changed, skipped } })

describe('records that a person marks as handled', () => {
  test('are closed with the person, the reason and the voucher, and are never sent', async () => {
    await approve(1, 'a', 'b')
    await answer('data')
    const { result, facts } = await mark({ records: named('a', 'b'), voucherNumber: '10412' })
    expect(result).toEqual(done(2))
    const word = { by: 'u-7', note: reason, voucherNumber: '10412' }
    expect(facts.filter(({ kind }) => kind === 'handled')).toMatchObject([
      { reason: 'by_person', word, record: { recordId: 'a' } },
      { reason: 'by_person', word, record: { recordId: 'b' } },
    ])
    world.clock.advance(86_400_000)
    const later = await world.after(world.app.tendOrganizations())
    expect(later.filter(({ kind }) => kind === 'requested')).toEqual([])
  })

  test('CONFIG-4: count no longer among those that use a name and may yet be sent', async () => {
    const category = 'taxx'
    const line = { ...anApprovedRecord().lines[0]!, category }
    const record = (recordId: string) =>
      anApprovedRecord({
        recordId,
        lines: [line],
        payee: { ...anApprovedRecord().payee, kind: 'external' },
      })
    const names = { categories: [category, 'hotel'], payeeKinds: ['external', 'volunteer'] }
    const used = { categories: [category], payeeKinds: ['external'] }
    const unsent = () => opened.overview.unsentUses('hlf', names)
    expect(await unsent()).toEqual({ categories: [], payeeKinds: [] })
    await world.after(world.app.acceptRecords([{ content: record('a') }, { content: record('b') }]))
    expect(await unsent()).toEqual(used)
    expect(await opened.overview.unsentUses('other', names)).toEqual({
      categories: [],
      payeeKinds: [],
    })
    await mark({ records: named('a') })
    expect(await unsent()).toEqual(used)
    await mark({ records: named('b') })
    expect(await unsent()).toEqual({ categories: [], payeeKinds: [] })
    await takeBack('b')
    expect(await unsent()).toEqual(used)
  })

  test('come back as they were: failed with its failure, delivered with its voucher', async () => {
    await approve(1, 'a')
    await answer('data')
    await approve(1, 'b')
    await answer('delivered')
    const before = [await statesOf('a'), await statesOf('b')]
    await mark({ records: named('a', 'b') })
    expect(await statesOf('b')).toMatchObject([{ status: 'handled', before: before[1]![0] }])
    const { result, facts } = await takeBack('a', 'b')
    expect(result).toEqual(done(2))
    expect(facts.map(({ kind }) => kind).toSorted()).toEqual([
      'failed',
      'queued',
      'queued',
      'succeeded',
    ])
    expect([await statesOf('a'), await statesOf('b')]).toEqual(before)
  })

  test('that waited are sent in their turn when the mark is taken back, once', async () => {
    await world.after(world.configure('hlf', { mapped: false }))
    await approve(1, 'a')
    await mark({})
    expect((await world.after(world.configure('hlf'))).map(({ kind }) => kind)).toEqual([])
    const { facts } = await takeBack('a')
    expect(facts.map(({ kind }) => kind)).toEqual(['queued', 'requested', 'run_started'])
    expect(facts[0]).toMatchObject({
      reason: { code: 'reopened' },
      word: { by: 'u-7', note: 'A mistake.' },
    })
    await answer('posted')
    expect(revisionsInLedger()).toEqual([1])
  })

  test('are booked in the ledger after all: that is a fact, and the mark is over', async () => {
    await approve(1, 'a')
    await answer('delivered')
    await mark({})
    world.adapter.clerk(world.adapter.delivered()[0]!, 'books')
    await settle()
    expect(await statesOf('a')).toMatchObject([{ status: 'posted' }])
    expect((await takeBack('a')).result).toEqual(
      done(0, { recordId: 'a', revision: 1, status: 'posted' }),
    )
  })

  test('are booked after all: what failed for the mark corrects them by itself, and no retry was offered before', async () => {
    await approve(1, 'a')
    await answer('delivered')
    await approve(2, 'a')
    await mark({})
    expect(await statesOf('a')).toMatchObject([
      { status: 'handled' },
      { status: 'failed', failure: { code: 'revision.earlier_by_hand' } },
    ])
    expect(await world.app.listCauses('hlf')).toMatchObject({
      value: [{ cause: { code: 'revision.earlier_by_hand' }, retriable: false }],
    })
    world.adapter.clerk(world.adapter.delivered()[0]!, 'books')
    await settle()
    await world.after(world.app.tendOrganizations())
    await answer('posted')
    expect(await statesOf('a')).toMatchObject([{ status: 'posted' }, { status: 'posted' }])
  })

  test('are removed in the ledger meanwhile: without the mark they are rejected', async () => {
    await approve(1, 'a')
    await answer('delivered')
    await mark({})
    world.adapter.clerk(world.adapter.delivered()[0]!, 'rejects')
    await settle()
    expect(await statesOf('a')).toMatchObject([{ status: 'handled' }])
    await takeBack('a')
    expect(await statesOf('a')).toMatchObject([
      { status: 'failed', failure: { class: 'rejected_in_ledger' } },
    ])
  })

  test('are left as they are where they are posted, on their way or in doubt', async () => {
    await approve(1, 'a')
    await answer('posted')
    await approve(1, 'b', 'c')
    world.adapter.act(world.adapter.open()[0]!, 'in_doubt')
    await settle()
    const { result, facts } = await mark({ records: named('a', 'b', 'c', 'a') })
    expect(result).toMatchObject({ value: { changed: 0 } })
    expect(result.ok && result.value.skipped.map(({ status }) => status).toSorted()).toEqual([
      'in_doubt',
      'posted',
      'sending',
    ])
    expect(facts).toEqual([])
  })

  test('are told once, however often the request is sent', async () => {
    await approve(1, 'a')
    await answer('data')
    const asked = anAsked()
    const answers = await Promise.all(Array.from({ length: 5 }, () => mark({}, asked)))
    expect(new Set(answers.map(({ result }) => JSON.stringify(result))).size).toBe(1)
    expect(opened.told.filter(({ kind }) => kind === 'handled')).toHaveLength(1)
  })

  test('are not changed at all when one of them is unknown', async () => {
    await approve(1, 'a')
    await answer('data')
    const { result, facts } = await mark({ records: named('a', 'nobody') })
    expect(result).toMatchObject({
      error: { code: 'record.not_found', params: { at: '1', recordId: 'nobody', revision: '1' } },
    })
    expect(facts).toEqual([])
    expect(await statesOf('a')).toMatchObject([{ status: 'failed' }])
  })

  test('hold back what comes after them; when the mark is taken back, the higher revision goes alone', async () => {
    await approve(1, 'a')
    await answer('data')
    await mark({})
    await approve(2, 'a')
    expect(await statesOf('a')).toMatchObject([{ status: 'handled' }, { status: 'failed' }])
    await takeBack('a')
    await answer('posted')
    expect(await statesOf('a')).toMatchObject([
      { status: 'handled', reason: 'superseded' },
      { status: 'posted' },
    ])
    expect(revisionsInLedger()).toEqual([2])
    expect((await takeBack('a')).result).toEqual(
      done(0, { recordId: 'a', revision: 1, status: 'handled' }),
    )
  })
})

describe("a person's word about the ledger", () => {
  const say = (found: Found) =>
    told(world.app.sayOfLedger(anAsked(), { recordId: 'a', revision: 1 }, found))
  const there = {
    kind: 'in_ledger',
    voucherNumber: '10412',
    voucherDate: '2026-11-21',
    reason,
  } as const

  test.each(['unseen', 'different', 'in_doubt'] as const)(
    'that it is there closes what is %s, and frees its lane',
    async (act) => {
      await approve(1, 'a')
      await answer(act)
      const { result, facts } = await say(there)
      expect(result).toEqual(done(1))
      expect(facts).toMatchObject([
        { kind: 'handled', word: { by: 'u-7', voucherNumber: '10412', voucherDate: '2026-11-21' } },
        { kind: 'withdrawn' },
      ])
      await takeBack('a')
      expect(await statesOf('a')).toMatchObject([{ status: 'failed' }])
      expect((await say(there)).result).toEqual(done(1))
    },
  )

  test('that it is not there sends it again, once', async () => {
    await approve(1, 'a')
    await answer('delivered')
    world.adapter.clerk(world.adapter.delivered()[0]!, 'rejects')
    await settle()
    const { facts } = await say({ kind: 'not_in_ledger', reason })
    expect(facts.map(({ kind }) => kind)).toEqual(['queued', 'withdrawn', 'requested'])
    await answer('posted')
    expect(revisionsInLedger()).toEqual([1])
  })

  test('frees the revision above, which waits for it', async () => {
    await approve(1, 'a')
    await answer('delivered')
    world.adapter.clerk(world.adapter.delivered()[0]!, 'rejects')
    await settle()
    await approve(2, 'a')
    expect(await statesOf('a')).toMatchObject([{}, { held: { code: 'revision_unproven' } }])
    await say({ kind: 'not_in_ledger', reason })
    await answer('posted')
    expect(revisionsInLedger()).toEqual([2])
  })

  test.each([
    ['posted', [1, 2]],
    ['withdrawn', [2]],
  ] as const)(
    'RETRY-5: that it is not there lets nothing go beside a doubt before the adapter says that it is %s',
    async (act, inLedger) => {
      await approve(1, 'a')
      await answer('in_doubt')
      await approve(2, 'a')
      const { result, facts } = await say({ kind: 'not_in_ledger', reason })
      expect(result).toEqual(done(1))
      expect(facts.slice(0, 2)).toMatchObject([
        { kind: 'queued', reason: { code: 'in_doubt' }, word: { by: 'u-7', note: reason } },
        { kind: 'withdrawn', notInLedger: true },
      ])
      expect(await statesOf('a')).toMatchObject([
        { status: 'sending', doubt: {} },
        { held: { code: 'awaiting_revision' } },
      ])
      await answer(act)
      await answer('posted')
      expect(revisionsInLedger()).toEqual(inLedger)
    },
  )

  test('RETRY-5: the same of a doubt that another word was taken back about', async () => {
    await approve(1, 'a')
    await answer('in_doubt')
    await say(there)
    await takeBack('a')
    const { facts } = await say({ kind: 'not_in_ledger', reason })
    expect(facts.map(({ kind }) => kind)).toEqual(['queued', 'withdrawn'])
    expect(await statesOf('a')).toMatchObject([{ status: 'sending', doubt: {} }])
    await answer('withdrawn')
    await answer('posted')
    expect(revisionsInLedger()).toEqual([1])
  })

  test('that a doubt is not in the ledger sends it again once the adapter has given it back', async () => {
    await approve(1, 'a')
    await answer('in_doubt')
    await say({ kind: 'not_in_ledger', reason })
    await answer('withdrawn')
    expect(await statesOf('a')).toMatchObject([{ status: 'sending' }])
    await answer('posted')
    expect(revisionsInLedger()).toEqual([1])
  })

  test('is refused of what is certain, with the state, and changes nothing there', async () => {
    await approve(1, 'a')
    await answer('posted')
    const { result, facts } = await say(there)
    const refusal = { kind: 'conflict', code: 'record.certain', members: { status: 'posted' } }
    expect(result).toMatchObject({ error: refusal })
    expect(facts).toEqual([])
    const name = { recordId: 'nobodys', revision: 1 }
    const unknown = await world.app.sayOfLedger(anAsked(), name, there)
    expect(unknown).toMatchObject({ error: { code: 'revision.not_found', params: name } })
  })

  test('RETRY-5: comes after what is known of the doubt: why, how often it was sent, and nothing of what is certain', async () => {
    const doubt = (recordId = 'a') =>
      world.app.showDoubt({ organizationId: 'hlf', recordId, revision: 1 })
    await approve(1, 'a')
    expect(await doubt()).toMatchObject({
      error: { code: 'record.certain', members: { status: 'sending' } },
    })
    await answer('in_doubt')
    expect(await doubt()).toMatchObject({
      value: { record: { attempt: 1, connector: 'dynamics' }, failure: { class: 'transient' } },
    })
    await answer('unseen')
    expect(await doubt()).toMatchObject({ value: { failure: { class: 'accepted_unseen' } } })
    await say(there)
    expect(await doubt()).toMatchObject({ error: { members: { status: 'handled' } } })
    expect(await doubt('nobodys')).toMatchObject({ error: { code: 'revision.not_found' } })
  })
})
