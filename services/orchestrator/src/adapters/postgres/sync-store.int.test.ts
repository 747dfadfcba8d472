import { fingerprintOf } from '@bilagsbro/booking/cause'
import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { createTestDatabase, indexEntriesRead } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test } from 'vitest'
import { syncStoreContract } from '#application/ports/sync-store.contract.ts'
import { noRound, type RecordKey, type RecordState } from '#domain/record.ts'
import { openRun } from '#domain/run.ts'
import type { PostingAnswer } from '#domain/settle.ts'
import { aFailure, after, anOrganization, aSyncRecord, start } from '#testing/builders.ts'
import { openTestStore } from '#testing/test-store.ts'
import { MappingNames } from './migrations/0004-mapping-names.ts'
import { Causes } from './migrations/0020-causes.ts'
import { migrations } from './migrations/migrations.ts'
import { ownTables } from './tables.ts'

const opened = await openTestStore()
afterAll(() => opened[Symbol.asyncDispose]())

syncStoreContract('PostgreSQL', async () => opened)

test('tables and migrations agree', async () => {
  await using database = await createTestDatabase({ tables: ownTables, migrations })
  const difference = await database.orm.schema.getUpdateSchemaSQL({
    wrap: false,
    dropTables: false,
  })
  expect(difference).toBe('')
})

test('mappings that were kept as they were typed are names, and what waits is looked at again', async () => {
  const before = migrations.slice(0, migrations.indexOf(MappingNames))
  await using database = await createTestDatabase({ tables: ownTables, migrations: before })
  const run = (statement: string, values: unknown[] = []) =>
    database.orm.em.fork().execute<unknown[]>(statement, values)
  const { mapping, policies, connector } = anOrganization()
  const typed = { ...mapping, categories: { 'taxi\u00a0': { account: '7140 ' } } }
  const configuration = { connector, policies, mapping: typed, earlierMappings: [typed] }
  await run(
    "insert into organization (organization_id, version, configuration, wake, sequence) values ('hlf', 1, ?::jsonb, 7, 0)",
    [JSON.stringify(configuration)],
  )
  await database.orm.em.fork().transactional(async (em) => {
    const upgrade = new MappingNames(em.getDriver(), database.orm.config)
    upgrade.setTransactionContext(em.getTransactionContext())
    await upgrade.up()
  })
  const named = { ...mapping, categories: { taxi: { account: '7140' } } }
  expect(await run('select wake, configuration from organization')).toEqual([
    { wake: 8, configuration: { connector, policies, mapping: named, earlierMappings: [named] } },
  ])
})

test('RETRY-6: records that failed before causes were known have theirs', async () => {
  const before = migrations.slice(0, migrations.indexOf(Causes))
  await using database = await createTestDatabase({ tables: ownTables, migrations: before })
  const run = (statement: string, values: unknown[] = []) =>
    database.orm.em.fork().execute<unknown[]>(statement, values)
  const failures = [
    aFailure('data'),
    aFailure('data', { message: 'Other words.' }),
    aFailure('awaiting_approval'),
  ]
  for (const [at, failure] of failures.entries())
    await run(
      `insert into record (organization_id, record_id, revision, reference, content_hash, content, approved_at, created_at,
        sequence, status, attempt, failures, mapping_version, last_round, failure)
       values ('hlf', ?, 1, 'BB', 'h', '{}', now(), now(), 1, 'failed', 1, 1, 1, 0, ?::jsonb)`,
      [`r-${at}`, JSON.stringify(failure)],
    )
  await database.orm.em.fork().transactional(async (em) => {
    const upgrade = new Causes(em.getDriver(), database.orm.config)
    upgrade.setTransactionContext(em.getTransactionContext())
    await upgrade.up()
  })
  expect(await run('select failure from record order by record_id')).toEqual(
    failures.map((failure) => ({ failure: { ...failure, cause: fingerprintOf(failure) } })),
  )
})

test('records that no round lets go are kept as earlier versions of the software kept them', async () => {
  await using kept = await openTestStore()
  const inserted = (['awaits_revision', 'unread'] as const).map((lastRound) => ({
    record: aSyncRecord({ status: 'pending', lastRound }, { recordId: lastRound }),
    content: anApprovedRecord(),
  }))
  const changes = { inserted, updated: [], runs: [], organizations: [] }
  await kept.store.change(['hlf'], (unit) => unit.save(changes), { create: true })
  const statement = 'select record_id, last_round from record order by record_id'
  expect(await kept.orm.em.fork().execute<unknown[]>(statement)).toEqual([
    { record_id: 'awaits_revision', last_round: 2_147_483_647 },
    { record_id: 'unread', last_round: 2_147_483_646 },
  ])
})

