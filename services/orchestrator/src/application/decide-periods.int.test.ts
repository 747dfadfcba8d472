import type { ClosedPeriods } from '@bilagsbro/booking/moved-date'
import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { anAsked } from '#testing/builders.ts'
import type { Act } from '#testing/fake-adapter.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import type { PeriodDecision } from './decide-periods.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

/** It is 21 November. */
let world: SyncWorld
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened)
})
const configure = (closedPeriods: ClosedPeriods) =>
  world.after(world.configure('hlf', { closedPeriods }))

const approve = (approvedAt: string, ...recordIds: string[]) =>
  world.after(
    world.app.acceptRecords(
      recordIds.map((recordId) => ({ content: anApprovedRecord({ recordId, approvedAt }) })),
    ),
  )
const inOctober = '2026-10-31T10:00:00Z'
async function answer(act: Act) {
  for (const job of world.adapter.open()) world.adapter.act(job, act)
  return world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
}
/** The dates of the vouchers that are on their way. */
const asked = () => world.adapter.open().map(({ voucher }) => voucher.postingDate)
const booked = () =>
  [...world.adapter.ledger.values()].flat().map(({ voucher }) => voucher.postingDate)
async function told<T>(work: Promise<T>) {
  const result = await work
  return { result, facts: await world.after(Promise.resolve()) }
}
const named = (...recordIds: string[]) => recordIds.map((recordId) => ({ recordId, revision: 1 }))
const reason = 'The auditor agrees.'
const decide = (decision: Partial<PeriodDecision>, request = anAsked()) =>
  told(
    world.app.decidePeriods(request, {
      of: { records: named('a') },
      date: 'next_open',
      reason,
      ...decision,
    }),
  )
const causeOf = async () => {
  const listed = await world.app.listCauses('hlf')
  return listed.ok ? listed.value[0]!.fingerprint : ''
}
const done = (changed: number, ...skipped: object[]) => ({ ok: true, value: { changed, skipped } })
const states = async (recordId = 'a') => {
  const revisions = await opened.store.change(['hlf'], (unit) =>
    unit.revisions([{ organizationId: 'hlf', recordId }]),
  )
  return revisions.toSorted((a, b) => a.revision - b.revision).map(({ state }) => state)
}

describe('BOOKS-5: a closed period, by the policy of the organisation', () => {
  test('is waited for, unless it says otherwise: no date moves', async () => {
    await configure('hold')
    await approve(inOctober, 'a')
    expect(await answer('period_closed')).toMatchObject([
      { kind: 'queued', reason: { code: 'period_closed', postingDate: '2026-10-31' } },
    ])
    await configure('hold')
    await world.after(world.app.tendOrganizations())
    expect(asked()).toEqual(['2026-10-31'])
  })

  test('is passed by, month by month and today at last, and the event of the success tells it', async () => {
    await configure('next_open')
    await approve('2026-09-30T10:00:00Z', 'a')
    const moved = (to: string) => ({ from: '2026-09-30', to, rule: 'next_open' })
    for (const to of ['2026-10-01', '2026-11-01', '2026-11-21']) {
      const facts = await answer('period_closed')
      expect(facts[0]).toMatchObject({
        kind: 'queued',
        reason: { code: 'date_moved', postingDate: to },
        record: { moved: moved(to) },
      })
      expect(facts.at(-1)).toMatchObject({
        kind: 'requested',
        voucher: { postingDate: to, moved: moved(to) },
      })
    }
    const [succeeded] = await answer('posted')
    expect(succeeded).toMatchObject({ kind: 'succeeded', record: { moved: moved('2026-11-21') } })
    expect(booked()).toEqual(['2026-11-21'])
  })

  test('holds the record where no day up to today is open, until another day comes', async () => {
    await configure('next_open')
    await approve(inOctober, 'a')
    await answer('period_closed')
    await answer('period_closed')
    expect(await answer('period_closed')).toMatchObject([
      { kind: 'queued', reason: { code: 'period_closed', postingDate: '2026-11-21' } },
    ])
    world.clock.advance(2 * 86_400_000)
    await world.after(world.app.tendOrganizations())
    expect(asked()).toEqual(['2026-11-21'])
    await answer('period_closed')
    expect(asked()).toEqual(['2026-11-23'])
  })

  test('is left for today', async () => {
    await configure('today')
    await approve('2026-02-28T10:00:00Z', 'a')
    await answer('period_closed')
    expect(asked()).toEqual(['2026-11-21'])
  })

  test('is waited for by a voucher of a day that has not come', async () => {
    await configure('today')
    await approve('2026-12-01T10:00:00Z', 'a')
    await answer('period_closed')
    expect(await states()).toMatchObject([{ status: 'pending', held: { code: 'period_closed' } }])
  })

  test('holds for a correction and a withdrawal', async () => {
    await configure('next_open')
    await approve(inOctober, 'a')
    await answer('posted')
    const changed = anApprovedRecord({ recordId: 'a', revision: 2, approvedAt: inOctober })
    await world.after(world.app.acceptRecords([{ content: { ...changed, total: '125.50' } }]))
    await world.after(world.app.tendOrganizations())
    await answer('period_closed')
    expect(world.adapter.open().map(({ voucher }) => voucher)).toMatchObject([
      { postingDate: '2026-11-01', corrects: { revision: 1 } },
    ])
    await answer('posted')
    const withdrawn = { withdrawnAt: '2026-11-02T10:00:00Z', withdrawnBy: 'u-7' }
    const content = { organizationId: 'hlf', recordId: 'a', revision: 3, ...withdrawn }
    await world.after(world.app.acceptRecords([{ content }]))
    await world.after(world.app.tendOrganizations())
    await answer('period_closed')
    expect(world.adapter.open().map(({ voucher }) => voucher)).toMatchObject([
      { postingDate: '2026-11-21', corrects: { revision: 2 }, moved: { from: '2026-11-02' } },
    ])
    await answer('posted')
    expect(booked()).toEqual(['2026-10-31', '2026-11-01', '2026-11-21'])
  })

  test('counts for one ledger: another may have the period open', async () => {
    await configure('next_open')
    await approve(inOctober, 'a')
    await answer('period_closed')
    await answer('transient')
    await world.after(world.configure('hlf', { closedPeriods: 'next_open', type: 'xledger' }))
    world.clock.advance(120_000)
    await world.after(world.app.tendOrganizations())
    expect(asked()).toEqual(['2026-10-31'])
  })

  test('moves the date once: the same request, and the same voucher, whatever the policy is by then', async () => {
    await configure('next_open')
    await approve(inOctober, 'a')
    await answer('period_closed')
    const voucher = world.adapter.open()[0]!.voucher
    await configure('hold')
    world.clock.advance(700_000)
    const facts = await world.after(world.app.tendOrganizations())
    expect(facts.find(({ kind }) => kind === 'requested')).toMatchObject({ voucher })
    await answer('transient')
    world.clock.advance(120_000)
    await world.after(world.app.tendOrganizations())
    expect(asked()).toEqual(['2026-11-01'])
  })

  test('is known to a database that has lost its past', async () => {
    await configure('next_open')
    const names = [{ organizationId: 'hlf', recordId: 'a', revision: 1 } as const]
    await world.after(world.run({ do: 'approve', names, other: false }))
    await answer('period_closed')
    const voucher = world.adapter.open()[0]!.voucher
    await world.after(world.run({ do: 'restore', empty: true, turns: [], newest: false }))
    const facts = await answer('posted')
    expect(booked()).toEqual(['2026-10-01'])
    expect(facts.find(({ kind }) => kind === 'succeeded')).toMatchObject({
      record: { moved: voucher.moved },
    })
  })
})

