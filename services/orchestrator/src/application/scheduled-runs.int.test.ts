import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { aConnector, anAsked, anOrganization } from '#testing/builders.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import type { Asked } from './once.ts'
import type { Configuration } from '#domain/organization.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

const everyMorning = { cron: '0 6 * * *', timeZone: 'Europe/Oslo' } as const
const everyHour = { ...everyMorning, cron: '0 * * * *' }
const minute = 60_000

/** An organisation that it is ten o'clock for, in Greenwich and in November. */
let world: SyncWorld
let version = 0
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened)
  version = 0
})

const configure = (changed: Partial<Configuration> = {}) =>
  world.after(
    world.app.applyConnectors([
      { ...anOrganization(), schedule: everyHour, version: ++version, ...changed },
    ]),
  )
const approve = (
  recordId: string,
  changed: { readonly approvedAt?: string; readonly revision?: number } = {},
) => world.after(world.app.acceptRecords([{ content: anApprovedRecord({ recordId, ...changed }) }]))
const tick = async (milliseconds: number) => {
  world.clock.advance(milliseconds)
  return world.after(world.app.tendOrganizations())
}
const told = (facts: readonly { readonly kind: string }[], kind: string) =>
  facts.filter((fact) => fact.kind === kind)
const sentOf = (facts: Awaited<ReturnType<typeof tick>>) =>
  facts.flatMap((fact) => (fact.kind === 'requested' ? [fact.record.recordId] : [])).toSorted()
const runs = () => opened.overview.latestRuns('hlf', 20)
const planOf = async () => {
  const plan = await world.app.planRun('hlf')
  if (!plan.ok) throw new Error(plan.error.code)
  return plan.value
}
const start = async (changed: Partial<Asked> = {}) =>
  world.app.startRun(anAsked(changed), (await planOf()).planId)
const answerAll = async (kind: 'posted' | 'withdrawn') => {
  for (const job of world.adapter.open()) world.adapter.act(job, kind)
  return world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
}

