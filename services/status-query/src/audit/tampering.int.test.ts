import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { AuditChecked } from '@bilagsbro/events/audit-checked'
import { AuditSealed } from '@bilagsbro/events/audit-sealed'
import { PostingRequested } from '@bilagsbro/events/posting'
import { SyncFailed } from '@bilagsbro/events/sync'
import { fixedClock, systemClock as clock } from '@bilagsbro/kernel/clock'
import { randomId as newId } from '@bilagsbro/kernel/ids'
import { createOutbox } from '@bilagsbro/messaging/outbox'
import { createReadEvents } from '@bilagsbro/messaging/read-events'
import { createTestTopics } from '@bilagsbro/messaging/testing'
import { createLogger } from '@bilagsbro/service-kit/logger'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { databaseEpoch } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { compileCache } from '@bilagsbro/service-kit/testing'
import { MikroORM } from '@mikro-orm/postgresql'
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { createTestLog, golden } from '../testing/log.ts'
import { createCheck } from './checker.ts'
import { createLogEntry } from './log-entry.ts'
import { createReadHeads } from './published-heads.ts'
import { openSealKey } from './seal-key.ts'
import { createSeal } from './sealer.ts'
import { createVerify } from './verify.ts'

await using resources = new AsyncDisposableStack()
const folder = await mkdtemp(join(tmpdir(), 'seal-key-'))
resources.defer(() => rm(folder, { recursive: true }))
const log = resources.use(await createTestLog())
const topics = resources.use(
  await createTestTopics({ topics: [AuditSealed.topic, AuditChecked.topic] }),
)
const { connection } = topics
const key = await openSealKey(join(folder, 'key.pem'), true)
const [logger, metrics] = [createLogger('test', 'silent'), createMetrics('test')]
const kafka = { orm: log.orm, connection, source: '/test', clock, newId, logger, metrics }
const outbox = resources.use(createOutbox(kafka))
const owner = new MikroORM({
  clientUrl: log.ownerUrl,
  entities: [],
  discovery: { warnWhenNoEntities: false },
})
resources.defer(() => owner.close())
const owned = resources.move()
afterAll(() => owned.disposeAsync())

const epoch = await databaseEpoch(log.orm)
const seal = createSeal({ outbox, epoch, key })
const verifyAll = createVerify(log.orm, createReadHeads(createReadEvents(connection), key))

let organizationId: string
/** Three seals, of two entries each. */
beforeEach(async () => {
  organizationId = await log.open()
  await receive('r-0')
  await seal()
  for (const batch of [1, 2]) {
    await receive(`r-${batch}-a`, `r-${batch}-b`)
    await seal()
  }
  expect(await outbox.drained(20_000)).toBe(true)
})
const receive = (...recordIds: string[]) =>
  log.receive(
    PostingRequested.dynamics,
    ...recordIds.map((recordId) => ({
      ...golden(PostingRequested.dynamics, organizationId),
      recordId,
    })),
  )
const verify = () => log.within(organizationId, () => verifyAll(organizationId))

/** As somebody who owns the database, and whom no trigger stops. */
const tamper = async (...statements: string[]) => {
  await owner.em.fork().transactional(async (em) => {
    await em.execute(`set local session_replication_role = replica`)
    for (const statement of statements)
      await em.execute(statement.replaceAll(':org', `'${organizationId}'`))
  })
}
const idOf = async (subject: string) => {
  const [row] = await owner.em
    .fork()
    .execute<{ id: string }[]>(
      `select id::text from sync_logs where organization_id = ? and subject = ?`,
      [organizationId, subject],
    )
  return row!.id
}

test('AUDIT-7: a log that nobody touched is intact, whatever its texts are', async () => {
  await log.receive(SyncFailed, {
    ...golden(SyncFailed, organizationId),
    recordId: 'bilåg-𝄞-"\\u0000"-1',
    at: '2026-11-21T10:00:00.123456789+01:00',
  })
  await receive('waits')
  expect(await verify()).toMatchObject({ intact: true, entries: 6, seals: 3, waiting: 2 })
  await seal()
  expect(await verify()).toMatchObject({ intact: true, entries: 8, seals: 4, waiting: 0 })
})

