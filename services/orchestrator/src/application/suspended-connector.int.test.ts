import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { aConnector, anAsked, anOrganization, policy } from '#testing/builders.ts'
import { rowsOf } from '#testing/sync-invariants.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'
import type { Connector } from '#domain/organization.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

let world: SyncWorld
let version = 0
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened, policy)
  version = 0
  await configure()
})

const configure = (changed: Partial<Connector> = {}) =>
  world.after(
    world.app.applyConnectors([
      { ...anOrganization(), version: ++version, connector: aConnector(changed) },
    ]),
  )
const approve = (...recordIds: string[]) =>
  world.after(
    world.app.acceptRecords(
      recordIds.map((recordId) => ({ content: anApprovedRecord({ recordId }) })),
    ),
  )
const tick = async (milliseconds: number) => {
  world.clock.advance(milliseconds)
  return world.after(world.app.tendOrganizations())
}
/** The first is refused, and stops the lane: the others come back unsent. */
const refuse = (kind: 'auth' | 'posted') => {
  for (const [at, job] of world.adapter.open().entries())
    world.adapter.act(job, at === 0 || kind === 'posted' ? kind : 'lane_stopped')
  return world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
}
const told = (kind: string) => opened.told.filter((fact) => fact.kind === kind)
const states = async () =>
  Object.fromEntries(
    [...Map.groupBy(await rowsOf(opened), ({ status }) => status)].map(([status, rows]) => [
      status,
      rows.length,
    ]),
  )
const minute = 60_000

test('5,000 records survive an outage of hours with no attempt used up, and go when new credentials come', async () => {
  for (let from = 0; from < 5_000; from += 1_000)
    await approve(...Array.from({ length: 1_000 }, (_, at) => `r-${from + at}`))
  await refuse('auth')
  expect(told('suspended')).toHaveLength(1)
  const before = told('requested').length
  for (let passed = 0; passed < 8 * 60; passed++) {
    await tick(minute)
    await refuse('auth')
  }
  const probes = told('requested').length - before
  // 30 seconds after the suspension, then half as often each time, down to every 15 minutes.
  expect(probes).toBeGreaterThan(8 * 4 - 2)
  expect(probes).toBeLessThan(8 * 4 + 6)
  expect(await states()).toEqual({ pending: 5_000 })
  expect((await rowsOf(opened)).every(({ failures }) => failures === 0)).toBe(true)
  expect(told('failed')).toEqual([])
  expect(told('suspended')).toHaveLength(1)

  await configure({ credentialsVersion: 2 })
  await tick(1)
  for (let turn = 0; turn < 8; turn++) {
    await refuse('posted')
    await tick(1)
  }
  expect(await states()).toEqual({ posted: 5_000 })
  expect(told('resumed')).toHaveLength(1)
  expect((await rowsOf(opened)).every(({ failures }) => failures === 0)).toBe(true)
})

test('a person who tries now has one record sent, and no second one while it is on its way', async () => {
  await approve('a', 'b')
  const probe = (key?: string) =>
    world.after(world.app.probeConnector(anAsked(key === undefined ? {} : { key })))
  expect(await world.app.probeConnector(anAsked())).toMatchObject({
    ok: false,
    error: { kind: 'conflict', code: 'connector.not_suspended' },
  })
  await refuse('auth')
  await tick(1)
  const before = told('requested').length
  await probe('k')
  await probe('k')
  await probe()
  expect(told('requested')).toHaveLength(before + 1)
  const sent = told('requested').at(-1)
  const again = await world.app.probeConnector(anAsked())
  expect(again).toMatchObject({
    value: { probe: { recordId: sent && 'record' in sent ? sent.record.recordId : '' } },
  })
  await refuse('posted')
  expect(told('resumed')).toHaveLength(1)
  await tick(1)
  await refuse('posted')
  expect(await states()).toEqual({ posted: 2 })
})

test('nobody probes a connector that is off, or that there is none of', async () => {
  const code = async () => {
    const answer = await world.app.probeConnector(anAsked())
    return answer.ok ? '' : answer.error.code
  }
  await configure({ enabled: false })
  expect(await code()).toBe('connector.disabled')
  await world.app.applyConnectors([{ ...anOrganization(), version: ++version, connector: null }])
  expect(await code()).toBe('connector.not_configured')
})
