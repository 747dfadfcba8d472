import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { createPostgresOverview } from '#adapters/postgres/overview.ts'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { createPostgresSyncStore, type Transact } from '#adapters/postgres/sync-store.ts'
import { tables } from '#adapters/postgres/tables.ts'
import type { Fact } from '#domain/fact.ts'

/** The store on a database of its own. What was told is kept instead of published. */
export async function openTestStore() {
  const database = await createTestDatabase({ tables, migrations })
  const { orm } = database
  const told: Fact[] = []
  const transact: Transact = async (work) => {
    const facts: Fact[] = []
    const value = await orm.em
      .fork()
      .transactional((em) => work(em, (more) => void facts.push(...more)))
    told.push(...facts)
    return value
  }
  return {
    orm,
    told,
    store: createPostgresSyncStore(transact, orm),
    overview: createPostgresOverview(orm),
    async clear() {
      told.length = 0
      await orm.em.fork().execute('truncate organization, record, run, used')
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
export type TestStore = Awaited<ReturnType<typeof openTestStore>>
