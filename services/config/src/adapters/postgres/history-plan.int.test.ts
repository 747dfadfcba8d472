import { createTestDatabase, indexEntriesRead } from '@bilagsbro/service-kit/testing'
import { afterAll, expect, test } from 'vitest'
import { migrations } from './migrations/migrations.ts'
import { createPostgresSecretReads } from './secret-reads.ts'
import { createPostgresSettingsHistory } from './settings-history.ts'
import { tables } from './tables.ts'

const database = await createTestDatabase({
  tables,
  migrations,
})
afterAll(() => database[Symbol.asyncDispose]())
const { orm } = database
const history = createPostgresSettingsHistory(orm)
const reads = createPostgresSecretReads(orm)

test('a page of history reads a page, whatever was kept before it', async () => {
  const many = 'generate_series(1, 200000) n'
  const run = (statement: string) => orm.em.fork().execute(statement)
  await run(
    `insert into change select 'org-' || n % 20, n, now(), 'a', '[]', '{}', '{}' from ${many}`,
  )
  await run(`insert into mapping select 'org-' || n % 20, n, '{}', now(), 'a' from ${many}`)
  await run(
    `insert into secret_read select 'org-' || n % 20, '2026-' || lpad(n::text, 9, '0'), now(), 'a', 'rest', 1, '[]' from ${many}`,
  )
  const pages: [string, () => Promise<readonly object[]>][] = [
    ['change', () => history.changes('org-7', undefined, 50)],
    ['change', () => history.changes('org-7', 100_000, 50)],
    ['mapping', () => history.mappings('org-7', 100_000, 50)],
    ['secret_read', () => reads.of('org-7', undefined, 50)],
    ['secret_read', () => reads.of('org-7', '2026-000100000', 50)],
  ]
  for (const [table, page] of pages) {
    const before = await indexEntriesRead(orm, table)
    expect(await page()).toHaveLength(50)
    expect([table, (await indexEntriesRead(orm, table)) - before <= 100]).toEqual([table, true])
  }
})
