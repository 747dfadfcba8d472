import { SyncFailed } from '@bilagsbro/events/sync'
import { openDatabase } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { createScopedTestDatabase } from '@bilagsbro/service-kit/testing'
import { MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createTestLog, golden } from '../testing/log.ts'
import { LogMonths } from '../migrations/0200-log-months.ts'
import { migrations } from '../migrations/migrations.ts'
import { appendOnly, tables } from '../tables.ts'
import { written } from './line.ts'
import { keepMonths } from './months.ts'
import { sealEntries } from './sealing.ts'
import { createVerify } from './verify.ts'

const opened = new AsyncDisposableStack()
afterAll(() => opened.disposeAsync())
const log = opened.use(await createTestLog())
const ownerOf = (clientUrl: string) =>
  opened.adopt(
    new MikroORM({ clientUrl, entities: [], discovery: { warnWhenNoEntities: false } }),
    (orm) => orm.close(),
  )
const owner = ownerOf(log.ownerUrl)

let organizationId: string
beforeEach(async () => {
  organizationId = await log.open({ changedAt: monthsAhead(0) })
})

const now = new Date()
const monthsAhead = (months: number) =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 15)).toISOString()
const tableOf = (at: string) => `m${at.slice(0, 7).replace('-', '_')}`
const failedAt = (at: string) => ({ ...golden(SyncFailed, organizationId), recordId: at, at })
const placesOf = async (of = organizationId, database = owner) =>
  database.em.fork().execute<{ id: string; subject: string; place: string }[]>(
    `select sync_logs.id::text, subject, relname as place from sync_logs join pg_class on pg_class.oid = sync_logs.tableoid
     where organization_id = ? and revision > 0 order by at`,
    [of],
  )
const seal = (orm = log.orm) =>
  withinScope('all', () => orm.em.fork().transactional((em) => sealEntries(em)))
const verify = (of = organizationId, orm = log.orm) =>
  withinScope([of], () => createVerify(orm, async () => [])(of))

test('AUDIT-7: an entry stands with those of its month, and the coming months are there before', async () => {
  const [today, later] = [monthsAhead(0), monthsAhead(3)]
  await log.receive(SyncFailed, failedAt(today), failedAt(later))
  expect(await placesOf()).toMatchObject([{ place: tableOf(today) }, { place: tableOf(later) }])
  expect(await keepMonths(log.orm)).toBe(0)
})

test('AUDIT-7: what comes for a month that is not there is kept, once, and moves when the month comes', async () => {
  const given = [-200, -3, 0, 6, 1200].map(monthsAhead)
  await log.receive(SyncFailed, ...given.map(failedAt))
  const before = await placesOf()
  expect(before.at(-2)).toMatchObject({ place: 'later' })
  expect(await keepMonths(log.orm, 6)).toBeGreaterThan(0)
  const after = await placesOf()
  const [, second, third, fourth] = given.map(tableOf)
  expect(after.map(({ place }) => place)).toEqual(['earlier', second, third, fourth, 'later'])
  expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id))
  await log.receive(SyncFailed, ...given.map(failedAt))
  expect(await placesOf()).toEqual(after)
  await seal()
  expect(await verify()).toMatchObject({ intact: true, entries: 6, waiting: 0 })
})

test('AUDIT-7: whoever writes the log sees its months through the log alone, and the owner changes nothing in them', async () => {
  await log.receive(SyncFailed, failedAt(monthsAhead(0)))
  const name = `sync_log_months.${tableOf(monthsAhead(0))}`
  const denied = [`select * from ${name}`, `delete from ${name}`, `drop table ${name}`]
  for (const statement of denied)
    await expect(withinScope('all', () => log.orm.em.fork().execute(statement))).rejects.toThrow(
      /permission denied/,
    )
  const kept = [
    `update ${name} set line = ''`,
    `update ${name} set body = 'x'`,
    `delete from ${name}`,
    `truncate ${name}`,
  ]
  for (const statement of kept)
    await expect(owner.em.fork().execute(statement)).rejects.toThrow(/is append-only/)
})

