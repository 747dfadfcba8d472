import { createServer, connect, type Socket } from 'node:net'
import { defineEntity, p } from '@mikro-orm/core'
import { Migration } from '@mikro-orm/migrations'
import { MikroORM, type EntityManager } from '@mikro-orm/postgresql'
import { describe, expect, expectTypeOf, inject, test, vi } from 'vitest'
import { databaseEpoch, openDatabase, query, type Database } from './postgres.ts'
import { EpochMigration, InstallationMigration, InstallationTable } from './installation.ts'
import { isConnectionFault } from './connection-faults.ts'
import { guardPool, type Pool } from './pool-guard.ts'
import { createTestDatabase } from './testing.ts'

const ThingTable = defineEntity({
  name: 'Thing',
  tableName: 'thing',
  properties: {
    id: p.text().primary(),
    madeAt: p.datetime(),
    tags: p.json<string[]>(),
  },
})

class Things extends Migration {
  override up() {
    this.addSql(
      'create table thing (id text primary key, made_at timestamptz not null, tags jsonb not null)',
    )
  }
}
class Slow extends Migration {
  override up() {
    this.addSql('select pg_sleep(0.3)')
    this.addSql(`insert into thing values ('made once', now(), '[]')`)
  }
}
class Broken extends Migration {
  override up() {
    this.addSql('create table half (id int)')
    this.addSql('select no_such_function()')
  }
}

const tables = [InstallationTable, ThingTable] as const
const migrations = [InstallationMigration, Things, EpochMigration]
const open = () => createTestDatabase({ tables, migrations })

describe('migrations', () => {
  test('by several replicas at once are applied once', async () => {
    await using database = await open()
    const options = { url: database.url, tables, migrations: [...migrations, Slow] }
    const replicas = await Promise.all(Array.from({ length: 8 }, () => openDatabase(options)))
    try {
      const rows = await query(replicas[0]!.em.fork()).selectFrom('thing').select('id').execute()
      expect(rows).toEqual([{ id: 'made once' }])
      const epochs = await Promise.all(replicas.map(databaseEpoch))
      expect(new Set(epochs.map(({ id }) => id)).size).toBe(1)
    } finally {
      await Promise.all(replicas.map((orm) => orm.close()))
    }
  })

  test('are known by their names, in whatever order a later version lists them', async () => {
    await using database = await open()
    const reordered = [InstallationMigration, EpochMigration, Things, Slow]
    const orm = await openDatabase({ url: database.url, tables, migrations: reordered })
    try {
      const rows = await query(orm.em.fork()).selectFrom('thing').select('id').execute()
      expect(rows).toEqual([{ id: 'made once' }])
    } finally {
      await orm.close()
    }
  })

  test('that fail leave nothing behind', async () => {
    await using database = await open()
    const options = { url: database.url, tables, migrations: [...migrations, Broken] }
    await expect(openDatabase(options)).rejects.toThrow('no_such_function')
    const [found] = await database.orm.em
      .fork()
      .execute<{ half: string | null }[]>(`select to_regclass('half')::text as half`)
    expect(found).toEqual({ half: null })
  })

  test('make exactly the tables that are declared', async () => {
    await using database = await open()
    expect(await database.orm.schema.getUpdateSchemaSQL({ dropTables: false })).toBe('')
  })
})

test('each database has an epoch of its own, which stays', async () => {
  await using one = await open()
  await using other = await open()
  const epoch = await databaseEpoch(one.orm)
  expect(epoch.id).toMatch(/^[0-9a-f-]{36}$/)
  await using again = await openAgain(one.url)
  expect(await databaseEpoch(again.orm)).toEqual(epoch)
  expect((await databaseEpoch(other.orm)).id).not.toBe(epoch.id)
})