describe('AUDIT-7: what somebody does who owns the database is found', () => {
  const number = 4
  const cases: readonly [string, (id: string) => readonly string[], object][] = [
    [
      'a changed entry',
      (id) => [`update sync_logs set line = replace(line, '1234.50', '9234.50') where id = ${id}`],
      { code: 'entry_changed', number, seal: 2 },
    ],
    [
      'a changed column that the log is searched by',
      (id) => [`update sync_logs set status = 'posted' where id = ${id}`],
      { code: 'copy_changed', number, seal: 2 },
    ],
    [
      'an entry that is taken away',
      (id) => [`delete from sync_logs where id = ${id}`],
      { code: 'entry_missing', number, seal: 2 },
    ],
    [
      'an entry that is put in',
      () => [
        `insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status, line)
         select organization_id, kind, 'r-new', 1, 1, at, status, line from sync_logs where organization_id = :org limit 1`,
      ],
      { code: 'entry_inserted' },
    ],
    [
      'an entry that is put in as if it were from before the chain',
      () => [
        `insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status)
         values (:org, 'record.approved', 'r-new', 1, 1, now(), 'approved')`,
      ],
      { code: 'entry_inserted' },
    ],
    [
      'an entry that is put in before the chain, whose beginning is moved for it',
      () => [
        `update chain set before = 100000000`,
        `insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status)
         values (:org, 'sync.succeeded', 'r-new', 1, 1, now(), 'posted')`,
      ],
      { code: 'chain_differs', seal: 1 },
    ],
    [
      'an entry that is put in before the chain, whose beginning is moved up to the first that is sealed',
      () => [
        `update chain set before = (select min(id) - 1 from sync_logs where organization_id = :org)`,
        `insert into sync_logs (id, organization_id, kind, subject, revision, sequence, at, status) overriding system value
         select before, :org, 'sync.succeeded', 'r-new', 1, 1, '2019-01-01', 'posted' from chain`,
      ],
      { code: 'chain_differs' },
    ],
    [
      'an entry that is put in under a number that no entry has had',
      () => [
        `insert into sync_logs (id, organization_id, kind, subject, revision, sequence, at, status) overriding system value
         values (-1, :org, 'sync.succeeded', 'r-new', 1, 1, now(), 'posted')`,
      ],
      { code: 'entry_inserted', entryId: '-1' },
    ],
    [
      'an entry that is put in under the number of another',
      (id) => [
        `insert into sync_logs (id, organization_id, kind, subject, revision, sequence, at, status, line) overriding system value
         select id, organization_id, kind, 'r-new', revision, sequence, '2019-01-01', status, line from sync_logs where id = ${id}`,
      ],
      { code: expect.stringMatching(/^(entry_inserted|entry_changed|copy_changed)$/) },
    ],
    [
      'a payload that is gone, and an entry without a seal that says it was erased',
      (id) => [
        `update sync_logs set salt = null, body = null where id = ${id}`,
        `insert into sync_logs (organization_id, kind, subject, revision, sequence, at, status)
         values (:org, 'payload.erased', '${id}', 0, 1, now(), 'erased')`,
      ],
      { code: 'payload_missing', number, seal: 2 },
    ],
    [
      'two entries that change places',
      () => [`update seal set ids = array[ids[2], ids[1]] where organization_id = :org and no = 2`],
      { code: 'entry_changed', number: 3, seal: 2 },
    ],
    [
      'a payload that is another',
      (id) => [`update sync_logs set body = replace(body, '7140', '7141') where id = ${id}`],
      { code: 'payload_changed', number, seal: 2 },
    ],
    [
      'a payload that is gone without a word',
      (id) => [`update sync_logs set salt = null, body = null where id = ${id}`],
      { code: 'payload_missing', number, seal: 2 },
    ],
    [
      'an entry that is changed together with its hash in the seal',
      (id) => [
        `update sync_logs set line = replace(line, '"amount":"1234.50"', '"amount":"9234.50"') where id = ${id}`,
        `update seal set leaves = substr(leaves, 1, 32) || sha256('\\x00'::bytea || convert_to(
           (select line from sync_logs where id = ${id}), 'UTF8')) where organization_id = :org and no = 2`,
      ],
      { code: 'seal_changed', seal: 2 },
    ],
    [
      'a seal that is taken away from the middle',
      () => [`delete from seal where organization_id = :org and no = 2`],
      { code: 'seal_missing', seal: 2 },
    ],
    [
      'a tail that is cut off, with its entries',
      () => [
        `delete from sync_logs using seal where seal.organization_id = :org and no = 3 and sync_logs.id = any(ids)`,
        `delete from seal where organization_id = :org and no = 3`,
      ],
      { code: 'tail_missing', number: 5, seal: 3 },
    ],
    [
      'a log that is emptied',
      () => ['truncate sync_logs, seal, unsealed'],
      { code: 'tail_missing', number: 1, seal: 1 },
    ],
    [
      'a log that is written anew from an entry on, every hash included',
      (id) => [
        `update sync_logs set line = replace(line, '1234.50', '9234.50') where id = ${id}`,
        `update seal set leaves = substr(leaves, 1, 32) || sha256('\\x00'::bytea || convert_to(
           (select line from sync_logs where id = ${id}), 'UTF8')) where organization_id = :org and no = 2`,
        ...[2, 3].map(
          (no) => `update seal set head = sha256('\\x01'::bytea || (
            select head from seal b where b.organization_id = :org and b.no = ${no - 1}) || leaves)
            where organization_id = :org and no = ${no}`,
        ),
      ],
      { code: 'head_differs', seal: 2 },
    ],
    [
      'a chain that is another',
      () => [`update chain set chain = '00000000-0000-4000-8000-000000000000'`],
      { code: 'seal_changed', seal: 1 },
    ],
  ]

  test.each(cases)('AUDIT-7: %s', async (_what, statements, fault) => {
    expect(await verify()).toMatchObject({ intact: true })
    const [chain] = await owner.em
      .fork()
      .execute<{ chain: string; before: string }[]>('select chain::text, before::text from chain')
    await tamper(...statements(await idOf('r-1-b')))
    expect(await verify()).toMatchObject({ intact: false, fault })
    await tamper(`update chain set chain = '${chain!.chain}', before = ${chain!.before}`)
    await tamper(`delete from sync_logs where organization_id = :org and id < 1`)
  })

  test('AUDIT-7: an older database that is put back, and goes on', async () => {
    const tables = ['sync_logs', 'seal', 'unsealed']
    await tamper(
      ...tables.map(
        (table) =>
          `create table kept_${table} as select * from ${table} where organization_id = :org`,
      ),
    )
    await receive('lost')
    await seal()
    expect(await outbox.drained(20_000)).toBe(true)
    expect(await verify()).toMatchObject({ intact: true, seals: 4 })
    await tamper(
      ...tables.flatMap((table) => [
        `delete from ${table} where organization_id = :org`,
        `insert into ${table} overriding system value select * from kept_${table}`,
        `drop table kept_${table}`,
      ]),
    )
    expect(await verify()).toMatchObject({ fault: { code: 'tail_missing', seal: 4 } })
    // In the epoch that begins then, heads are published beside those of the epoch before.
    await receive('other')
    await createSeal({ outbox, key, epoch: { id: crypto.randomUUID() } })()
    expect(await outbox.drained(20_000)).toBe(true)
    expect(await verify()).toMatchObject({ fault: { code: 'head_differs', seal: 4 } })
  })
})