test('a page of what waits, or was not answered, is read without the rest of it', async () => {
  await using backlog = await openTestStore()
  const { store, orm } = backlog
  const insert = (prefix: string, state: RecordState) => {
    const inserted = Array.from({ length: 5_000 }, (_, at) => ({
      record: aSyncRecord(state, { recordId: `${prefix}-${at}` }),
      content: anApprovedRecord(),
    }))
    return store.change(
      ['hlf'],
      (unit) =>
        unit.save({
          inserted,
          updated: [],
          runs: [],
          organizations: [anOrganization()],
        }),
      { create: true },
    )
  }
  await insert('pending', { status: 'pending', held: undefined, lastRound: noRound })
  await insert('sending', { status: 'sending', doubt: undefined })
  await insert('failed', {
    status: 'retry_scheduled',
    failure: aFailure('transient'),
    nextAttemptAt: start,
  })
  const before = await indexEntriesRead(orm, 'record')
  const pages = await store.change(['hlf'], async (unit) => [
    await unit.waiting('hlf', 1, start, 10),
    await unit.probes('hlf', 1, start, 10),
    await unit.sending('hlf', start, 10),
  ])
  expect(pages.map((page) => page.length)).toEqual([10, 10, 10])
  expect((await indexEntriesRead(orm, 'record')) - before).toBeLessThan(1_000)
})

test('a history of 200,000 records and runs costs what changes now nothing', async () => {
  await using old = await openTestStore()
  const { store, orm } = old
  const sql = (statement: string) => orm.em.fork().execute(statement)
  await store.change(
    ['hlf'],
    (unit) =>
      unit.save({
        inserted: [{ record: aSyncRecord({ status: 'sending' }), content: anApprovedRecord() }],
        updated: [],
        runs: [openRun('open', 'hlf', start)],
        organizations: [anOrganization()],
      }),
    { create: true },
  )
  await sql(`
    insert into record (organization_id, record_id, revision, reference, content_hash, content, approved_at, created_at,
      sequence, status, attempt, failures, run_id, mapping_version, connector, last_round, voucher, configured)
    select organization_id, 'old-' || n, 1, reference, content_hash, '{}', approved_at, created_at, n, 'posted', 1, 0,
      'old-' || n, 3, 'dynamics', 0, '{"number":"1","date":"2026-11-21"}', 1
    from record, generate_series(1, 200000) n`)
  await sql(`
    insert into run (id, organization_id, trigger, started_at, changed_at, completed_at, sequence, counts)
    select 'old-' || n, organization_id, trigger, started_at - n * interval '1 minute', changed_at, changed_at, n, counts
    from run, generate_series(1, 200000) n`)
  const rowsRead = async () => {
    await sql('select pg_stat_force_next_flush()')
    const [found] = await sql(`
      select sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::int as rows from pg_stat_user_tables
      where relname in ('record', 'run', 'kept_answer')`)
    return (found as { rows: number }).rows
  }
  const before = await rowsRead()
  const since = {
    now: start,
    requestedBefore: start,
    periodSince: start,
    quietSince: start,
    startedBefore: start,
  }
  expect(await store.due(since)).toEqual(['hlf'])
  expect(await store.heldBack()).toEqual([])
  await store.change(['hlf'], async (unit) => {
    const work = (await unit.openWork()).get('hlf')
    expect(work).toMatchObject({ outstanding: 1, openRuns: [{ id: 'open' }] })
    await unit.waiting('hlf', 1, start, 10)
    await unit.probes('hlf', 1, start, 10)
    await unit.sending('hlf', start, 10)
    await unit.awaitingPeriod('hlf', start, 10)
    await unit.heldBack('hlf', 10)
    await unit.takeAnswers([aSyncRecord({ status: 'sending' })])
    await unit.keepRules(anOrganization())
    await unit.revisions([aSyncRecord({ status: 'sending' })])
  })
  expect(await old.overview.latestRuns('hlf', 20)).toHaveLength(20)
  await old.overview.run('hlf', 'open')
  await old.overview.countQueues()
  expect((await rowsRead()) - before).toBeLessThan(500)
})

test('what was kept is given once, in the order in which it was said last, each to its record', async () => {
  await using kept = await openTestStore()
  const { store } = kept
  const answer = (
    recordId: string,
    attempt: number,
    kind: 'posted' | 'delivered',
  ): PostingAnswer => ({
    organizationId: 'hlf',
    recordId,
    revision: 1,
    attempt,
    connector: 'dynamics',
    outcome: { kind, voucher: { number: `${attempt}`, date: '2026-11-21' } },
  })
  const [delivered, posted, other] = [
    answer('a', 1, 'delivered'),
    answer('a', 1, 'posted'),
    answer('b', 1, 'posted'),
  ] as const
  const keep = (...answers: PostingAnswer[]) =>
    store.change([], (unit) => unit.keepAnswers(answers, start))
  const take = (...records: RecordKey[]) => store.change([], (unit) => unit.takeAnswers(records))
  await keep(posted, delivered, posted, other)
  await keep(delivered, posted)
  expect(await take(delivered)).toEqual([delivered, posted])
  expect(await take(delivered)).toEqual([])
  expect(await take(delivered, other)).toEqual([other])
  await keep(other)
  await store.forgetAnswers(after(1))
  expect(await take(other)).toEqual([])
})
