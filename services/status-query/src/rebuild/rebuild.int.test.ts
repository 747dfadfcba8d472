import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import { SyncSucceeded } from '@bilagsbro/events/sync'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { openDatabase } from '@bilagsbro/service-kit/postgres'
import { compileCache } from '@bilagsbro/service-kit/testing'
import fc from 'fast-check'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createErase } from '#audit/erase.ts'
import { migrations } from '../migrations/migrations.ts'
import { tables } from '../tables.ts'
import { arrivals, type Told } from '../testing/arrivals.ts'
import { createTestLog, golden } from '../testing/log.ts'
import { readModelsOf } from '../testing/read-models.ts'
import { storyOf } from '../testing/story.ts'
import { rebuildReadModels } from './rebuild.ts'

await using resources = new AsyncDisposableStack()
const log = resources.use(await createTestLog())
const asOwners = async (poolSize: number) => {
  const orm = await openDatabase({ url: log.ownerUrl, tables, migrations, poolSize })
  return resources.adopt(orm, () => orm.close())
}
const owner = await asOwners(1)
/** Somebody else: under the same names, the connection of a rebuild finds its own tables. */
const other = await asOwners(2)
const owned = resources.move()
afterAll(() => owned.disposeAsync())

const clock = fixedClock('2026-11-21T13:00:00Z')
const rebuild = (isInForce = true) => rebuildReadModels({ owner, clock, isInForce })
const same = { removed: 0, changed: 0, added: 0 }
const allSame = {
  record: same,
  record_sum: same,
  integration: same,
  run: same,
  organization: same,
}
const receive = (told: Told, organizationId: string) =>
  log.receive(told[0], { ...told[1], organizationId } as never)
const shown = (organizationId: string) => readModelsOf(log.orm, organizationId)

let organizationId: string
beforeEach(async () => {
  organizationId = await log.open()
  for (const told of storyOf(organizationId).flat()) await receive(told, organizationId)
})

test('the read models come out the same for every order of arrival that Kafka permits, with repeats, and so does their rebuild', async () => {
  const expected = await shown(organizationId)
  await fc.assert(
    fc.asyncProperty(arrivals(storyOf('one')), async (arrived) => {
      const another = await log.open()
      for (const told of arrived) await receive(told, another)
      expect(await shown(another)).toEqual(expected)
    }),
    { numRuns: 25 },
  )
  expect(await rebuild(false)).toMatchObject({ kept: 0, differences: allSame })
}, 180_000)

const asOwner = (statement: string, ...values: unknown[]) =>
  other.em.fork().execute<object[]>(statement, values)

const damage = async () => {
  for (const statement of [
    `update record set status = 'pending', voucher = null, sequence = 1 where organization_id = ? and record_id = 'a'`,
    `delete from record where organization_id = ? and record_id = 'c'`,
    `update record_sum set count = count + 7 where organization_id = ?`,
    `update integration set transferred = 0 where organization_id = ?`,
    `delete from run where organization_id = ? and run_id = 'run-1'`,
    `update organization set name = 'Nobody', suspension = null, last_run = null where organization_id = ?`,
  ])
    await asOwner(statement, organizationId)
}

test('a rebuild mends what is missing, other and too many: nothing is shown as pending that was posted', async () => {
  const expected = await shown(organizationId)
  await damage()
  const damaged = await shown(organizationId)
  expect(await rebuild(false)).toMatchObject({
    differences: {
      record: { added: 1, changed: 2, removed: 0 },
      run: { added: 1 },
      organization: { changed: 1 },
    },
  })
  expect(await shown(organizationId)).toEqual(damaged)
  await rebuild()
  expect(await shown(organizationId)).toEqual(expected)
  expect(await rebuild(false)).toMatchObject({ differences: allSame })
})

test('a rebuild goes on beside live writes, and loses none of them', async () => {
  const busy = await Promise.all(Array.from({ length: 4 }, () => log.open()))
  let isOver = false
  const write = async (id: string) => {
    for (let no = 0; !isOver || no < 20; no++) {
      const recordId = `live-${no}`
      await log.receive(RecordApproved, { ...golden(RecordApproved, id), recordId })
      await log.receive(SyncSucceeded, { ...golden(SyncSucceeded, id), recordId })
    }
  }
  await damage()
  const writing = Promise.all(busy.map(write))
  const rebuilt = await rebuild().finally(() => (isOver = true))
  await writing
  expect(rebuilt.kept).toBe(0)
  expect(await rebuild(false)).toMatchObject({ differences: allSame })
  for (const one of busy)
    expect((await shown(one)).record_sum).toMatchObject([{ status: 'posted' }])
})