describe('a new epoch', () => {
  const statement = (orm: Database, sql: string) => orm.em.fork().execute(sql)

  test('begins in a copy of a database, at its own moment, and for all replicas', async () => {
    await using original = await open()
    const epoch = await databaseEpoch(original.orm)
    await original.orm.close()
    await using copy = await open()
    await copy.orm.close()
    const name = new URL(copy.url).pathname.slice(1)
    await using server = await open()
    await statement(server.orm, `drop database ${name}`)
    await statement(
      server.orm,
      `create database ${name} template ${new URL(original.url).pathname.slice(1)}`,
    )
    const replicas = await Promise.all(Array.from({ length: 8 }, () => openAgain(copy.url)))
    const epochs = await Promise.all(replicas.map(({ orm }) => databaseEpoch(orm)))
    for (const one of epochs) expect(one).toEqual(epochs[0])
    expect(epochs[0]!.id).not.toBe(epoch.id)
    expect(epochs[0]!.bornAt.getTime()).toBeGreaterThan(epoch.bornAt.getTime())
    for (const replica of replicas) await replica[Symbol.asyncDispose]()
  })

  test('begins after a failover: the timeline is another one', async () => {
    await using database = await open()
    const epoch = await databaseEpoch(database.orm)
    const [here] = await statement(database.orm, 'select place from installation')
    expect(here).toMatchObject({ place: expect.stringMatching(/^\d+\/\d+\/\d+\/[0-9A-F]{8}$/) })
    await statement(
      database.orm,
      `update installation set place = left(place, -8) || '00000000', ends = '{}'`,
    )
    const next = await databaseEpoch(database.orm)
    expect(next.id).not.toBe(epoch.id)
    expect(await statement(database.orm, 'select ends from installation')).toEqual([{ ends: null }])
    expect(await databaseEpoch(database.orm)).toEqual(next)
  })

  test('is the one that somebody has drawn by hand', async () => {
    await using database = await open()
    const epoch = await databaseEpoch(database.orm)
    await statement(database.orm, 'update installation set epoch = gen_random_uuid()')
    const drawn = await statement(database.orm, 'select epoch as id from installation')
    const next = await databaseEpoch(database.orm)
    expect(drawn).toEqual([{ id: next.id }])
    expect(next.bornAt.getTime()).toBeGreaterThan(epoch.bornAt.getTime())
  })

  test('ends what a running process does: it reaches the other database with no statement', async () => {
    await using database = await open()
    const moved: Error[] = []
    await using process = await openAgain(database.url, (error) => moved.push(error))
    await statement(process.orm, 'select 1')
    await statement(database.orm, 'alter table installation rename to was')
    await statement(database.orm, 'create table installation (like was including all)')
    await statement(
      database.orm,
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    )
    await vi.waitFor(async () => {
      const fault: unknown = await statement(process.orm, 'select 1').catch((error) => error)
      expect(isConnectionFault(fault)).toBe(true)
      expect(moved[0]?.message).toMatch(/The database is another one now/)
    }, 30_000)
  })
})

describe('query', () => {
  const row = { id: 'a', madeAt: new Date('2026-11-21T10:00:00.000Z'), tags: ['x', 'y'] }

  test('speaks of properties, gives dates and JSON as they were, and is typed by the tables', async () => {
    await using database = await open()
    const db = query(database.orm.em.fork())
    await db.insertInto('thing').values(row).execute()
    const found = await db.selectFrom('thing').selectAll().executeTakeFirstOrThrow()
    expectTypeOf(found.tags).toEqualTypeOf<string[]>()
    expectTypeOf(found.madeAt).toEqualTypeOf<Date>()
    expect(found).toEqual(row)
  })

  test('is in the transaction of its entity manager, which need not know the tables', async () => {
    await using database = await open()
    const insert = (em: EntityManager) =>
      query<typeof tables>(em).insertInto('thing').values(row).execute()
    const failing = database.orm.em.fork().transactional(async (em) => {
      await insert(em)
      throw new Error('rolled back')
    })
    await expect(failing).rejects.toThrow('rolled back')
    expect(await query(database.orm.em.fork()).selectFrom('thing').selectAll().execute()).toEqual(
      [],
    )
  })
})

