import { PostingRequested } from '@bilagsbro/events/posting'
import { SyncCompleted, SyncQueued, SyncStarted, SyncSucceeded } from '@bilagsbro/events/sync'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { tables } from '#adapters/postgres/tables.ts'
import { aFailure } from '#testing/builders.ts'
import { startOrchestrator } from '#testing/orchestrator-process.ts'
import { createOutsideWorld, posted } from '#testing/outside-world.ts'

const requests = PostingRequested.dynamics
const organizations = ['hlf', 'blindeforbundet', 'other']
const records = (count: number) =>
  Array.from({ length: count }, (_, at) => ({
    organizationId: organizations[at % organizations.length]!,
    recordId: `r-${at}`,
  }))

async function openWorld() {
  const resources = new AsyncDisposableStack()
  const world = resources.use(await createOutsideWorld())
  for (const organizationId of organizations) await world.configure({ organizationId })
  const openDatabase = async () => resources.use(await createTestDatabase({ tables, migrations }))
  const start = async (databaseUrl: string, env: Record<string, string> = {}) =>
    resources.use(await startOrchestrator({ databaseUrl, topics: world.topics, env }))
  return { world, openDatabase, start, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

interface Opened {
  readonly orm: { readonly em: { fork(): { getKysely(): unknown } } }
}
const kyselyOf = ({ orm }: Opened) => orm.em.fork().getKysely() as Kysely<never>

const statuses = async (database: Opened) => {
  const { rows } = await sql<{ status: string; records: number }>`
    select status, count(*)::int as records from record group by status`.execute(kyselyOf(database))
  return Object.fromEntries(rows.map(({ status, records: count }) => [status, count]))
}

const mostOnTheirWay = async (database: Opened) => {
  const { rows } = await sql<{ records: number }>`
    select count(*)::int as records from record where status = 'sending'
    group by organization_id order by 1 desc limit 1`.execute(kyselyOf(database))
  return rows[0]?.records ?? 0
}

test('two replicas share the work: each record is requested once, with never more than the limit on its way', async () => {
  await using opened = await openWorld()
  const { world } = opened
  const database = await opened.openDatabase()
  const env = { OUTSTANDING_LIMIT: '50' }
  await Promise.all([opened.start(database.url, env), opened.start(database.url, env)])
  let most = 0
  await world.approve(...records(1_200))
  await world.until(async () => {
    most = Math.max(most, await mostOnTheirWay(database))
    expect(world.of(SyncSucceeded)).toHaveLength(1_200)
  }, 120_000)
  expect(most).toBeLessThanOrEqual(50)
  expect(world.of(requests)).toHaveLength(1_200)
  expect(new Set(world.of(requests).map(({ recordId }) => recordId)).size).toBe(1_200)
  expect(await statuses(database)).toEqual({ posted: 1_200 })
})

test('WIZARD-8: of two replicas that were down at the scheduled moment, one starts one run', async () => {
  await using opened = await openWorld()
  const { world } = opened
  const schedule = { cron: '0 6 * * 1-5', timeZone: 'Europe/Oslo' } as const
  await world.configure({ version: 2, schedule })
  const database = await opened.openDatabase()
  const first = await opened.start(database.url)
  await world.approve(...records(300).map((record) => ({ ...record, organizationId: 'hlf' })))
  await world.until(() => expect(world.of(SyncQueued)).toHaveLength(300))
  expect(world.of(requests)).toEqual([])
  await first.kill('SIGKILL')
  await sql`update organization set next_run_at = now() - interval '1 day'
    where organization_id = 'hlf'`.execute(kyselyOf(database))
  await Promise.all([opened.start(database.url), opened.start(database.url)])
  await world.until(() => expect(world.of(SyncSucceeded)).toHaveLength(300))
  await world.until(() => expect(world.of(SyncCompleted)).toHaveLength(1))
  expect(world.of(SyncStarted)).toMatchObject([{ trigger: 'schedule' }])
  expect(world.of(SyncCompleted)).toMatchObject([{ counts: { planned: 300, posted: 300 } }])
  expect(world.of(requests)).toHaveLength(300)
})

test('a replica that is killed in mid-work loses nothing and sends nothing twice', async () => {
  await using opened = await openWorld()
  const { world } = opened
  const database = await opened.openDatabase()
  const env = { OUTSTANDING_LIMIT: '100', REREQUEST_AFTER_MS: '3000' }
  const [victim] = await Promise.all([
    opened.start(database.url, env),
    opened.start(database.url, env),
  ])
  const approving = world.approve(...records(1_500))
  await world.until(() => expect(world.of(SyncSucceeded).length).toBeGreaterThan(200))
  await victim.kill('SIGKILL')
  await approving
  await world.until(
    () => expect(new Set(world.of(SyncSucceeded).map(({ recordId }) => recordId)).size).toBe(1_500),
    120_000,
  )
  expect(await statuses(database)).toEqual({ posted: 1_500 })
  // Asked again, perhaps, but never as a new attempt.
  expect(new Set(world.of(requests).map(({ attempt }) => attempt))).toEqual(new Set([1]))
})

test('an orchestrator whose database was dropped knows everything again, and sends nothing as new that is in the ledger', async () => {
  await using opened = await openWorld()
  const { world } = opened
  world.answer = (request) =>
    request.recordId === 'r-1' ? { kind: 'refused', failure: aFailure('data') } : posted(request)
  const first = await opened.openDatabase()
  const before = await opened.start(first.url)
  await world.approve(...records(300))
  await world.until(async () => expect(await statuses(first)).toEqual({ posted: 299, failed: 1 }))
  await before.kill('SIGTERM')
  const sequences = new Map(
    world.of(SyncSucceeded).map(({ recordId, sequence }) => [recordId, sequence]),
  )
  const heard = world.of(SyncSucceeded).length
  const references = new Set(world.of(requests).map(({ reference }) => reference))

  const second = await opened.openDatabase()
  await opened.start(second.url)
  await world.until(async () => expect(await statuses(second)).toEqual({ posted: 299, failed: 1 }))
  await world.until(() =>
    expect(world.of(SyncSucceeded).length).toBeGreaterThanOrEqual(heard + 299),
  )
  for (const { recordId, sequence } of world.of(SyncSucceeded).slice(heard))
    expect(sequence).toBeGreaterThan(sequences.get(recordId)!)
  // What is asked for again is asked for by its old reference: the adapter, or the ledger, knows it.
  expect(new Set(world.of(requests).map(({ reference }) => reference))).toEqual(references)
})
