import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { DataOf, EventDefinition } from '@bilagsbro/events/define-event'
import { PostingRequested } from '@bilagsbro/events/posting'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { SyncFailed, SyncHandled, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { systemClock as clock } from '@bilagsbro/kernel/clock'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { openDatabase } from '@bilagsbro/service-kit/postgres'
import { compileCache, createTestIssuer } from '@bilagsbro/service-kit/testing'
import { startService } from '@bilagsbro/service-runtime/testing/start-service'
import { expect, test } from 'vitest'
import { createPeriodReport } from '#periods/report.ts'
import { rebuildReadModels } from '#rebuild/rebuild.ts'
import { golden } from '#testing/log.ts'
import { month, monthsAgo, openEmptyLog, openLog, repack, root } from '#testing/archived-log.ts'
import { readModelsOf } from '#testing/read-models.ts'
import { migrations } from '../../migrations/migrations.ts'
import { tables } from '../../tables.ts'
import { beginningOf } from '../chain.ts'
import { keepMonths } from '../months.ts'
import { createVerify } from '../verify.ts'

type Opened = Awaited<ReturnType<typeof openLog>>

async function rebuilt({ log }: Opened, isInForce = true) {
  const owner = await openDatabase({ url: log.ownerUrl, tables, migrations, poolSize: 1 })
  await using _closed = { [Symbol.asyncDispose]: () => owner.close() }
  return rebuildReadModels({ owner, clock, isInForce })
}
/** What the log says, by no number. */
const told = async ({ entries }: Opened) =>
  (await entries())
    .filter(({ kind }) => !kind.startsWith('log.') && kind !== 'payload.erased')
    .map(({ id: _id, traceId: _traceId, ...entry }) => entry)

test('AUDIT-7: archived months stand in the log again, in one chain with the rest, until they are released', async () => {
  const it = await openLog(62, 2, 1, 0)
  const before = await told(it)
  await it.archive()
  await it.seal()
  const stops = () => {
    throw new Error('ended here')
  }
  await expect(it.restore({}, stops)).rejects.toThrow('ended here')
  expect(await it.restore({ from: month(2) })).toMatchObject({
    value: [
      { name: month(2), entries: 2 },
      { name: month(1), entries: 2 },
    ],
  })
  expect(await it.restore()).toMatchObject({ value: [{ name: 'earlier', entries: 2 }] })
  expect(await it.restore()).toEqual({ ok: true, value: [] })
  await keepMonths(it.log.orm)
  await it.seal()
  expect(await told(it)).toEqual(before)
  const whole = { intact: true, entries: 15, archived: 6, waiting: 0 }
  expect(await it.verify()).toMatchObject(whole)
  expect(await it.verify(it.folder)).toMatchObject(whole)
  expect(await it.archive()).toMatchObject({ error: { code: 'archive.restored' } })

  expect(await it.erase('r-2-a', it.folder)).toMatchObject({ value: [expect.any(String)] })
  await it.receive(2, 'r-late')
  expect(await it.releaseRestored()).toEqual({ ok: true, value: ['earlier', month(2), month(1)] })
  expect(await it.releaseRestored()).toEqual({ ok: true, value: [] })
  await it.seal()
  expect(await it.verify(it.folder)).toMatchObject({ intact: true, archived: 6, waiting: 0 })
  const rows = await it.entries()
  const kinds = ['log.archived', 'log.restored', 'log.released']
  expect(kinds.map((one) => rows.filter(({ kind }) => kind === one).length)).toEqual([3, 3, 3])
  expect(rows.find(({ kind }) => kind === 'log.released')).toMatchObject({ actor: 'user-8' })
  const left = rows.filter(({ kind }) => kind === 'sync.handled').map(({ recordId }) => recordId)
  expect(new Set(left)).toEqual(new Set(['r-0-a', 'r-0-b', 'r-late']))

  // What was forgotten is put back without it.
  await it.restore()
  await it.seal()
  expect(await it.verify(it.folder)).toMatchObject({ intact: true })
  const [kept] = await it.owner.em
    .fork()
    .execute<object[]>(
      `select body from sync_logs where kind = 'sync.handled' and subject = 'r-2-a'`,
    )
  expect(kept).toEqual({ body: null })
})

const forge = (path: string) => repack(path, (text) => text.replace('Kari', 'Per'))

test('AUDIT-7: an archive that is not as it was made or sealed is not put back, nor taken for what stands in the log', async () => {
  const it = await openLog(2, 1)
  await it.archive()
  await it.seal()
  const log = join(month(1), `1-${it.organizationId}.log.jsonl.gz`)
  const payloads = join(month(1), `1-${it.organizationId}.payloads.jsonl.gz`)
  const changes: readonly [string, (folder: string) => Promise<unknown>][] = [
    ['archive.not_there', (at) => rm(join(at, month(1)), { recursive: true })],
    [
      'archive.not_as_made',
      (at) => repack(join(at, log), (text) => text.replace('r-1-a', 'r-1-x')),
    ],
    [
      'archive.not_as_made',
      (at) => repack(join(at, payloads), (text) => text.replace('Kari', 'Per')),
    ],
    ['archive.not_as_made', (at) => rm(join(at, month(1), 'signature.json'))],
  ]
  for (const [code, change] of changes) {
    const folder = await mkdtemp(join(root, 'copy-'))
    await cp(it.folder, folder, { recursive: true })
    await change(folder)
    expect(await it.restore({ from: month(1), folder })).toMatchObject({ error: { code } })
  }
  expect((await it.entries()).map(({ kind }) => kind)).not.toContain('log.restored')
  const leaves = (order: string) =>
    it.tamper(`update seal set leaves = ${order} where ids @> (
      select ids[1:1] from log_archive where name = '${month(1)}')`)
  await leaves(`sha256(leaves)`)
  expect(await it.restore({ from: month(1) })).toMatchObject({
    error: { code: 'archive.not_as_made' },
  })
  expect(await told(it)).toHaveLength(1)

  expect(await it.restore({ from: month(2), to: month(2) })).toMatchObject({ ok: true })
  const folder = await mkdtemp(join(root, 'copy-'))
  await cp(it.folder, folder, { recursive: true })
  await repack(join(folder, log.replace(month(1), month(2))), (text) =>
    text.replace('r-2-a', 'r-2-x'),
  )
  expect(await it.releaseRestored(folder)).toMatchObject({ error: { code: 'archive.not_as_made' } })
  expect(await told(it)).toHaveLength(3)

  // Nor are payloads, which the log may have the last copy of.
  const lost = [rm, (at: string) => truncate(at, 10), (at: string) => repack(at, () => ''), forge]
  for (const lose of lost) {
    const copy = await mkdtemp(join(root, 'copy-'))
    await cp(it.folder, copy, { recursive: true })
    await lose(join(copy, payloads.replace(month(1), month(2))))
    expect(await it.releaseRestored(copy)).toMatchObject({ error: { code: 'archive.not_as_made' } })
  }
  expect(await told(it)).toHaveLength(3)
  expect(await it.releaseRestored()).toMatchObject({ value: [month(2)] })
})

test('AUDIT-7: whoever forgets, puts back or archives waits for the one before, and finds what was left', async () => {
  const it = await openLog(2, 1)
  await it.archive({ before: month(1) })
  let forgotten: ReturnType<typeof it.erase> | undefined
  const blocked = async () => {
    const [{ n }] = (await it.owner.em.fork()
      .execute(`select count(*)::int as n from pg_locks where not granted and database = (
        select oid from pg_database where datname = current_database())`)) as [{ n: number }]
    return n
  }
  await it.restore({}, async () => {
    forgotten = it.erase('r-2-a', it.folder)
    await expect.poll(blocked, { timeout: 30_000 }).toBeGreaterThan(0)
  })
  expect(await forgotten).toMatchObject({ ok: true })
  const bodies = await it.owner.em
    .fork()
    .execute(`select body from sync_logs where kind = 'sync.handled' and subject = 'r-2-a'`)
  expect(bodies).toEqual([{ body: null }])
  expect(await it.releaseRestored()).toMatchObject({ value: [month(2)] })

  await it.seal()
  const whilePutBack = await it.archive({}, (name) => name === 'written' && it.restore())
  expect(whilePutBack).toMatchObject({ error: { code: 'archive.restored' } })
  expect((await told(it)).filter(({ recordId }) => recordId?.startsWith('r-1'))).toHaveLength(2)
})

test('AUDIT-7: what archives of a lost log keep is forgotten, too, and what is archived beside them has a name of its own', async () => {
  const lost = await openLog(2, 1)
  await lost.archive({ before: month(1) })
  const { folder, organizationId } = lost
  const it = await openEmptyLog(organizationId)
  expect(await it.restore({ folder })).toMatchObject({ value: [{ name: month(2), entries: 2 }] })
  await it.seal()
  const [entry] = await it.owner.em
    .fork()
    .execute<{ id: string }[]>(`select id::text from sync_logs where subject = 'r-2-a'`)
  expect(await it.erase('r-2-a')).toMatchObject({ error: { code: 'archives.not_given' } })
  expect(await it.erase('r-2-a', it.folder)).toMatchObject({ error: { code: 'archive.not_there' } })
  expect(await it.erase('r-2-a', folder)).toEqual({ ok: true, value: [entry!.id] })
  const keeps = async (place: string) => {
    const [file] = (await readdir(join(folder, place))).filter((one) => /payloads/.test(one))
    return gunzipSync(await readFile(join(folder, place, file!))).toString()
  }
  expect(await keeps(month(2))).not.toContain('r-2-a')
  expect(await keeps(month(2))).toContain('r-2-b')

  await it.seal()
  await keepMonths(it.log.orm)
  expect(await it.archive({ folder, before: month(1) })).toMatchObject({
    value: [{ name: `${month(2)}.2`, entries: 2, setAside: undefined }],
  })
  await it.seal()
  expect(await it.erase('r-2-b', folder)).toMatchObject({ value: [expect.any(String)] })
  for (const place of [month(2), `${month(2)}.2`]) expect(await keeps(place)).not.toContain('r-2')
  expect(await it.verify(folder)).toMatchObject({ intact: true })
  // An archive of the lost log that is missing keeps nobody from putting back this log's own.
  await rm(join(folder, month(2)), { recursive: true })
  expect(await it.restore({ folder })).toMatchObject({ value: [{ name: `${month(2)}.2` }] })
})

test('AUDIT-7: the command puts back and releases', async () => {
  const it = await openLog(2)
  await it.archive()
  await it.seal()
  const main = join(import.meta.dirname, '../../commands/log.ts')
  const env = {
    PATH: process.env['PATH'],
    ...compileCache(),
    DATABASE_OWNER_URL: it.log.ownerUrl,
    KAFKA_BROKERS: 'localhost:9092',
    SEAL_KEY_FILE: join(root, 'key.pem'),
  }
  const run = async (...args: string[]) => {
    const given = [main, ...args, '--archives', it.folder, '--by', 'user-8']
    const { stdout } = await promisify(execFile)(process.execPath, given, { env })
    return stdout
  }
  const restored = [{ name: month(2), entries: 2, left: 0 }]
  const asked = ['--from', month(3), '--to', month(2)]
  await expect(run('restore', '--from', 'then')).rejects.toThrow('npm run log -- restore')
  expect(JSON.parse(await run('restore', ...asked, '--json'))).toEqual({ restored })
  expect(await run('release')).toBe(`Released: ${month(2)}.\n`)
})

/** Records that were settled while Kafka still had them, one that spans the border, and one that somebody forgot. */
async function receiveOld(it: Opened) {
  const { log, organizationId } = it
  const at = monthsAgo(2)
  const receive = <D extends EventDefinition>(of: D, changes: object) =>
    log.receive(of, { ...golden(of, organizationId), revision: 1, at, ...changes } as DataOf<D>)
  for (const recordId of ['posted', 'failed', 'spanning', 'forgotten'])
    await receive(RecordApproved, { recordId, approvedAt: at })
  await receive(PostingRequested.dynamics, { recordId: 'posted', attempt: 1, requestedAt: at })
  await receive(SyncSucceeded, { recordId: 'posted', sequence: 5, attempt: 1 })
  await receive(SyncFailed, { recordId: 'failed', sequence: 5, nextAttemptAt: undefined })
  await receive(SyncQueued, { recordId: 'spanning', sequence: 2 })
  await receive(SyncHandled, { recordId: 'forgotten', sequence: 2, note: 'Kari Nordmann' })
}

test('BOOKS-9: read models and reports of archived months are whole again after a rebuild', async () => {
  const it = await openLog()
  const { log, organizationId } = it
  await receiveOld(it)
  await it.seal()
  await keepMonths(log.orm)
  const before = await readModelsOf(log.orm, organizationId)
  expect(await it.archive()).toMatchObject({ ok: true })
  await it.tamper(`delete from record`, `delete from record_sum`, `delete from integration`)
  await it.restore({ from: month(2) })
  expect(await rebuilt(it)).toMatchObject({ kept: 0 })
  expect(await readModelsOf(log.orm, organizationId)).toEqual(before)
  const report = createPeriodReport(log.orm, clock)
  const period = await log.within(organizationId, () => report(organizationId, month(2)))
  expect(period).toMatchObject({
    value: { approved: { count: 4, logged: 4, archived: 0, agrees: true } },
  })
})

test('AUDIT-7: a log whose database was lost is told again by archives and Kafka, and nothing is pending that was posted', async () => {
  const it = await openLog()
  const { organizationId, folder } = it
  await using resources = new AsyncDisposableStack()
  const topics = resources.use(await createTestTopics())
  const issuer = resources.use(await createTestIssuer())
  await receiveOld(it)
  await it.seal()
  await keepMonths(it.log.orm)
  const configured = {
    ...golden(ConnectorConfigured, organizationId),
    version: 1,
    changedAt: monthsAgo(0),
  }
  await topics.produce(ConnectorConfigured, [configured])
  // Kafka has what is of this month alone.
  const recent = <D extends EventDefinition>(of: D, changes: object) =>
    ({ ...golden(of, organizationId), revision: 1, at: monthsAgo(0, 1), ...changes }) as DataOf<D>
  const approved = [recent(RecordApproved, { recordId: 'new', approvedAt: monthsAgo(0, 1) })]
  const succeeded = ['spanning', 'new'].map((recordId) =>
    recent(SyncSucceeded, { recordId, sequence: 7, attempt: 1 }),
  )
  await topics.produce(RecordApproved, approved)
  await topics.produce(SyncSucceeded, succeeded)
  await it.log.receive(RecordApproved, ...approved)
  await it.log.receive(SyncSucceeded, ...succeeded)
  await it.seal()
  expect(await it.erase('forgotten', folder)).toMatchObject({ ok: true })
  const [entries, models] = [await told(it), await readModelsOf(it.log.orm, organizationId)]
  expect(await it.archive()).toMatchObject({ ok: true })
  const { chain } = await it.verify()

  const other = await openEmptyLog(organizationId)
  const restored = await other.restore({ folder })
  expect(restored).toMatchObject({ ok: true })
  expect(await other.restore({ folder })).toEqual({ ok: true, value: [] })
  await using service = startService(join(import.meta.dirname, '../../main.ts'), {
    DATABASE_URL: other.log.url,
    DATABASE_OWNER_URL: other.log.ownerUrl,
    KAFKA_BROKERS: topics.brokers,
    KAFKA_TOPIC_PREFIX: topics.prefix,
    OIDC_ISSUER: issuer.issuer,
    SEAL_KEY_FILE: join(root, 'key.pem'),
  })
  await service.listening
  const read = async () => {
    const shown = await readModelsOf(other.log.orm, organizationId)
    return [shown.record.length, shown.organization.length]
  }
  await expect.poll(read, { timeout: 100_000, interval: 200 }).toEqual([2, 1])
  await rebuilt(other)
  expect(await readModelsOf(other.log.orm, organizationId)).toEqual(models)
  const statuses = models.record.map((one) => (one as { status: string }).status)
  expect(statuses.toSorted()).toEqual(['failed', 'handled', 'posted', 'posted', 'posted'])
  expect(await told(other)).toEqual(entries)
  // The entries are in a chain again: in a new one, which the heads of the lost one say for good.
  const head = { organizationId, chain, no: 1, entries: 1, isSigned: true, sealedAt: monthsAgo(0) }
  const heads = [{ ...head, head: beginningOf(chain, organizationId) }]
  const verify = (published: typeof heads) =>
    other.log.within(organizationId, () =>
      createVerify(other.log.orm, async () => published)(organizationId),
    )
  await expect
    .poll(() => verify([]), { timeout: 60_000 })
    .toMatchObject({ intact: true, waiting: 0, archived: 0 })
  expect(await verify(heads)).toMatchObject({ fault: { code: 'chain_differs' } })
}, 240_000)
