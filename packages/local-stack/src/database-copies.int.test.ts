import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, inject, onTestFinished, test } from 'vitest'
import { databaseCopies } from './database-copies.ts'
import { createDatabases, databaseUrl, dropDatabases } from './databases.ts'

const adminUrl = inject('databaseUrl')

test('a database is set back to what was kept of it, or emptied, and its owner can go on with it', async () => {
  const database = { name: `copies_${randomBytes(4).toString('hex')}`, password: 'secret' }
  await createDatabases(adminUrl, [database])
  onTestFinished(() => dropDatabases(adminUrl, [database.name]))
  const url = databaseUrl(adminUrl, database)
  const copies = databaseCopies({
    databaseUrl: () => url,
    addresses: () => ({ postgres: { url: adminUrl } }) as never,
  })
  const ask = async (sql: string) => {
    const client = new pg.Client({ connectionString: url })
    try {
      await client.connect()
      return await client.query(sql)
    } finally {
      await client.end()
    }
  }
  const counted = async () => (await ask('select count(*)::int as count from thing')).rows[0].count

  await ask('create table thing as select 1 as number')
  await copies.keep('any')
  await ask('insert into thing values (2)')
  await copies.putBack('any')
  expect(await counted()).toBe(1)
  await ask('insert into thing values (3)')
  await copies.empty('any')
  await ask('create table thing (number integer)')
  expect(await counted()).toBe(0)
  await copies.putBack('any')
  expect(await counted()).toBe(1)
  await copies.forget('any')
  await expect(copies.putBack('any')).rejects.toThrow(/does not exist/)
})