const command = async (...args: string[]) => {
  const main = join(import.meta.dirname, '../commands/log.ts')
  const env = {
    PATH: process.env['PATH'],
    ...compileCache(),
    DATABASE_OWNER_URL: log.ownerUrl,
    KAFKA_BROKERS: topics.brokers,
    KAFKA_TOPIC_PREFIX: topics.prefix,
    SEAL_KEY_FILE: join(folder, 'key.pem'),
  }
  const said = [main, ...args, '--organization', organizationId, '--json']
  const ended = await promisify(execFile)(process.execPath, said, { env }).catch(
    (error: { stdout: string }) => error,
  )
  return JSON.parse(ended.stdout) as object
}

test('AUDIT-7: a payload is erased by the owner, by name and ground, and the chain stays whole', async () => {
  const entryId = await idOf('r-1-a')
  const given = ['--record', 'r-1-a', '--by', 'user-9', '--basis', 'gdpr-17']
  expect(await command('erase', ...given)).toEqual({ erased: [entryId] })
  await seal()
  expect(await verify()).toMatchObject({ intact: true, entries: 7 })
  const found = await log.within(organizationId, () =>
    createLogEntry(log.orm)(organizationId, entryId),
  )
  expect(found).toMatchObject({ value: { erased: { by: 'user-9', basis: 'gdpr-17' } } })
  expect(found.ok && [found.value.payload, found.value.salt]).toEqual([undefined, undefined])
  const kept = await owner.em
    .fork()
    .execute('select salt, body from sync_logs where id = ?', [entryId])
  expect(kept).toEqual([{ salt: null, body: null }])
})

