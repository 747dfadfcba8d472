import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { aFailure } from '#testing/builders.ts'
import { silentLedger } from '#testing/ledger.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import type { Proven } from './ports/connection-proof.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

const minute = 60_000
let world: SyncWorld
let asked: string[]
let proven: Proven
let whileAsked: () => Promise<unknown>
beforeEach(async () => {
  await opened.clear()
  asked = []
  proven = { kind: 'works' }
  whileAsked = async () => {}
  world = await createSyncWorld(opened, undefined, {
    ...silentLedger,
    connectionProof: {
      async test(type, organizationId) {
        asked.push(`${type} ${organizationId}`)
        await whileAsked()
        return proven
      },
    },
  })
  await world.after(world.configure('hlf', { scheduled: true }))
})

/** The clock goes on, and everybody's timers do their work. */
async function pass(milliseconds: number, replicas = 1) {
  world.clock.advance(milliseconds)
  const all = Array.from({ length: replicas }, () => world.replica(true))
  await Promise.all(all.map((replica) => replica.tendOrganizations()))
  return world.after(Promise.all(all.map((replica) => replica.proveConnections())))
}
const approve = (recordId: string) =>
  world.after(world.app.acceptRecords([{ content: anApprovedRecord({ recordId }) }]))
const told = (facts: readonly { readonly kind: string }[], kind: string) =>
  facts.filter((fact) => fact.kind === kind)

test('WIZARD-8: a scheduled run with nothing to send proves the connection, once among replicas', async () => {
  await pass(30 * minute)
  expect(asked).toEqual([])
  const facts = await pass(31 * minute, 4)
  expect(asked).toEqual(['dynamics hlf'])
  expect(told(facts, 'suspended')).toEqual([])
  await pass(2_000, 2)
  expect(await opened.overview.latestRuns('hlf', 5)).toMatchObject([
    { trigger: 'schedule', completedAt: expect.any(Date), counts: { planned: 0 } },
  ])
})

test('WIZARD-8: a connection is proved at most once an hour, also after a restart', async () => {
  for (let minutes = 0; minutes < 4 * 60; minutes += 5) {
    await pass(5 * minute)
    world.restart()
  }
  expect(asked.length).toBeGreaterThanOrEqual(3)
  expect(asked.length).toBeLessThanOrEqual(4)
})

test('a run that has something to send proves the connection by sending', async () => {
  await approve('a')
  await pass(61 * minute)
  expect(asked).toEqual([])
})

test.each(['auth', 'unreachable', 'config'] as const)(
  'HEALTH-3: a connection that fails with %s suspends its connector, and comes back when it works',
  async (cls) => {
    proven = { kind: 'broken', failure: aFailure(cls) }
    const facts = await pass(61 * minute)
    expect(told(facts, 'suspended')).toMatchObject([
      { organization: { organizationId: 'hlf' }, suspension: { cause: { class: cls } } },
    ])
    expect(told(await pass(30 * minute), 'resumed')).toEqual([])
    proven = { kind: 'works' }
    expect(told(await pass(61 * minute), 'resumed')).toHaveLength(1)
    expect(asked).toHaveLength(2)
  },
)

test('while a record waits to be the probe, the record proves the connection', async () => {
  proven = { kind: 'broken', failure: aFailure('auth') }
  await pass(61 * minute)
  await approve('a')
  await pass(61 * minute)
  expect(asked).toHaveLength(1)
  expect(world.adapter.open()).toHaveLength(1)
})

test('nothing is said of a connection by an adapter that does not answer', async () => {
  proven = { kind: 'untold' }
  expect(told(await pass(61 * minute), 'suspended')).toEqual([])
})

test('a connection that was changed while it was asked about is not judged', async () => {
  proven = { kind: 'broken', failure: aFailure('auth') }
  whileAsked = () => world.configure('hlf', { scheduled: true, enabled: false })
  expect(told(await pass(61 * minute), 'suspended')).toEqual([])
  whileAsked = async () => {}
  await pass(120 * minute)
  expect(asked).toHaveLength(1)
})
