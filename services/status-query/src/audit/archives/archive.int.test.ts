import { execFile } from 'node:child_process'
import { cp, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { SyncHandled } from '@bilagsbro/events/sync'
import { fixedClock, systemClock as clock } from '@bilagsbro/kernel/clock'
import type { Refusal, Result } from '@bilagsbro/kernel/result'
import type { Outbox } from '@bilagsbro/messaging/outbox'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { compileCache } from '@bilagsbro/service-kit/testing'
import { describe, expect, test } from 'vitest'
import { createPeriodExport } from '#periods/period-export.ts'
import { createPeriodReport } from '#periods/report.ts'
import { key, month, monthsAgo, openLog, repack, root } from '#testing/archived-log.ts'
import { createBooks, recordOf } from '#testing/books.ts'
import { golden } from '#testing/log.ts'
import { createCheck } from '../checker.ts'
import { createLogExport, createSealExport } from '../log-export.ts'
import { keepMonths } from '../months.ts'
import { sealEntries } from '../sealing.ts'
import type { CrashPoint } from './archive.ts'

test('AUDIT-7: months that are over are archived, and what is archived and what is here is one chain', async () => {
  const { archive, verify, entries, folder, receive, seal } = await openLog(62, 2, 1, 0)
  expect(await verify()).toMatchObject({ intact: true, entries: 9, archived: 0 })
  const archived = await archive()
  expect(archived).toMatchObject({
    ok: true,
    value: [
      { name: 'earlier', entries: 2 },
      { name: month(2), entries: 2 },
      { name: month(1), entries: 2 },
    ],
  })
  await seal()
  expect(await readdir(folder)).toEqual([month(2), month(1), 'earlier'].toSorted())
  const whole = { intact: true, entries: 12, archived: 6, waiting: 0 }
  expect(await verify()).toMatchObject({ ...whole, archivesRead: false })
  expect(await verify(folder)).toMatchObject({ ...whole, archivesRead: true })
  const rows = await entries()
  expect(rows.filter(({ kind }) => kind === 'log.archived')).toHaveLength(3)
  expect(rows.find(({ kind }) => kind === 'log.archived')).toMatchObject({
    status: 'archived',
    actor: 'user-7',
    message: 'Flyttes ut',
  })
  expect(rows.filter(({ kind }) => kind === 'sync.handled')).toHaveLength(2)
  await receive(2, 'r-late')
  expect(await archive()).toMatchObject({ value: [{ name: 'earlier.2', entries: 1 }] })
  await seal()
  expect(await verify(folder)).toMatchObject({ intact: true, entries: 14, archived: 7 })
})

test('AUDIT-7: the log of five years is not archived without a reason, and that of this month never', async () => {
  const { archive, verify, entries } = await openLog(62, 2)
  expect(await archive({ reason: undefined })).toMatchObject({
    error: { code: 'archive.too_young' },
  })
  expect(await archive({ before: month(-1) })).toMatchObject({
    error: { code: 'archive.not_over' },
  })
  expect((await entries()).map(({ kind }) => kind)).not.toContain('log.archived')
  expect(await archive({ reason: undefined, before: month(2) })).toMatchObject({
    value: [{ name: 'earlier' }],
  })
  expect(await verify()).toMatchObject({ intact: true, archived: 2 })
})

test('BOOKS-9: what is archived is missed in no month, and lines that left the log are told as such', async () => {
  const { log, organizationId, archive, seal } = await openLog()
  const books = createBooks(log)
  const record = (recordId: string, approvedAt: string) =>
    recordOf(organizationId, recordId, { approvedAt, lines: [{ amount: '10.00' }] })
  const old = record('old', monthsAgo(2))
  await books.approve(old)
  await books.post(old, { requestedAt: old.approvedAt })
  const late = record('late', monthsAgo(2))
  await books.approve(late)
  await books.post(late, { requestedAt: late.approvedAt, ledgerDate: `${month(1)}-15` })
  // The last half hour of a month of the log is the next one's in Norway.
  const border = new Date(Date.parse(`${month(1)}-01T00:00:00Z`) - 1_800_000).toISOString()
  await books.approve(record('border', border))
  await books.approve(record('own', monthsAgo(1)))
  await seal()
  await keepMonths(log.orm)
  expect(await archive({ before: month(1) })).toMatchObject({ ok: true })

  const report = createPeriodReport(log.orm, clock)
  const period = (of: string) => log.within(organizationId, () => report(organizationId, of))
  expect(await period(month(2))).toMatchObject({
    value: {
      approved: { count: 2, logged: 0, archived: 2, agrees: true },
      booked: { count: 1, linesUnknown: { count: 1, amount: '10.00', archived: 1 } },
      differences: [{ direction: 'booked_elsewhere', reason: 'archived', count: 1 }],
    },
  })
  const exported = createPeriodExport(log.orm)
  const table = await log.within(organizationId, () =>
    exported({ organizationId, month: month(2), part: 'records', language: 'nb' }),
  )
  const text = table.ok ? (await table.value.toArray()).join('') : ''
  expect(text.split('\r\n').find((row) => row.startsWith('late;'))).toMatch(
    /;Står i arkivet av loggen;/,
  )
  expect(await period(month(1))).toMatchObject({
    value: { approved: { count: 2, logged: 1, archived: 1, agrees: true } },
  })
  // Told again after it was archived, it stands in both.
  await books.approve(old)
  const again = await period(month(2))
  expect(again).toMatchObject({ value: { approved: { count: 2, logged: 1, archived: 2 } } })
  expect(again.ok && again.value.approved.agrees).toBeUndefined()
})

test('AUDIT-7: what is not sealed, or not as it was sealed, is not archived', async () => {
  const { log, organizationId, archive, tamper, folder } = await openLog(2)
  const late = { ...golden(SyncHandled, organizationId), recordId: 'r-new', at: monthsAgo(2) }
  await log.receive(SyncHandled, late)
  expect(await archive()).toMatchObject({ error: { code: 'archive.not_sealed' } })
  await withinScope('all', () => log.orm.em.fork().transactional((em) => sealEntries(em)))
  await tamper(
    `update sync_logs set line = replace(line, 'r-2-a', 'r-2-x') where subject = 'r-2-a'`,
  )
  expect(await archive()).toMatchObject({ error: { code: 'archive.not_as_sealed' } })
  expect((await readdir(folder)).filter((name) => !name.endsWith('.part'))).toEqual([])
})

test.each(['written', 'signed', 'named', 'released'] as const)(
  'AUDIT-7: an archive that ends after "%s" is finished by the next one, with nothing lost and nothing twice',
  async (point) => {
    const { archive, verify, folder, seal } = await openLog(2, 1)
    const ends = (name: CrashPoint) => {
      if (name === point) throw new Error('ended here')
    }
    await expect(archive({}, ends)).rejects.toThrow('ended here')
    await seal()
    expect(await verify(folder)).toMatchObject({ intact: true })
    const again = await archive()
    const left = [month(2), month(1)].slice(point === 'released' ? 1 : 0)
    expect(again).toMatchObject({ value: left.map((name) => ({ name, setAside: undefined })) })
    await seal()
    expect(await verify(folder)).toMatchObject({ intact: true, archived: 4, entries: 7 })
    expect(await readdir(folder)).toEqual([month(2), month(1)])
  },
)

test('AUDIT-7: what comes for a month while it is archived stays in the log, and is archived the next time', async () => {
  const { archive, verify, receive, folder, seal } = await openLog(2)
  const comes = (name: CrashPoint) => (name === 'named' ? receive(2, 'r-late') : undefined)
  expect(await archive({}, comes)).toMatchObject({ error: { code: 'archive.changed_meanwhile' } })
  expect(await verify()).toMatchObject({ intact: true, archived: 0, entries: 4 })
  const setAside = expect.stringContaining('.aside-')
  expect(await archive()).toMatchObject({ value: [{ name: month(2), entries: 3, setAside }] })
  await seal()
  expect(await verify(folder)).toMatchObject({ intact: true, archived: 3 })
})

test('AUDIT-7: whoever writes to a month that leaves is waited for, and nobody who writes to the rest of the log waits', async () => {
  const { organizationId, archive, owner, receive, entries } = await openLog(2, 0)
  const writer = owner.em.fork()
  await writer.begin()
  await writer.execute(
    `insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status)
     values (?, 'sync.handled', 'r-late', 1, 1, ?, 'handled')`,
    [organizationId, monthsAgo(2)],
  )
  const archived = archive()
  const waits = () =>
    owner.em.fork().execute<object[]>(
      `select from pg_locks l join pg_database d on d.oid = l.database
         where d.datname = current_database() and not granted and mode = 'ShareLock'
           and relation = ('sync_log_months.m' || replace(?, '-', '_'))::regclass`,
      [month(2)],
    )
  await expect.poll(waits, { timeout: 30_000, interval: 20 }).toHaveLength(1)
  await receive(0, 'r-now')
  await writer.rollback()
  expect(await archived).toMatchObject({ ok: true, value: [{ name: month(2), entries: 2 }] })
  expect((await entries()).map(({ recordId }) => recordId)).toContain('r-now')
})

describe('AUDIT-7: an archive that was tampered with is found', async () => {
  const it = await openLog(3, 2, 1)
  await it.archive()
  await it.seal()
  const [first, second] = [month(3), month(2)]
  const [log, payloads] = ['1', '1'].map(
    (no, at) => `${no}-${it.organizationId}.${at === 0 ? 'log' : 'payloads'}.jsonl.gz`,
  ) as [string, string]
  const swap = async (one: string, other: string) => {
    await rename(one, `${one}.x`)
    await rename(other, one)
    await rename(`${one}.x`, other)
  }
  const without = (line: number) => (text: string) =>
    text
      .split('\n')
      .filter((_, at) => at !== line)
      .join('\n')
  const reversed = (text: string) => `${text.trim().split('\n').toReversed().join('\n')}\n`

  test('and one that was not is as it was made', async () => {
    expect(await it.verify(it.folder)).toMatchObject({ intact: true, archived: 6 })
  })

  test.each<[string, (folder: string) => Promise<unknown>, object]>([
    [
      'an entry was changed',
      (at) => repack(join(at, second, log), (text) => text.replace('r-2-b', 'r-2-x')),
      { code: 'entry_changed', archive: second, number: 5 },
    ],
    [
      'an entry was removed',
      (at) => repack(join(at, second, log), without(0)),
      { code: 'entry_missing', archive: second, number: 4 },
    ],
    [
      'the last entry was removed',
      (at) => repack(join(at, second, log), without(1)),
      { code: 'archive_changed', archive: second },
    ],
    [
      'an entry was added',
      (at) => repack(join(at, second, log), (text) => `${text}{"id":"1","line":"{}"}\n`),
      { code: 'archive_changed', archive: second },
    ],
    [
      'entries changed places',
      (at) => repack(join(at, second, log), reversed),
      { code: 'entry_missing', archive: second },
    ],
    [
      'a file was cut',
      (at) => truncate(join(at, second, log), 60),
      { code: 'archive_changed', archive: second },
    ],
    [
      'two archives changed places',
      (at) => swap(join(at, first), join(at, second)),
      { code: 'archive_changed', archive: first },
    ],
    [
      'two files changed places',
      (at) => swap(join(at, first, log), join(at, second, log)),
      { code: 'entry_missing', archive: first },
    ],
    [
      'an archive was removed',
      (at) => rm(join(at, second), { recursive: true }),
      { code: 'archive_missing', archive: second },
    ],
    [
      'a manifest was written anew',
      async (at) => {
        const path = join(at, second, 'manifest.json')
        await writeFile(
          path,
          (await readFile(path, 'utf8')).replace('"entries": 2', '"entries": 1'),
        )
      },
      { code: 'archive_changed', archive: second },
    ],
    [
      'a payload was changed',
      (at) => repack(join(at, second, payloads), (text) => text.replace('Kari', 'Per')),
      { code: 'payload_changed', archive: second },
    ],
    [
      'a payload was removed without a word',
      (at) => repack(join(at, second, payloads), without(1)),
      { code: 'payload_missing', archive: second, number: 5 },
    ],
  ])('%s', async (_, change, fault) => {
    const copy = await mkdtemp(join(root, 'copy-'))
    await cp(it.folder, copy, { recursive: true })
    await change(copy)
    expect(await it.verify(copy)).toMatchObject({ intact: false, fault })
  })
})

test('AUDIT-7: entries that the database only says were archived are found, with the archives and without', async () => {
  const { archive, seal, verify, tamper, folder, organizationId } = await openLog(2, 0)
  await archive()
  await seal()
  const claim = `update log_archive set ids = ids || (select array_agg(id) from sync_logs where subject like 'r-0-%'),
    entries = entries + 2 where organization_id = '${organizationId}'`
  await tamper(claim, `delete from sync_logs where subject like 'r-0-%'`)
  const changed = { intact: false, fault: { code: 'archive_changed', archive: month(2) } }
  expect(await verify()).toMatchObject(changed)
  expect(await verify(folder)).toMatchObject(changed)
  await tamper(`delete from log_archive`)
  expect(await verify()).toMatchObject({ intact: false, fault: { code: 'entry_missing' } })
})

test('AUDIT-7: an archive holds as many entries from before the chain as were signed and sealed', async () => {
  const { archive, seal, verify, tamper, folder } = await openLog(2, 0)
  await archive()
  await seal()
  expect(await verify(folder)).toMatchObject({ intact: true, before: 0 })
  await tamper(`update log_archive set before = 1`)
  const changed = { intact: false, fault: { code: 'archive_changed', archive: month(2) } }
  expect(await verify()).toMatchObject(changed)
  expect(await verify(folder)).toMatchObject(changed)
})

test('AUDIT-7: the service itself finds that an archive is not there', async () => {
  const { log, organizationId, archive, seal, folder } = await openLog(2, 0)
  await archive()
  await seal()
  const told: object[] = []
  const outbox: Pick<Outbox, 'transaction'> = {
    transaction: (work) =>
      log.orm.em
        .fork()
        .transactional((em) => work(em, (_definition, data) => void told.push(data))),
  }
  const at = fixedClock('2030-01-01T00:00:00Z')
  const archives = { folder, key }
  const check = createCheck({
    orm: log.orm,
    outbox,
    readHeads: async () => [],
    clock: at,
    archives,
  })
  expect(await check()).toEqual([])
  await rename(join(folder, month(2)), join(folder, 'elsewhere'))
  at.advance(25 * 3_600_000)
  expect(await check()).toEqual([organizationId])
  expect(told).toMatchObject([{ organizationId, intact: false, fault: 'archive_missing' }])
})

test('AUDIT-7: a person can be forgotten in an archive, and the chain stays whole', async () => {
  const { archive, seal, verify, erase, folder, organizationId } = await openLog(2, 0)
  await archive()
  await seal()
  expect(await erase('r-2-a')).toMatchObject({ error: { code: 'archives.not_given' } })
  expect(await erase('r-2-a', folder)).toMatchObject({ ok: true, value: [expect.any(String)] })
  const file = join(folder, month(2), `1-${organizationId}.payloads.jsonl.gz`)
  const left = gunzipSync(await readFile(file)).toString()
  expect([left.includes('r-2-a'), left.includes('r-2-b')]).toEqual([false, true])
  await seal()
  expect(await verify(folder)).toMatchObject({ intact: true })
  expect(await erase('r-2-a', folder)).toMatchObject({ error: { code: 'payload.not_found' } })
  expect(await archive({ before: month(0) })).toMatchObject({ value: [] })
})

test('AUDIT-7: the command archives, and an auditor verifies archives and log with the script alone', async () => {
  const { log, organizationId, seal, folder } = await openLog(2, 0)
  const main = join(import.meta.dirname, '../../commands/log.ts')
  const given = ['--before', month(0), '--to', folder, '--by', 'user-7', '--reason', 'x', '--json']
  const env = {
    PATH: process.env['PATH'],
    ...compileCache(),
    DATABASE_OWNER_URL: log.ownerUrl,
    KAFKA_BROKERS: 'localhost:9092',
    SEAL_KEY_FILE: join(root, 'key.pem'),
  }
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, [main, 'archive', ...given], { env })
  expect(JSON.parse(stdout)).toEqual({
    archived: [{ name: month(2), entries: 2, organizations: 1 }],
  })
  await expect(run(process.execPath, [main, 'archive', '--json'], { env })).rejects.toThrow('--to')
  await seal()
  const textOf = (file: string, made: Promise<Result<Readable, Refusal>>) =>
    made.then(async (one) =>
      writeFile(join(folder, file), one.ok ? (await one.value.toArray()).join('') : ''),
    )
  await log.within(organizationId, async () => {
    await textOf('seals.jsonl', createSealExport(log.orm)(organizationId))
    const asked = { organizationId, format: 'jsonl', language: 'nb' } as const
    await textOf('log.jsonl', createLogExport(log.orm)(asked))
  })
  const at = (file: string) => join(folder, month(2), `1-${organizationId}.${file}.jsonl.gz`)
  const script = join(import.meta.dirname, '../../../../../docs/how-to/verify-log.py')
  const files = ['seals.jsonl', 'log.jsonl'].map((file) => join(folder, file))
  const verified = () => run('python3', [script, ...files, at('payloads'), at('log'), '--whole'])
  expect((await verified()).stdout).toContain('6 of 6 entries are as sealed')
  const payloads = await readFile(at('payloads'))
  await repack(at('payloads'), (text) => text.slice(text.indexOf('\n') + 1))
  await expect(verified()).rejects.toThrow(/the payload of entry \d .* is missing/)
  await writeFile(at('payloads'), payloads)
  await repack(at('payloads'), (text) => text.replace('Kari', 'Per'))
  await expect(verified()).rejects.toThrow(/the payload of entry \d .* was changed/)
  await repack(at('log'), (text) => text.replace('r-2-a', 'r-2-x'))
  await expect(verified()).rejects.toThrow(/entry \d \(\d+\) was changed/)
})

test('AUDIT-7: a line of a newer form is judged by its hash alone', async () => {
  const { log, verify, organizationId, tamper, seal } = await openLog()
  const line = JSON.stringify({ v: 3, organizationId, status: 'new' })
  await tamper(`with written as (
      insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status, line)
      values ('${organizationId}', 'record.paid', 'r-1', 1, 0, now(), 'another', '${line}') returning id, line
    )
    insert into unsealed (organization_id, ids, leaves)
    select '${organizationId}', array[id], sha256('\\x00'::bytea || convert_to(line, 'UTF8')) from written`)
  await seal()
  expect(await verify()).toMatchObject({ intact: true, entries: 2 })
  await tamper(`update sync_logs set line = line || ' ' where kind = 'record.paid'`)
  expect(await verify()).toMatchObject({ fault: { code: 'entry_changed' } })
  await log[Symbol.asyncDispose]()
})