test('AUDIT-7: the command verifies as the route does, and names the first fault', async () => {
  expect(await command('verify')).toMatchObject({ intact: true, published: { no: 3 } })
  const entryId = await idOf('r-1-b')
  await tamper(`delete from sync_logs where id = ${entryId}`)
  expect(await command('verify')).toMatchObject({ fault: { code: 'entry_missing', entryId } })
})

test('AUDIT-7: heads are signed, and a head that somebody else made is none', async () => {
  const isOurs = (events: readonly { readonly data: AuditSealed }[]) =>
    events.filter(({ data }) => data.organizationId === organizationId)
  const events = isOurs(await topics.read(AuditSealed, (all) => isOurs(all).length >= 3))
  const { data } = events.at(-1)!
  expect(data).toMatchObject({ no: 3, entries: 6, series: `${organizationId}/${epoch.id}` })
  const forged = { ...data, no: 4, entries: 7, head: '0'.repeat(64) }
  await topics.produce(AuditSealed, [forged])
  await vi.waitFor(
    async () => expect((await verify()).fault).toEqual({ code: 'head_not_signed' }),
    20_000,
  )
})

test('AUDIT-7: entries from before the chain are as many as a published head says', async () => {
  const [head] = await createReadHeads(createReadEvents(connection), key)().then((all) =>
    all.filter((one) => one.organizationId === organizationId),
  )
  expect(head).toMatchObject({ isSigned: true, beginning: { before: 0, entries: 0 } })
  const verifyWith = (beginning: { before: number; entries: number }) =>
    log.within(organizationId, () =>
      createVerify(log.orm, async () => [{ ...head!, beginning }])(organizationId),
    )
  expect(await verifyWith({ before: 0, entries: 0 })).toMatchObject({ intact: true })
  expect((await verifyWith({ before: 0, entries: 1 })).fault).toEqual({ code: 'entry_missing' })
  expect((await verifyWith({ before: 7, entries: 0 })).fault).toEqual({ code: 'chain_differs' })
})

