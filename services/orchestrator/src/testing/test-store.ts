import { encode } from '@bilagsbro/messaging/encoding'
import type { Emit } from '@bilagsbro/messaging/outbox'
import { createTestDatabase } from '@bilagsbro/service-kit/testing'
import { recordKeyOf, transactWith } from '#adapters/kafka/publish-facts.ts'
import { createPostgresCauseOverview } from '#adapters/postgres/cause-overview.ts'
import { createPostgresOverview } from '#adapters/postgres/overview.ts'
import { readRecordTypes } from '#adapters/postgres/record-types.ts'
import { createPostgresWaitingRecords } from '#adapters/postgres/waiting-records.ts'
import { migrations } from '#adapters/postgres/migrations/migrations.ts'
import { createPostgresSyncStore, type Transact } from '#adapters/postgres/sync-store.ts'
import { ownTables, tables } from '#adapters/postgres/tables.ts'
import type { Fact } from '#domain/fact.ts'

const ownNames = ownTables.map(({ meta }) => meta.tableName)
const envelope = { id: 'event', time: '2026-11-21T10:00:00Z', source: '/test' }

/** The store on a database of its own. What was told is encoded, and kept instead of published. */
export async function openTestStore() {
  const database = await createTestDatabase({ tables, migrations })
  const { orm } = database
  const told: Fact[] = []
  const emit: Emit = (definition, data) => void encode(definition, data, envelope)
  const transactAndEncode = transactWith(
    { transaction: (work) => orm.em.fork().transactional((em) => work(em, emit)) },
    readRecordTypes(recordKeyOf),
  )
  const transact: Transact = async (work) => {
    const facts: Fact[] = []
    const value = await transactAndEncode((em, tell) =>
      work(em, (more) => {
        tell(more)
        facts.push(...more)
      }),
    )
    told.push(...facts)
    return value
  }
  const run = async (statements: readonly string[]) => {
    if (statements.length > 0) await orm.em.fork().execute(statements.join(';'))
  }
  const empty = () => run([`truncate ${ownNames.join()}`])
  const tablesLike = async (pattern: string) => {
    const found = await orm.em
      .fork()
      .execute<{ name: string }[]>(
        'select tablename as name from pg_tables where tablename like ?',
        [pattern],
      )
    return found.map(({ name }) => name)
  }
  return {
    orm,
    told,
    store: createPostgresSyncStore(transact, orm, { bornAt: new Date(0) }),
    overview: createPostgresOverview(orm),
    causeOverview: createPostgresCauseOverview(orm),
    waitingRecords: createPostgresWaitingRecords(orm),
    /** Which database this is: none of the past, or what was kept of it. */
    restore: {
      backup: () =>
        run(
          ownNames.map(
            (name) => `drop table if exists old_${name}; create table old_${name} as table ${name}`,
          ),
        ),
      empty,
      async fromBackup() {
        await empty()
        const names = await tablesLike('old_%')
        await run(names.map((name) => `insert into ${name.slice(4)} select * from ${name}`))
      },
    },
    async clear() {
      told.length = 0
      await empty()
      await run((await tablesLike('old_%')).map((name) => `drop table ${name}`))
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}
export type TestStore = Awaited<ReturnType<typeof openTestStore>>
