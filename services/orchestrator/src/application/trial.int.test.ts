import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { Configuration } from '#domain/organization.ts'
import type { AskedTrial } from '#domain/trial.ts'
import type { Fact } from '#domain/fact.ts'
import { aConnector, anAsked, anOrganization, policy } from '#testing/builders.ts'
import type { Act } from '#testing/fake-adapter.ts'
import { rowsOf } from '#testing/sync-invariants.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

let world: SyncWorld
let version = 0
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened, policy)
  version = 0
  await configure({ version: 1 })
})

const configure = (trial: AskedTrial, scheduled = false, changed: Partial<Configuration> = {}) =>
  world.after(
    world.app.applyConnectors([
      {
        ...anOrganization(),
        ...changed,
        version: ++version,
        connector: aConnector({ trial }),
        schedule: scheduled ? { cron: '0 * * * *', timeZone: 'Europe/Oslo' } : null,
      },
    ]),
  )
const approve = (...recordIds: string[]) =>
  world.after(
    world.app.acceptRecords(
      recordIds.map((recordId) => ({ content: anApprovedRecord({ recordId }) })),
    ),
  )
const tick = async (milliseconds = 1) => {
  world.clock.advance(milliseconds)
  return world.after(world.app.tendOrganizations())
}
/** The ledger decides about everything that is on its way. */
const act = (how: Act) => {
  for (const job of world.adapter.open()) world.adapter.act(job, how)
  return world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
}
const trial = () => opened.overview.trial('hlf').then((found) => found?.trial)
const told = (kind: string) => opened.told.filter((fact) => fact.kind === kind)
const onTheirWay = () => world.adapter.open().map(({ key }) => key.recordId)
const states = async () =>
  Object.fromEntries((await rowsOf(opened)).map((row) => [row.record_id, row.held ?? row.status]))

