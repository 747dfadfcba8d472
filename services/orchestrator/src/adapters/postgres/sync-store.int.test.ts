import { createTestDatabase, indexEntriesRead } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test } from 'vitest'
import { syncStoreContract } from '#application/ports/sync-store.contract.ts'
import { notLooked, type RecordState } from '#domain/record.ts'
import {
  aFailure,
  anApprovedRecord,
  anOrganization,
  aSyncRecord,
  start,
} from '#testing/builders.ts'
import { openTestStore } from '#testing/test-store.ts'
import { MappingNames } from './migrations/0004-mapping-names.ts'
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
  await insert('pending', { status: 'pending', held: undefined, looked: notLooked })
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