test('AUDIT-7: whoever writes the log can neither change nor remove anything in it', async () => {
  const forbidden = [
    `update sync_logs set line = ''`,
    'delete from sync_logs',
    'truncate sync_logs',
    `update seal set head = ''`,
    'delete from seal',
    'truncate seal',
    `update sync_logs set body = ''`,
    'update sync_logs set salt = null, body = null',
    'delete from chain',
  ]
  for (const statement of forbidden)
    await expect(withinScope('all', () => log.orm.em.fork().execute(statement))).rejects.toThrow(
      /permission denied/,
    )
  for (const statement of forbidden.filter(
    (one) => one !== 'update sync_logs set salt = null, body = null',
  ))
    await expect(owner.em.fork().execute(statement)).rejects.toThrow(/is append-only/)
})

test('AUDIT-7: of twenty that seal at the same time, each entry is in one seal', async () => {
  const names = Array.from({ length: 40 }, (_, at) => `many-${at}`)
  await Promise.all(names.flatMap((name) => [receive(name), seal()]))
  await vi.waitFor(async () => {
    await seal()
    expect(await verify()).toMatchObject({ intact: true, entries: 46, waiting: 0 })
  }, 20_000)
})

describe('AUDIT-7: the service itself finds that a log is not as it was sealed, tells it once, and when it is whole again', () => {
  const at = fixedClock('2030-01-01T00:00:00Z')
  const readHeads = createReadHeads(createReadEvents(connection), key)
  const check = createCheck({ orm: log.orm, outbox, readHeads, clock: at })
  const told = async (count: number) => {
    const isMine = ({ data }: { data: AuditChecked }) => data.organizationId === organizationId
    const all = await topics.read(AuditChecked, (some) => some.filter(isMine).length >= count)
    return all.filter(isMine).map(({ data }) => [data.intact, data.fault])
  }
  const change = (from: string, to: string, id: string) =>
    tamper(`update sync_logs set line = replace(line, '${from}', '${to}') where id = ${id}`)
  /** All that others have left is looked at, too. */
  const checked = async () => {
    let broken: string[] = []
    for (let round = 0; round < 3; round += 1) broken = await check()
    return broken.includes(organizationId)
  }

  test('and waits for no broker once it is to stop', async () => {
    const stopping = new AbortController()
    const later = fixedClock('2031-01-01T00:00:00Z')
    const heads = async () => {
      stopping.abort()
      return new Promise<never>(() => {})
    }
    const last = createCheck({ orm: log.orm, outbox, readHeads: heads, clock: later })
    await expect(last(stopping.signal)).rejects.toThrow('aborted')
  })

  test('in what was sealed since it looked last', async () => {
    await receive('r-9')
    await seal()
    expect(await checked()).toBe(false)
    await receive('r-10')
    await seal()
    const id = await idOf('r-10')
    await change('1234.50', '9234.50', id)
    expect(await checked()).toBe(true)
    expect(await checked()).toBe(true)
    expect(await told(1)).toEqual([[false, 'entry_changed']])
    await change('9234.50', '1234.50', id)
    at.advance(2 * 3_600_000)
    expect(await checked()).toBe(false)
    expect(await told(2)).toEqual([
      [false, 'entry_changed'],
      [true, undefined],
    ])
  })

  test('in what is older, within a day', async () => {
    expect(await checked()).toBe(false)
    await change('1234.50', '9234.50', await idOf('r-1-a'))
    expect(await checked()).toBe(false)
    at.advance(25 * 3_600_000)
    expect(await checked()).toBe(true)
    expect(await told(1)).toEqual([[false, 'entry_changed']])
  })

  test('in the beginning of the chain, though nothing was sealed since', async () => {
    expect(await checked()).toBe(false)
    await tamper('update chain set before = before - 5')
    expect(await checked()).toBe(true)
    expect(await told(1)).toEqual([[false, 'chain_differs']])
    // Nor is it taken for the right one by those who verify without heads.
    const whole = createVerify(log.orm, async () => [])
    const verified = await log.within(organizationId, () => whole(organizationId))
    expect(verified).toMatchObject({ intact: false, fault: { code: 'chain_differs' } })
    await tamper('update chain set before = before + 5')
    at.advance(2 * 3_600_000)
    expect(await checked()).toBe(false)
  })
})