describe('WIZARD-8', () => {
  test('WIZARD-8: what is approved waits, is told for when, and leaves in one scheduled run', async () => {
    await configure()
    const waiting = await approve('a')
    const reason = { code: 'awaiting_run', nextRunAt: '2026-11-21T11:00:00.000Z' }
    expect(told(waiting, 'queued')).toMatchObject([{ reason }])
    await approve('b')
    expect(sentOf(await tick(59 * minute))).toEqual([])
    expect(await runs()).toEqual([])
    const facts = await tick(minute)
    expect(sentOf(facts)).toEqual(['a', 'b'])
    expect(await runs()).toMatchObject([{ trigger: 'schedule', counts: { planned: 2 } }])
    world.clock.advance(1)
    expect(await approve('c')).toMatchObject([
      { reason: { ...reason, nextRunAt: '2026-11-21T12:00:00.000Z' } },
    ])
    await answerAll('posted')
    await tick(2_000)
    expect(await runs()).toMatchObject([
      { trigger: 'schedule', completedAt: expect.any(Date), counts: { planned: 2, posted: 2 } },
    ])
  })

  test('WIZARD-8: runs that were missed are caught up with one', async () => {
    await configure()
    await approve('a')
    const facts = await tick(5 * 60 * minute)
    expect(sentOf(facts)).toEqual(['a'])
    await answerAll('posted')
    await tick(10 * minute)
    await tick(10 * minute)
    expect(await runs()).toHaveLength(1)
  })

  test('WIZARD-8: replicas that look at the same moment start one run', async () => {
    await configure()
    await approve('a')
    world.clock.advance(61 * minute)
    await Promise.all(Array.from({ length: 10 }, () => world.app.tendOrganizations()))
    expect(await runs()).toHaveLength(1)
    expect(world.adapter.open()).toEqual([])
    expect(opened.told.filter(({ kind }) => kind === 'requested')).toHaveLength(1)
  })

  test('WIZARD-8: a run finds nothing to send, and is shown', async () => {
    await configure()
    await tick(61 * minute)
    await tick(2_000)
    expect(await runs()).toMatchObject([
      { trigger: 'schedule', completedAt: expect.any(Date), counts: { planned: 0 } },
    ])
  })

  test('WIZARD-8: another schedule is effective at once, and none lets everything go', async () => {
    await configure()
    await approve('a')
    await configure({ schedule: everyMorning })
    expect(await tick(1_000)).toMatchObject([
      { kind: 'queued', reason: { nextRunAt: '2026-11-22T05:00:00.000Z' } },
    ])
    expect(sentOf(await tick(120 * minute))).toEqual([])
    await configure({ schedule: null })
    expect(sentOf(await tick(1_000))).toEqual(['a'])
    expect(sentOf(await approve('b'))).toEqual(['b'])
  })

  test('a schedule that cannot be read is refused with the field, and changes nothing', async () => {
    const schedule = { ...everyHour, cron: '61 * * * *' }
    const given = { ...anOrganization(), schedule, version: 1 }
    const [unusable, ...others] = await world.app.applyConnectors([given])
    expect(others).toEqual([])
    expect(unusable?.configuration).toBe(given)
    expect(unusable?.reason).toMatch(/^schedule\.cron: "61 \* \* \* \*" is not five fields/)
    expect(await opened.store.unknown(['hlf'])).toEqual(['hlf'])
  })

  test('TOGGLE-7: switching off is heeded, whatever the schedule that came with it', async () => {
    await configure()
    const schedule = { ...everyHour, cron: '61 * * * *' }
    await configure({ schedule, connector: { ...anOrganization().connector!, enabled: false } })
    await approve('a')
    expect(sentOf(await tick(60 * minute))).toEqual([])
  })

  test('a suspended connector takes its run up as soon as it works again', async () => {
    await configure({ schedule: null })
    await approve('probe')
    world.adapter.act(world.adapter.open()[0]!, 'auth')
    await world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
    await configure({ schedule: everyHour })
    await approve('a')
    expect(sentOf(await tick(30 * minute))).toEqual([])
    const facts = await tick(30 * minute)
    expect(sentOf(facts)).toHaveLength(1)
    expect(told(facts, 'run_started')).toMatchObject([{ run: { trigger: 'schedule' } }])
    await answerAll('posted')
    expect((await runs())[0]).toMatchObject({ trigger: 'schedule', counts: { planned: 2 } })
  })
})

test('WIZARD-6: new credentials leave the schedule as it was, the next run and one that was missed', async () => {
  await configure()
  await approve('a')
  world.clock.advance(59 * minute)
  await configure({ connector: aConnector({ credentialsVersion: 2 }) })
  expect(sentOf(await tick(minute))).toEqual(['a'])
  await answerAll('posted')
  world.clock.advance(120 * minute)
  await approve('b')
  await configure({ connector: aConnector({ credentialsVersion: 3 }) })
  expect(sentOf(await tick(1))).toEqual(['b'])
})

