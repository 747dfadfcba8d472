import type { Mapping } from '@bilagsbro/booking/mapping'
import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { anOrganization, aSyncRecord } from '#testing/builders.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import { noRound, type RecordState } from '#domain/record.ts'
import type { SyncStore } from './ports/sync-store.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

let world: SyncWorld
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened)
})

/** Kept by an earlier version of the software, which did not look at it so closely. */
const keep = async (
  changed: Parameters<typeof anApprovedRecord>[0],
  state: RecordState = { status: 'pending', lastRound: noRound },
) => {
  const content = anApprovedRecord({ recordId: 'bad', ...changed })
  const record = aSyncRecord(state, { recordId: 'bad', targetFingerprint: 'target-dynamics' })
  const inserted = [{ record, content }]
  const changes = { inserted, updated: [], runs: [], organizations: [] }
  await opened.store.change(['hlf'], (unit) => unit.save(changes))
}
const approve = (...ids: string[]) =>
  world.app.acceptRecords(ids.map((recordId) => ({ content: anApprovedRecord({ recordId }) })))
const line = (changed: object) => ({
  lineId: '1',
  category: 'taxi',
  amount: '125.50',
  date: '2026-11-19',
  ...changed,
})
const tick = () => {
  world.clock.advance(1_000)
  return world.after(world.app.tendOrganizations())
}
const stateOf = async (recordId: string) => {
  const [record] = await opened.store.change(['hlf'], (unit) =>
    unit.revisions([{ organizationId: 'hlf', recordId }]),
  )
  return record!.state
}

const unmappable = 'x'.repeat(65)
const mapping = {
  ...anOrganization().mapping,
  categories: { taxi: { account: '7140' }, wide: { account: unmappable } },
}
const configure = (enabled: boolean, version: number, booked: Mapping = mapping) => {
  const { connector, ...organization } = anOrganization({ version, mapping: booked })
  const configuration = { ...organization, connector: { ...connector!, enabled } }
  return world.after(world.app.applyConnectors([configuration]))
}

const bad: Record<string, Parameters<typeof anApprovedRecord>[0]> = {
  'approved in year 1': { approvedAt: '0001-01-01T00:00:00Z' },
  'approved in year 0': { approvedAt: '0000-01-01T00:00:00Z' },
  'approved at the end of time': { approvedAt: '9999-12-31T23:59:59Z' },
  'approved at no moment': { approvedAt: '2026-11-21T10:00:00+99:99' },
  'with a line on 30 February': { lines: [line({ date: '2026-02-30' })] },
  'that no event can carry': { lines: [line({ category: 'wide' })] },
}

describe.each(Object.entries(bad))('one record %s', (_name, changed) => {
  test('fails alone when its organisation is switched on, and the others go', async () => {
    await configure(false, 1)
    await keep(changed)
    await approve('a', 'b')
    await configure(true, 2)
    const facts = await tick()
    expect(await stateOf('bad')).toMatchObject({ status: 'failed', failure: { class: 'data' } })
    expect(facts.filter(({ kind }) => kind === 'failed')).toHaveLength(1)
    expect(await stateOf('a')).toMatchObject({ status: 'sending' })
    expect(await stateOf('b')).toMatchObject({ status: 'sending' })
  })

  test('fails alone when answers make room for it, and they count', async () => {
    await configure(true, 1)
    await world.after(approve('a', 'b', 'c'))
    await keep(changed)
    for (const job of world.adapter.open()) world.adapter.act(job, 'posted')
    await world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
    expect(await stateOf('a')).toMatchObject({ status: 'posted' })
    expect(await stateOf('b')).toMatchObject({ status: 'posted' })
    expect(await stateOf('c')).toMatchObject({ status: 'sending' })
    expect(await stateOf('bad')).toMatchObject({ status: 'failed', failure: { class: 'data' } })
  })
})

test.each([
  ['a category', 'Ma\u030altid\u00a0', 'Måltid'],
  ['a mapped name', 'Måltid', 'Ma\u030altid '],
])('%s as it was typed is met by the name', async (_what, sent, mapped) => {
  await configure(true, 1, { ...mapping, categories: { [mapped]: { account: '7140 ' } } })
  await keep({ lines: [line({ category: sent })] })
  const [requested] = (await tick()).filter(({ kind }) => kind === 'requested')
  expect(requested).toMatchObject({ voucher: { lines: [{ account: '7140' }, {}] } })
})

test('what no event can carry says why', async () => {
  await configure(true, 1)
  await keep({ lines: [line({ category: 'wide' })] })
  await tick()
  const state = await stateOf('bad')
  expect(state).toMatchObject({ failure: { code: 'record.unusable' } })
  expect(state).toMatchObject({ failure: { message: expect.stringContaining('account') } })
})

test('a record on its way that cannot be asked for again is asked back', async () => {
  await configure(true, 1)
  await keep({ lines: [line({ category: 'wide' })] }, { status: 'sending' })
  world.clock.advance(600_000)
  const facts = await tick()
  expect(facts.map(({ kind }) => kind)).toContain('withdrawn')
})

test('answers count even where nothing can be let go', async () => {
  const stuck: SyncStore = {
    ...opened.store,
    change: (ids, work, options) =>
      opened.store.change(
        ids,
        (unit) => work({ ...unit, waiting: () => Promise.reject(new Error('No page of it.')) }),
        options,
      ),
  }
  await configure(true, 1)
  world = await createSyncWorld({ ...opened, store: stuck })
  await configure(true, 2)
  await world.after(approve('a', 'b', 'c'))
  for (const job of world.adapter.open()) world.adapter.act(job, 'posted')
  await world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
  expect(await stateOf('a')).toMatchObject({ status: 'posted' })
  expect(await stateOf('b')).toMatchObject({ status: 'posted' })
  expect(await stateOf('c')).toMatchObject({ status: 'pending' })
})
