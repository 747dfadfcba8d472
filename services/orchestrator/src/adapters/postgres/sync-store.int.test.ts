import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test } from 'vitest'
import { syncStoreContract } from '#application/ports/sync-store.contract.ts'
import { openTestStore } from '#testing/test-store.ts'
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