describe('BOOKS-5: a closed period, by the choice of a person', () => {
  const moved = { from: '2026-10-31', to: '2026-11-01', by: 'u-7', note: reason }

  beforeEach(async () => {
    await configure('hold')
    await approve(inOctober, 'a', 'b')
    await approve('2026-09-30T10:00:00Z', 'c')
    await answer('period_closed')
    await answer('period_closed')
  })

  test('is left by the records that the person names, with the person and the reason', async () => {
    const { result, facts } = await decide({})
    expect(result).toEqual(done(1))
    expect(facts[0]).toMatchObject({
      kind: 'queued',
      reason: { code: 'date_moved', postingDate: '2026-11-01' },
      word: { by: 'u-7', note: reason },
      record: { recordId: 'a', moved },
    })
    expect(facts.at(-1)).toMatchObject({ kind: 'requested', voucher: { moved } })
    expect(asked()).toEqual(['2026-11-01'])
    await answer('posted')
    expect(booked()).toEqual(['2026-11-01'])
  })

  test('is left by all records of one cause, and by no other', async () => {
    const { result } = await decide({ of: { cause: await causeOf() }, date: 'today' })
    expect(result).toEqual(done(2))
    expect(asked()).toEqual(['2026-11-21', '2026-11-21'])
    expect(await states('c')).toMatchObject([{ status: 'pending' }])
  })

  test('is passed by as the person chose, though the organisation holds others', async () => {
    await decide({})
    await answer('period_closed')
    expect(asked()).toEqual(['2026-11-21'])
  })

  test('is decided once by the same request, and nothing is decided about what does not wait', async () => {
    const request = anAsked()
    expect((await decide({}, request)).result).toEqual(done(1))
    const again = await decide({}, request)
    expect(again).toEqual({ result: done(1), facts: [] })
    const sending = { recordId: 'a', revision: 1, status: 'sending' }
    expect((await decide({})).result).toEqual(done(0, sending))
  })

  test('is not decided about where a record or the cause is unknown', async () => {
    const unknown = await decide({ of: { records: named('a', 'x') } })
    expect(unknown.result).toMatchObject({ ok: false, error: { code: 'record.not_found' } })
    expect(unknown.facts).toEqual([])
    const cause = await decide({ of: { cause: '0'.repeat(24) } })
    expect(cause.result).toMatchObject({ ok: false, error: { code: 'cause.not_found' } })
  })
})