describe('TOGGLE', () => {
  const off = { connector: aConnector({ enabled: false }) }

  test('TOGGLE-3: what queued while disabled leaves in the next scheduled run', async () => {
    await configure(off)
    await approve('a')
    expect(sentOf(await tick(61 * minute))).toEqual([])
    await configure()
    expect(sentOf(await tick(1_000))).toEqual([])
    expect(sentOf(await tick(59 * minute))).toEqual(['a'])
    expect(await runs()).toMatchObject([{ trigger: 'schedule' }])
  })

  test('TOGGLE-3: and with a manual run, ahead of others', async () => {
    await configure(off)
    await approve('a')
    await configure()
    const facts = await world.after(start())
    expect(told(facts, 'requested')).toMatchObject([
      { priority: 'manual', record: { recordId: 'a' } },
    ])
    expect(await runs()).toMatchObject([
      { trigger: 'manual', actor: 'u-7', counts: { planned: 1 } },
    ])
  })

  test('TOGGLE-3: what was taken back waits for the next run, too', async () => {
    await configure()
    await approve('a')
    await tick(60 * minute)
    await configure(off)
    await answerAll('withdrawn')
    await configure()
    expect(sentOf(await tick(1_000))).toEqual([])
    expect(sentOf(await tick(60 * minute))).toEqual(['a'])
  })

  test('TOGGLE-6: a manual run is refused while the connector is disabled, and sends nothing', async () => {
    await configure(off)
    await approve('a')
    const refused = (code: string) => ({ ok: false, error: { kind: 'conflict', code } })
    expect(await start()).toMatchObject(refused('connector.disabled'))
    await configure({ connector: null })
    expect(await start()).toMatchObject(refused('connector.not_configured'))
    expect(await start({ organizationId: 'nobody' })).toMatchObject({
      error: { kind: 'missing', code: 'organization.not_found' },
    })
    expect(opened.told.filter(({ kind }) => kind === 'requested')).toEqual([])
    expect(await runs()).toEqual([])
  })

  test('TOGGLE-8: enabling from a date marks what was approved before it as handled, and sends the rest', async () => {
    await configure({ ...off, schedule: null })
    await approve('old', { approvedAt: '2026-11-19T10:00:00Z' })
    await approve('new', { approvedAt: '2026-11-20T10:00:00Z' })
    const connector = aConnector({ sendFrom: '2026-11-20T00:00:00Z' })
    await configure({ connector, schedule: null })
    const facts = await tick(1_000)
    expect(told(facts, 'handled')).toMatchObject([
      { record: { recordId: 'old' }, reason: 'before_send_from' },
    ])
    expect(sentOf(facts)).toEqual(['new'])
  })

  test('TOGGLE-8: what was left out is sent once it is put back, and its connector sends what is so old', async () => {
    const from = (sendFrom: string) =>
      configure({ connector: aConnector({ sendFrom }), schedule: null })
    const putBack = () =>
      world.app.takeBackMarks(anAsked(), {
        records: [{ recordId: 'old', revision: 1 }],
        reason: 'It belongs here.',
      })
    await from('2026-11-20T00:00:00Z')
    await approve('old', { approvedAt: '2026-11-19T10:00:00Z' })
    expect(await putBack()).toMatchObject({
      value: { changed: 0, skipped: [{ recordId: 'old', status: 'handled' }] },
    })
    await from('2026-11-19T00:00:00Z')
    expect(await putBack()).toMatchObject({ value: { changed: 1, skipped: [] } })
    expect(sentOf(await world.after(Promise.resolve()))).toEqual(['old'])
  })

  test('TOGGLE-8, BOOKS-8: what corrects a voucher in the ledger is sent, however old it is', async () => {
    await configure({ schedule: null })
    await approve('old', { approvedAt: '2026-11-19T10:00:00Z' })
    await answerAll('posted')
    await configure({
      connector: aConnector({ sendFrom: '2026-11-20T00:00:00Z' }),
      schedule: null,
    })
    await approve('old', { revision: 2, approvedAt: '2026-11-19T12:00:00Z' })
    expect(sentOf(await tick(1_000))).toEqual(['old'])
  })
})

describe('a manual run', () => {
  test('MANUAL-2: is one at a time, whoever asks at once', async () => {
    await configure()
    await approve('a')
    const { planId } = await planOf()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, at) =>
        world.app.startRun(anAsked({ actor: `u-${at}` }), planId),
      ),
    )
    const said = answers.map((answer) => (answer.ok ? 'started' : answer.error.code))
    expect(said.toSorted()).toEqual([...Array(9).fill('run.already_running'), 'started'])
    await world.after(Promise.resolve())
    await answerAll('posted')
    await tick(2_000)
    expect(await start()).toMatchObject({ ok: true })
  })

  test('MANUAL-3: takes what was accepted before it, and nothing newer', async () => {
    await configure()
    await approve('a')
    await world.after(start())
    world.clock.advance(1)
    expect(await approve('b')).toMatchObject([{ kind: 'queued', reason: { code: 'awaiting_run' } }])
    await configure({ schedule: null })
    expect(sentOf(await tick(1))).toEqual(['b'])
    const counts = (await runs()).map((run) => [run.trigger, run.counts.planned])
    expect(Object.fromEntries(counts)).toEqual({ manual: 1, approval: 1 })
  })
})