describe('a server that goes away', () => {
  test('takes its connections along, and the pool gets new ones, however often', async () => {
    await using database = await open()
    await using killer = await openAgain(database.url)
    const count = (em: EntityManager) => em.execute('select count(*) from thing')
    const loseTransaction = () =>
      database.orm.em.fork().transactional(async (em) => {
        await count(em)
        await killer.orm.em.fork().execute(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and pid <> pg_backend_pid()`,
        )
        await count(em)
      })
    for (let round = 0; round < 12; round++) {
      const error = await loseTransaction().catch((fault: unknown) => fault)
      expect(isConnectionFault(error)).toBe(true)
      await expect.poll(() => count(database.orm.em.fork()).catch(String)).toEqual([{ count: '0' }])
    }
    const many = Array.from({ length: 20 }, () => count(database.orm.em.fork()))
    expect(await Promise.all(many)).toHaveLength(20)
  })

  test('is waited for when the service starts before it', async () => {
    await using database = await open()
    const { port } = new URL(database.url)
    await using door = await createDoor(Number(port))
    const opening = openAgain(
      Object.assign(new URL(database.url), { port: String(door.port) }).href,
    )
    await door.knocked()
    door.open()
    await using late = await opening
    expect(await databaseEpoch(late.orm)).toEqual(await databaseEpoch(database.orm))
  })

  test('is given up when it says nothing, with the connection', async () => {
    await using database = await open()
    await using door = await createDoor(Number(new URL(database.url).port))
    door.open()
    const clientUrl = Object.assign(new URL(database.url), { port: String(door.port) }).href
    const onPoolCreated = (pool: Pool) => guardPool(pool, 200)
    const orm = new MikroORM({ clientUrl, entities: [...tables], driverOptions: { onPoolCreated } })
    const silenced = orm.em.fork().transactional(async (em) => {
      await em.execute('select 1')
      door.freeze()
      await em.execute('select 2')
    })
    const error = await silenced.catch((fault: unknown) => fault)
    expect(isConnectionFault(error)).toBe(true)
    await orm.close()
  })

  test('is not waited for when it refuses us for good', async () => {
    const wrong = Object.assign(new URL(inject('databaseUrl')), {
      pathname: '/no_such_database',
    }).href
    const opening = openDatabase({
      url: wrong,
      tables: [InstallationTable],
      migrations: [InstallationMigration],
    })
    await expect(opening).rejects.toThrow('database "no_such_database" does not exist')
  })
})

test('what takes too long is ended by the server, and counts as a fault of the connection', async () => {
  await using database = await open()
  const [deadlines] = await database.orm.em.fork().execute(
    `select current_setting('statement_timeout') as statement,
            current_setting('idle_in_transaction_session_timeout') as idle`,
  )
  expect(deadlines).toEqual({ statement: '30s', idle: '1min' })
  const late = database.orm.em.fork().transactional(async (em) => {
    await em.execute(`set local statement_timeout = '20ms'`)
    await em.execute('select pg_sleep(5)')
  })
  expect(isConnectionFault(await late.catch((fault: unknown) => fault))).toBe(true)
})

async function openAgain(url: string, onMoved?: (error: Error) => void) {
  const orm = await openDatabase({ url, tables, migrations, ...(onMoved && { onMoved }) })
  return { orm, [Symbol.asyncDispose]: () => orm.close() }
}

/** A port in front of a server that hangs up until it is opened. */
async function createDoor(target: number) {
  const sockets = new Set<Socket>()
  const { promise, resolve } = Promise.withResolvers<void>()
  let isOpen = false
  const server = createServer((socket) => {
    resolve()
    if (!isOpen) return void socket.destroy()
    const onward = connect(target, '127.0.0.1')
    for (const end of [socket, onward]) sockets.add(end.on('error', () => {}))
    socket.pipe(onward).pipe(socket)
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    port: (server.address() as { port: number }).port,
    knocked: () => promise,
    open: () => (isOpen = true),
    freeze: () => {
      for (const socket of sockets) socket.unpipe().pause()
    },
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy()
      await new Promise((closed) => server.close(closed))
    },
  }
}