describe('BOOKS-4', () => {
  test('one voucher goes first, the others wait for it, and follow at once when it is there', async () => {
    await approve('a', 'b', 'c')
    expect(onTheirWay()).toEqual(['a'])
    expect(await states()).toEqual({ a: 'sending', b: 'awaiting_trial', c: 'awaiting_trial' })
    expect(told('requested')).toMatchObject([{ trial: 1 }])
    expect(await trial()).toMatchObject({ kind: 'sent', record: { recordId: 'a', revision: 1 } })
    await act('posted')
    expect(onTheirWay()).toEqual(['b', 'c'])
    expect(await trial()).toMatchObject({ kind: 'proven', record: { recordId: 'a' } })
    await act('posted')
    await approve('d')
    expect(onTheirWay()).toEqual(['d'])
    expect(told('requested').filter((fact) => 'trial' in fact && fact.trial)).toHaveLength(1)
  })

  test('what a ledger keeps for somebody to book is there as it was built', async () => {
    await approve('a', 'b')
    await act('delivered')
    expect(onTheirWay()).toEqual(['b'])
  })

  test('BOOKS-1: a draft goes first and proves the version, and the others follow as drafts, whatever becomes of it', async () => {
    const { policies } = anOrganization()
    const asDrafts = { policies: { ...policies, postingMode: 'draft' } } as const
    await configure({ version: 2 }, false, asDrafts)
    await approve('a', 'b', 'c')
    expect(onTheirWay()).toEqual(['a'])
    await act('delivered')
    expect(onTheirWay()).toEqual(['b', 'c'])
    expect(await trial()).toMatchObject({ kind: 'proven', record: { recordId: 'a' } })
    const asked = told('requested').map((fact) => fact as Fact & { kind: 'requested' })
    expect(asked.map(({ voucher, trial: version }) => [voucher.mode, version])).toEqual([
      ['draft', 2],
      ['draft', undefined],
      ['draft', undefined],
    ])
    await act('delivered')
    // A person in the ledger posts what went first; deleted, it stops the others.
    const job = (recordId: string) =>
      world.adapter.delivered().find(({ key }) => key.recordId === recordId)!
    world.adapter.clerk(job('a'), 'books')
    await act('posted')
    expect(await states()).toEqual({ a: 'posted', b: 'delivered', c: 'delivered' })
    await configure({ version: 3 }, false, asDrafts)
    await approve('d', 'e')
    await act('delivered')
    world.adapter.clerk(job('d'), 'rejects')
    await act('delivered')
    expect(told('suspended')).toMatchObject([{ suspension: { byTrial: true } }])
    expect(await trial()).toMatchObject({ kind: 'failed', record: { recordId: 'd' } })
  })

  test.each<Act>(['different', 'unseen'])(
    'a voucher that comes out %s suspends the connector, and a person has another one tried',
    async (how) => {
      await approve('a', 'b', 'c')
      await act(how)
      await tick(24 * 3_600_000)
      expect(onTheirWay()).toEqual([])
      expect(told('suspended')).toMatchObject([
        {
          suspension: { byTrial: true, cause: { message: expect.stringContaining('went first') } },
        },
      ])
      expect(await trial()).toMatchObject({ kind: 'failed', record: { recordId: 'a' } })
      await world.after(world.app.probeConnector(anAsked()))
      expect(onTheirWay()).toEqual(['b'])
      await act('posted')
      expect(onTheirWay()).toEqual(['c'])
      expect(told('resumed')).toHaveLength(1)
    },
  )

  test('a new mapping, or a word about the voucher, has another one tried as well', async () => {
    await approve('a', 'b', 'c')
    await act('different')
    await configure({ version: 2 })
    await tick()
    expect(onTheirWay()).toEqual(['b'])
    await act('unseen')
    const word = { kind: 'not_in_ledger', reason: 'Looked.' } as const
    await world.after(world.app.sayOfLedger(anAsked(), { recordId: 'b', revision: 1 }, word))
    expect(onTheirWay()).toHaveLength(1)
    await act('posted')
    await act('posted')
    await act('posted')
    expect(await states()).toEqual({ a: 'failed', b: 'posted', c: 'posted' })
  })

  test('a doubt stops everything until it is settled', async () => {
    await approve('a', 'b')
    await act('in_doubt')
    await world.after(world.app.probeConnector(anAsked()))
    expect(await states()).toMatchObject({ a: 'sending' })
    expect(told('suspended')).toHaveLength(1)
    expect(told('requested')).toHaveLength(1)
    await act('posted')
    expect(onTheirWay()).toEqual(['b'])
    expect(told('resumed')).toHaveLength(1)
  })

  test('a record that is at fault itself makes room for another one, five times at most', async () => {
    await approve('a', 'b', 'c', 'd', 'e', 'f')
    for (const id of ['a', 'b', 'c', 'd', 'e']) {
      expect(onTheirWay()).toEqual([id])
      await act('data')
    }
    await tick()
    expect(onTheirWay()).toEqual([])
    expect(told('suspended')).toMatchObject([
      { suspension: { cause: { message: expect.stringMatching(/^5 records went first/) } } },
    ])
    await world.after(world.app.retryRecords(anAsked(), { all: true }))
    await act('posted')
    await tick()
    await act('posted')
    expect(Object.values(await states())).toEqual(Array(6).fill('posted'))
  })

  test('a ledger that is away for a moment uses up one record of them all', async () => {
    await approve('a', 'b', 'c')
    await act('transient')
    await tick()
    expect(onTheirWay()).toEqual([])
    await tick(60_000)
    expect(onTheirWay()).toEqual(['a'])
    expect((await rowsOf(opened)).map(({ failures }) => failures)).toEqual([1, 0, 0])
    await act('posted')
    expect(onTheirWay()).toEqual(['b', 'c'])
  })

  test('when the record that went first is handled meanwhile, another one goes', async () => {
    await approve('a', 'b')
    await act('transient')
    const records = [{ recordId: 'a', revision: 1 }]
    await world.after(world.app.markHandled(anAsked(), { records, reason: 'By hand.' }))
    await tick(60_000)
    expect(onTheirWay()).toEqual(['b'])
  })

  test('wrong credentials are found out by the trial, and its probe is the trial', async () => {
    await approve('a', 'b')
    await act('auth')
    expect(await trial()).toMatchObject({ kind: 'due', refused: 0 })
    await tick(60_000)
    expect(onTheirWay()).toHaveLength(1)
    expect(await trial()).toMatchObject({ kind: 'sent' })
    await act('posted')
    await tick()
    await act('posted')
    expect(Object.values(await states())).toEqual(['posted', 'posted'])
  })

  test.each([false, true])(
    'RETRY-3: where one record of a retry goes first, the others follow in its run (scheduled: %s)',
    async (scheduled) => {
      await approve('a', 'b', 'c')
      await act('posted')
      await act('data')
      expect(await states()).toEqual({ a: 'posted', b: 'failed', c: 'failed' })
      await configure({ version: 2 }, scheduled)
      const retried = await world.app.retryRecords(anAsked({ actor: 'kari' }), { all: true })
      const runId = retried.ok && retried.value.runId
      expect(retried).toMatchObject({ value: { taken: 2 } })
      await world.after(Promise.resolve())
      expect(await states()).toMatchObject({ b: 'sending', c: 'awaiting_trial' })
      await act('posted')
      await act('posted')
      await tick(60_000)
      expect(await states()).toMatchObject({ b: 'posted', c: 'posted' })
      const run = (await opened.overview.latestRuns('hlf', 9)).find(({ id }) => id === runId)
      expect(run).toMatchObject({
        trigger: 'retry',
        actor: 'kari',
        completedAt: expect.any(Date),
        counts: { planned: 2, posted: 2, waiting: 0 },
      })
    },
  )

  test('a waiver is per version, named, and told', async () => {
    const waiver = { by: 'u-1', at: '2026-11-21T09:00:00Z', reason: 'As last year.' }
    await configure({ version: 2, waived: waiver })
    await approve('a', 'b')
    expect(onTheirWay()).toEqual(['a', 'b'])
    expect(await trial()).toEqual({ version: 2, kind: 'waived', ...waiver })
    await configure({ version: 3 })
    await approve('c', 'd')
    expect(onTheirWay()).toEqual(['a', 'b', 'c'])
  })

  test('a person waives a trial that is under way; the same request again changes nothing more', async () => {
    await approve('a', 'b')
    const asked = anAsked({ actor: 'kari' })
    const waive = () => world.after(world.app.waiveTrial(asked, 'As last year.'))
    await waive()
    await waive()
    expect(onTheirWay()).toEqual(['a', 'b'])
    expect(await trial()).toMatchObject({ kind: 'waived', by: 'kari', reason: 'As last year.' })
    expect(told('resumed')).toMatchObject([{ word: { by: 'kari', note: 'As last year.' } }])
    const again = await world.app.waiveTrial(anAsked(), 'Again.')
    expect(again).toMatchObject({ ok: false, error: { code: 'trial.not_pending' } })
  })

  test('a person waives a trial that failed', async () => {
    await approve('a', 'b')
    await act('different')
    await world.after(world.app.waiveTrial(anAsked(), 'The ledger adds that account itself.'))
    expect(onTheirWay()).toEqual(['b'])
    expect(told('resumed')).toHaveLength(1)
  })

  test.each([true, false])(
    'a database that is lost (empty: %s) finds out again what was proven',
    async (empty) => {
      await world.after(world.configure('hlf', { trial: 'due' }))
      await world.after(world.run({ do: 'backup' }))
      await world.after(world.run({ do: 'approve', names: [key('a'), key('b')], other: false }))
      await act('posted')
      await world.after(restored(empty))
      expect(await trial()).toMatchObject({ kind: 'proven', record: { recordId: 'a' } })
    },
  )

  test('a database that is lost while the trial is under way waits for it', async () => {
    await world.after(world.configure('hlf', { trial: 'due' }))
    await world.after(world.run({ do: 'approve', names: [key('a'), key('b')], other: false }))
    await world.after(restored(true))
    expect(await trial()).toMatchObject({ kind: 'sent', record: { recordId: 'a' } })
    await tick(policy.requestAgainAfterMs)
    await act('posted')
    await tick()
    await act('posted')
    expect(Object.values(await states())).toEqual(['posted', 'posted'])
  })

  test('MANUAL-1: a plan tells of the trial, and so does the summary of its run', async () => {
    await configure({ version: 2 }, true)
    await approve('a', 'b', 'c')
    const plan = await world.app.planRun('hlf')
    if (!plan.ok) throw new Error(plan.error.code)
    expect(plan.value).toMatchObject({ ready: { count: 3 }, trial: 'due', blocked: [] })
    await world.after(world.app.startRun(anAsked(), plan.value.planId))
    expect(onTheirWay()).toEqual(['a'])
    expect(await world.app.planRun('hlf')).toMatchObject({
      value: {
        ready: { count: 0 },
        trial: 'sent',
        blocked: [{ reason: 'awaiting_trial', count: 2 }],
      },
    })
    await act('different')
    await tick(60_000)
    const [run] = await opened.overview.latestRuns('hlf', 1)
    expect(run).toMatchObject({
      trigger: 'manual',
      completedAt: expect.any(Date),
      counts: { planned: 1, failed: 1, waiting: 2 },
    })
  })

  test('MANUAL-1: the rest follow in the run of the person who started it', async () => {
    await configure({ version: 2 }, true)
    await approve('a', 'b', 'c')
    const plan = await world.app.planRun('hlf')
    await world.after(world.app.startRun(anAsked(), plan.ok ? plan.value.planId : ''))
    await act('posted')
    await act('posted')
    await tick(60_000)
    const [run] = await opened.overview.latestRuns('hlf', 1)
    expect(run).toMatchObject({ trigger: 'manual', counts: { planned: 3, posted: 3, waiting: 0 } })
  })
})

const key = (recordId: 'a' | 'b') => ({ organizationId: 'hlf', recordId, revision: 1 }) as const
const restored = (empty: boolean) =>
  world.run({ do: 'restore', empty, turns: [0, 1, 2], newest: false })