test('AUDIT-7: the oldest month can be let go of, and what comes for it later is kept', async () => {
  const other = opened.use(await createTestLog())
  const [old, recent] = [monthsAhead(-2), monthsAhead(-1)]
  const first = await other.open()
  const receive = (at: string) =>
    other.receive(SyncFailed, { ...failedAt(at), organizationId: first })
  await receive(old)
  await receive(recent)
  await keepMonths(other.orm)
  const ofOther = ownerOf(other.ownerUrl)
  const release = (at: string) =>
    ofOther.em
      .fork()
      .execute<{ name: string }[]>(`select sync_log_months.release(?::timestamptz) as name`, [
        `${at.slice(0, 7)}-01T00:00:00Z`,
      ])
  await expect(release(recent)).rejects.toThrow(/not the oldest/)
  expect(await release(old)).toEqual([{ name: `released_${tableOf(old)}` }])
  expect(await placesOf(first, ofOther)).toMatchObject([{ place: tableOf(recent) }])
  await receive(old)
  expect(await placesOf(first, ofOther)).toMatchObject([
    { place: 'earlier' },
    { place: tableOf(recent) },
  ])
})

test('AUDIT-7: entries from before there were months move into them as they are, with their payloads', async () => {
  const before = migrations.slice(0, migrations.indexOf(LogMonths))
  const old = opened.use(
    await createScopedTestDatabase({
      tables,
      migrations: before,
      appendOnly: appendOnly.filter((name) => !['log_archive', 'log_restored'].includes(name)),
    }),
  )
  const ofOld = ownerOf(old.ownerUrl)
  const given = [-200, -14, -1, 0].map((months, at) => {
    const [subject, note] = [`r-${at}`, `"${at}"`]
    const entry = { organizationId, subject, revision: 1, sequence: 0, at: monthsAhead(months) }
    const told = { kind: 'record.withdrawn', traceId: 't-1', newSalt: () => 'ab'.repeat(32) }
    return written({ ...entry, status: 'withdrawn', reference: 'BB-1', note }, told)
  })
  for (const { at, subject, line, salt, body } of given)
    await ofOld.em.fork().execute(
      `with written as (
         insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status, reference, trace_id, line)
         values (?, 'record.withdrawn', ?, 1, 0, ?, 'withdrawn', 'BB-1', 't-1', ?) returning id, organization_id, line),
       kept as (insert into sync_payload select id, organization_id, decode(?, 'hex'), ? from written)
       insert into unsealed (organization_id, ids, leaves)
       select organization_id, array[id], sha256('\\x00'::bytea || convert_to(line, 'UTF8')) from written`,
      [organizationId, subject, at, line, salt, body],
    )
  const ids = await ofOld.em
    .fork()
    .execute<{ id: string }[]>('select id::text from sync_logs order by at')
  await old.orm.close()
  const { url, ownerUrl } = old
  const orm = opened.adopt(
    await openDatabase({ tables, migrations, appendOnly, url, ownerUrl, poolSize: 2 }),
    (one) => one.close(),
  )
  const tableNames = given.map(({ at }) => tableOf(at))
  expect(await placesOf(organizationId, ofOld)).toEqual(
    ids.map(({ id }, at) => ({
      id,
      subject: `r-${at}`,
      place: at === 0 ? 'earlier' : tableNames[at],
    })),
  )
  await seal(orm)
  expect(await verify(organizationId, orm)).toMatchObject({ intact: true, entries: 4 })
  const { rows } = await withinScope('all', () =>
    sql<{ id: string }>`
      insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status)
      values ('other', '', '', 0, 0, now(), '') returning id::text`.execute(
      orm.em.fork().getKysely(),
    ),
  )
  expect(Number(rows[0]!.id)).toBe(Number(ids.at(-1)!.id) + 1)
})