test('a rebuild that is killed before its end leaves the read models as they were, and the next one ends', async () => {
  const expected = await shown(organizationId)
  await damage()
  const damaged = await shown(organizationId)
  // A projection that is under way: the switch waits for it.
  const open = other.em.fork()
  await open.begin()
  await open.execute(`update record set attempts = attempts where organization_id = ?`, [
    organizationId,
  ])
  const command = startCommand('rebuild')
  const waits = () =>
    asOwner(
      `select from pg_locks l join pg_database d on d.oid = l.database
       where d.datname = current_database() and not granted and mode = 'ExclusiveLock'`,
    )
  await expect.poll(waits, patience).toHaveLength(1)
  command.kill('SIGKILL')
  await once(command, 'close')
  await open.commit()
  // Its connection may notice later that it has ended.
  await expect.poll(waits, patience).toHaveLength(0)
  expect(await shown(organizationId)).toEqual(damaged)
  const [code, said] = await ended(startCommand('rebuild', '--json'))
  expect(JSON.parse(said)).toMatchObject({ kept: 0 })
  expect(code).toBe(0)
  expect(await shown(organizationId)).toEqual(expected)
  expect(await ended(startCommand('check'))).toEqual([
    0,
    expect.stringMatching(/^record .*; 0 were missing/),
  ])
})

const patience = { timeout: 60_000 }

const startCommand = (...args: string[]) =>
  spawn(process.execPath, [join(import.meta.dirname, '../commands/read-models.ts'), ...args], {
    env: { PATH: process.env['PATH'], ...compileCache(), DATABASE_OWNER_URL: log.ownerUrl },
    stdio: ['ignore', 'pipe', 'ignore'],
  })

async function ended(command: ReturnType<typeof startCommand>) {
  let said = ''
  command.stdout.setEncoding('utf8').on('data', (text: string) => (said += text))
  const [code] = (await once(command, 'close')) as [number]
  return [code, said] as const
}

test('records that the log cannot tell all of stay as they are', async () => {
  const before = `update sync_logs set line = null where organization_id = ? and subject = 'b'`
  await asOwner('alter table sync_logs disable trigger user')
  await asOwner(before, organizationId)
  await asOwner('alter table sync_logs enable trigger user')
  await asOwner(
    `insert into record (organization_id, record_id, revision, status, updated_at) values (?, 'archived', 1, 'posted', now())`,
    organizationId,
  )
  await asOwner(
    `update record_sum set count = count + 1 where organization_id = ? and status = 'posted'`,
    organizationId,
  )
  expect(await rebuild(false)).toMatchObject({ kept: 2, differences: allSame })
})

test('a record that was set aside is shown so again, until it has come again', async () => {
  const unannounced = crypto.randomUUID()
  const approved = { ...golden(RecordApproved, unannounced), recordId: 'early' }
  await log.receive(RecordApproved, approved)
  expect((await shown(unannounced)).record).toMatchObject([{ status: 'set_aside' }])
  expect(await rebuild(false)).toMatchObject({ differences: { record: same, record_sum: same } })
  await log.receive(ConnectorConfigured, golden(ConnectorConfigured, unannounced))
  await log.receive(RecordApproved, approved)
  expect((await shown(unannounced)).record).toMatchObject([{ status: 'pending' }])
  expect(await rebuild(false)).toMatchObject({ differences: { record: same, record_sum: same } })
})

test('what was erased of a record is shown no more, and in no rebuild', async () => {
  const erase = createErase(other, clock)
  for (const recordId of ['a', 'd', 'e'])
    expect(await erase({ organizationId, recordId, by: 'u-9', basis: 'gdpr-17' })).toMatchObject({
      ok: true,
    })
  const { record } = await shown(organizationId)
  expect(record).toMatchObject([
    { record_id: 'a', moved: expect.not.objectContaining({ note: expect.anything() }) },
    { record_id: 'a', revision: 2 },
    { record_id: 'b' },
    { record_id: 'c' },
    { record_id: 'd', failure: expect.not.objectContaining({ subject: expect.anything() }) },
    { record_id: 'e', reason: { code: 'mapping_missing' } },
    { record_id: 'f' },
  ])
  expect(JSON.stringify(record)).not.toMatch(/Agreed|"p-1"/)
  expect(await rebuild(false)).toMatchObject({ differences: allSame })
})
