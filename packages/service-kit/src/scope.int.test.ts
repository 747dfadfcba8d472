import { defineEntity, p } from '@mikro-orm/core'
import { Migration } from '@mikro-orm/migrations'
import { expect, test, afterAll } from 'vitest'
import { EpochMigration, InstallationMigration, InstallationTable } from './installation.ts'
import { openDatabase, query } from './postgres.ts'
import { restrictToScope, scopePolicy, withinScope, type Scope } from './scope.ts'
import { createScopedTestDatabase, createTestDatabase } from './testing.ts'

const ThingTable = defineEntity({
  name: 'Thing',
  tableName: 'thing',
  policies: [scopePolicy()],
  properties: { organizationId: p.text().primary(), note: p.text() },
})
const LogTable = defineEntity({
  name: 'Log',
  tableName: 'log',
  policies: [scopePolicy()],
  properties: { organizationId: p.text().primary() },
})

class Things extends Migration {
  override up() {
    this.addSql('create table thing (organization_id text primary key, note text not null)')
    this.addSql('create table log (organization_id text primary key)')
    for (const table of ['thing', 'log'])
      for (const statement of restrictToScope(table)) this.addSql(statement)
  }
}

const options = {
  tables: [InstallationTable, ThingTable, LogTable] as const,
  migrations: [InstallationMigration, Things, EpochMigration],
  appendOnly: ['log'],
}
const database = await createScopedTestDatabase(options)
afterAll(() => database[Symbol.asyncDispose]())
const { orm } = database

const ids = ['hlf', 'blindeforbundet', 'club']
await withinScope('all', () =>
  query(orm.em.fork())
    .insertInto('thing')
    .values(ids.map((organizationId) => ({ organizationId, note: '' })))
    .execute(),
)

/** With raw SQL: nothing that the code might have put into a condition helps. */
const seen = async (scope: Scope) => {
  const rows = await withinScope(scope, () =>
    orm.em.fork().execute<{ id: string }[]>('select organization_id as id from thing order by id'),
  )
  return rows.map(({ id }) => id)
}

test.each<[string, Scope, string[]]>([
  ['one organisation', ['hlf'], ['hlf']],
  ['two organisations', ['hlf', 'club'], ['club', 'hlf']],
  ['all', 'all', ['blindeforbundet', 'club', 'hlf']],
  ['none', [], []],
  ['nobody', ['nobody'], []],
  ['a list in one id', ['hlf,club'], []],
  ['an asterisk for an id', ['*'], []],
])('in the scope of %s, only their rows are there', async (_name, scope, expected) => {
  expect(await seen(scope)).toEqual(expected)
})

test('without a scope nothing is there, on whichever connection of the pool', async () => {
  await Promise.all(Array.from({ length: 10 }, () => seen('all')))
  const unscoped = await Promise.all(
    Array.from({ length: 10 }, () => orm.em.fork().execute('select * from thing')),
  )
  expect(unscoped.flat()).toEqual([])
})

test('twenty at once each see their own', async () => {
  const scopes = Array.from({ length: 20 }, (_, at) => [ids[at % 3]!])
  expect(await Promise.all(scopes.map(seen))).toEqual(scopes)
})

test('on one connection each sees their own, behind whatever failed or was rolled back before', async () => {
  await using one = await openDatabaseOfOne()
  const { em } = one.orm
  const count = (scope: Scope) =>
    withinScope(scope, async () => (await em.fork().execute('select from thing')).length)
  const failing = (scope: Scope) =>
    withinScope(scope, () =>
      em.fork().transactional(async (inner) => {
        expect(await inner.execute('select from thing')).toHaveLength(scope === 'all' ? 3 : 1)
        await inner.execute('select 1 / 0')
      }),
    )
  expect(await em.fork().execute('select from thing')).toEqual([])
  for (const scope of ['all', ['hlf'], ['hlf'], 'all'] as const) {
    await expect(failing(scope)).rejects.toThrow('division by zero')
    expect(await count(scope)).toBe(scope === 'all' ? 3 : 1)
    await expect(failing(['club'])).rejects.toThrow('division by zero')
    expect(await em.fork().execute('select from thing')).toEqual([])
    expect(await count(['hlf'])).toBe(1)
  }
})

const openDatabaseOfOne = async () => {
  const { url, ownerUrl } = database
  const own = await openDatabase({ ...options, url, ownerUrl, poolSize: 1 })
  return { orm: own, [Symbol.asyncDispose]: () => own.close() }
}

test('rows of others can be neither added, changed nor taken over', async () => {
  const run = (statement: string) =>
    withinScope(['hlf'], () => orm.em.fork().execute(statement, [], 'run'))
  await expect(run(`insert into thing values ('new', '')`)).rejects.toThrow('row-level security')
  await expect(run(`update thing set organization_id = 'new'`)).rejects.toThrow(
    'row-level security',
  )
  expect(await run(`update thing set note = 'x' where organization_id = 'club'`)).toMatchObject({
    affectedRows: 0,
  })
  expect(await run(`delete from thing where organization_id = 'club'`)).toMatchObject({
    affectedRows: 0,
  })
  expect(await seen('all')).toHaveLength(3)
})

test('a table that is only added to can be added to and read, and nothing else', async () => {
  const run = (statement: string) => withinScope('all', () => orm.em.fork().execute(statement))
  await run(`insert into log values ('hlf')`)
  expect(await run('select * from log')).toHaveLength(1)
  for (const statement of ['delete from log', `update log set organization_id = 'x'`])
    await expect(run(statement)).rejects.toThrow('permission denied')
})

test('the user of the service reaches nothing of the migrations, and switches no policy off', async () => {
  const run = (statement: string) => orm.em.fork().execute(statement)
  await expect(run('select * from mikro_orm_migrations')).rejects.toThrow('permission denied')
  await expect(run('alter table thing disable row level security')).rejects.toThrow('owner')
  await expect(run('set row_security = off; select * from thing')).rejects.toThrow('row-level')
})

test('an owner or superuser is refused as the user of the service', async () => {
  const { ownerUrl } = database
  await expect(openDatabase({ ...options, url: ownerUrl, ownerUrl })).rejects.toThrow(
    'DATABASE_OWNER_URL',
  )
})

test('the policies that tables declare are those that migrations make', async () => {
  await using own = await createTestDatabase(options)
  expect(await own.orm.schema.getUpdateSchemaSQL({ dropTables: false })).toBe('')
})
