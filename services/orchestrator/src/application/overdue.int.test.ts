import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { anAsked, anOrganization } from '#testing/builders.ts'
import { createSyncWorld, type SyncWorld } from '#testing/sync-world.ts'
import { openTestStore } from '#testing/test-store.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

let world: SyncWorld
beforeEach(async () => {
  await opened.clear()
  world = await createSyncWorld(opened)
  await world.after(world.configure('hlf'))
})

const day = 86_400_000
const name = { recordId: 'a', revision: 1 }
const settle = () => world.after(world.app.settlePostings(world.adapter.undelivered.splice(0)))
async function deliver() {
  await world.after(world.app.acceptRecords([{ content: anApprovedRecord(name) }]))
  world.adapter.act(world.adapter.open()[0]!, 'delivered')
  return settle()
}
/** What is told as overdue after a while, whoever's turn it is. */
async function overdueAfter(milliseconds: number, replicas = 1) {
  world.clock.advance(milliseconds)
  const turns = Array.from({ length: replicas }, () => world.replica(true).tendOrganizations())
  const facts = await world.after(Promise.all(turns))
  return facts.filter(({ kind }) => kind === 'overdue')
}

test('BOOKS-1: what nobody has booked for three days is told as overdue, once, by whichever replica', async () => {
  const delivered = await deliver()
  expect(await overdueAfter(3 * day - 60_000)).toEqual([])
  const told = await overdueAfter(120_000, 4)
  const deliveredAt = delivered.find(({ kind }) => kind === 'succeeded')
  expect(told).toMatchObject([
    {
      record: { recordId: 'a', state: { status: 'delivered', isOverdue: true } },
      deliveredAt: 'at' in deliveredAt! ? deliveredAt.at : undefined,
      connector: 'dynamics',
    },
  ])
  world.restart()
  expect(await overdueAfter(30 * day, 2)).toEqual([])
})

test('BOOKS-1: an organisation chooses its own patience, for what is delivered already, too', async () => {
  await deliver()
  const organization = anOrganization({ version: 2 })
  const policies = { ...organization.policies, deliveredDays: 1 }
  expect(await overdueAfter(day + 1)).toEqual([])
  await world.after(world.app.applyConnectors([{ ...organization, policies }]))
  expect(await overdueAfter(0)).toHaveLength(1)
})

test('BOOKS-1: what was booked, removed or marked in time is not overdue', async () => {
  await deliver()
  world.adapter.clerk(world.adapter.delivered()[0]!, 'books')
  await settle()
  expect(await overdueAfter(10 * day)).toEqual([])
})

test('a mark that is taken back lets the voucher wait anew', async () => {
  await deliver()
  expect(await overdueAfter(3 * day)).toHaveLength(1)
  const mark = { records: [name], reason: 'Seen.' }
  await world.after(world.app.markHandled(anAsked(), mark))
  expect(await overdueAfter(10 * day)).toEqual([])
  await world.after(world.app.takeBackMarks(anAsked(), mark))
  expect(await overdueAfter(2 * day)).toEqual([])
  expect(await overdueAfter(2 * day)).toHaveLength(1)
  world.adapter.clerk(world.adapter.delivered()[0]!, 'books')
  expect(await settle()).toMatchObject([{ kind: 'succeeded', outcome: 'posted' }])
})
