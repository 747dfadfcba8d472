import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { oreOf } from '@bilagsbro/kernel/money'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { aConnector, anAsked, anOrganization, policy } from '#testing/builders.ts'
import { createSyncWorld, outstandingLimit, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import type { Configuration } from '#domain/organization.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

const everyMorning = { cron: '0 6 * * *', timeZone: 'Europe/Oslo' } as const
let world: SyncWorld
let version = 0
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened)
  version = 0
  await configure()
})

const configure = (changed: Partial<Configuration> = {}) =>
  world.after(
    world.app.applyConnectors([
      { ...anOrganization(), schedule: everyMorning, version: ++version, ...changed },
    ]),
  )
const approve = async (...recordIds: string[]) => {
  world.clock.advance(1)
  const approvals = recordIds.map((recordId) => {
    const isUnmapped = recordId.startsWith('unmapped')
    const record = anApprovedRecord({ recordId })
    const lines = record.lines.map((line) => ({ ...line, category: 'balloons' }))
    return { content: isUnmapped ? { ...record, lines } : record }
  })
  return world.after(world.app.acceptRecords(approvals))
}
const tick = async (milliseconds: number) => {
  world.clock.advance(milliseconds)
  return world.after(world.app.tendOrganizations())
}
const plan = async () => {
  const planned = await world.app.planRun('hlf')
  if (!planned.ok) throw new Error(planned.error.code)
  return planned.value
}
const start = (planId: string, changed = {}) =>
  world.after(world.app.startRun(anAsked(changed), planId))
const answer = (kind: Parameters<SyncWorld['adapter']['act']>[1], recordId?: string) => {
  for (const job of world.adapter.open())
    if (recordId === undefined || job.key.recordId === recordId) world.adapter.act(job, kind)
  return world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
}
const manual = async () =>
  (await opened.overview.latestRuns('hlf', 20)).find(({ trigger }) => trigger === 'manual')
const amountOf = (count: number) => count * oreOf(anApprovedRecord({}).total)

test('MANUAL-1: a plan says how many records would go and their sum, and what would stay and why', async () => {
  await approve('a', 'b', 'unmapped-1')
  expect(await plan()).toMatchObject({
    ready: { count: 2, amount: amountOf(2) },
    blocked: [{ reason: 'mapping_missing', count: 1, amount: amountOf(1) }],
    running: undefined,
  })
  await configure({ connector: aConnector({ enabled: false }) })
  await tick(1)
  expect(await plan()).toMatchObject({
    ready: { count: 0 },
    blocked: [{ reason: 'connector_disabled', count: 3 }],
  })
})

test('TOGGLE-7: a plan says how many are on their way, which switching off does not hold', async () => {
  await approve('a', 'b')
  const { planId, sending } = await plan()
  expect(sending).toBe(0)
  await start(planId)
  expect(await plan()).toMatchObject({ ready: { count: 0 }, sending: 2 })
  await configure({ connector: aConnector({ enabled: false }) })
  expect(await plan()).toMatchObject({ ready: { count: 0 }, sending: 2 })
})

test('MANUAL-2: the second who asks is told who started the run that goes on, and when', async () => {
  await approve('a')
  const { planId } = await plan()
  await start(planId, { actor: 'u-first' })
  const running = {
    id: expect.any(String),
    trigger: 'manual',
    actor: 'u-first',
    startedAt: world.clock.now().toISOString(),
  }
  world.clock.advance(1_000)
  expect(await world.app.startRun(anAsked({ actor: 'u-second' }), planId)).toMatchObject({
    ok: false,
    error: { kind: 'conflict', code: 'run.already_running', members: { running } },
  })
  expect(await plan()).toMatchObject({ running: { actor: 'u-first' } })
})

test('MANUAL-3: a run takes exactly what its plan counted, however long it takes, and says when it is done', async () => {
  const planned = Array.from({ length: 3 * outstandingLimit }, (_, at) => `a-${at}`)
  await approve(...planned)
  const { planId, ready } = await plan()
  expect(ready.count).toBe(planned.length)
  await approve('newer')
  world.clock.advance(60_000)
  await start(planId)
  for (let turn = 0; turn < 3; turn++) {
    expect(await manual()).toMatchObject({ completedAt: undefined, ready: planned.length })
    await answer('posted')
    await tick(100)
  }
  await tick(policy.run.quietMs)
  expect(await manual()).toMatchObject({
    completedAt: world.clock.now(),
    counts: { planned: planned.length, posted: planned.length, failed: 0, waiting: 0 },
  })
  expect(await plan()).toMatchObject({ ready: { count: 1 } })
  expect(world.adapter.ledger.has('hlf/newer')).toBe(false)
})

test('MANUAL-3: a run goes on while its records wait behind others of the same organisation', async () => {
  await configure({ schedule: null })
  await approve(...Array.from({ length: outstandingLimit }, (_, at) => `rolling-${at}`))
  await approve('a')
  await start((await plan()).planId)
  await tick(2 * policy.run.quietMs)
  await tick(2 * policy.run.quietMs)
  expect(await manual()).toMatchObject({ completedAt: undefined, counts: { planned: 0 } })
  await answer('posted')
  await answer('posted', 'a')
  await tick(policy.run.quietMs)
  expect(await manual()).toMatchObject({
    completedAt: expect.any(Date),
    counts: { planned: 1, posted: 1, waiting: 0 },
  })
})

test('MANUAL-4, MANUAL-5: a run with failures ends with its summary, and is told with who started it', async () => {
  await approve('a', 'unmapped-1')
  await approve('b')
  await start((await plan()).planId, { actor: 'u-7' })
  await answer('posted', 'a')
  await answer('data', 'b')
  const facts = await tick(policy.run.quietMs)
  expect(facts.find(({ kind }) => kind === 'run_completed')).toMatchObject({
    run: {
      trigger: 'manual',
      actor: 'u-7',
      counts: { planned: 2, posted: 1, failed: 1, returned: 0, waiting: 1 },
    },
  })
})

test('MANUAL-4: a run ends, whatever becomes of its records', async () => {
  await approve('a', 'b')
  await start((await plan()).planId)
  await answer('in_doubt', 'a')
  await tick(policy.run.maxMs)
  expect(await manual()).toMatchObject({
    completedAt: world.clock.now(),
    counts: { planned: 2, posted: 0, waiting: 0 },
  })
})

test('TOGGLE-6: a run is refused while the connector is off, and by a plan that is too old; nothing is sent', async () => {
  await approve('a')
  const { planId } = await plan()
  await configure({ connector: aConnector({ enabled: false }) })
  const refused = (code: string) => ({ ok: false, error: { kind: 'conflict', code } })
  expect(await world.app.startRun(anAsked(), planId)).toMatchObject(refused('connector.disabled'))
  await configure()
  world.clock.advance(15 * 60_000 + 1)
  expect(await world.app.startRun(anAsked(), planId)).toMatchObject(refused('run.plan_expired'))
  expect(opened.told.filter(({ kind }) => kind === 'requested')).toEqual([])
  expect(await manual()).toBeUndefined()
})
