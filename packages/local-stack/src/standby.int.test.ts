import { execFileSync } from 'node:child_process'
import { appendFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { placeSql } from '@bilagsbro/service-kit/place'
import { databaseEpoch, openDatabase } from '@bilagsbro/service-kit/postgres'
import {
  EpochMigration,
  InstallationMigration,
  InstallationTable,
} from '@bilagsbro/service-kit/installation'
import pg from 'pg'
import { expect, test } from 'vitest'
import { freePorts } from './ports.ts'
import { postgresRecipe } from './postgres.ts'
import { createTemporaryFolder } from './temporary-folder.ts'

const soon = { timeout: 60_000, interval: 100 }
const known = {
  tables: [InstallationTable],
  migrations: [InstallationMigration, EpochMigration],
} as const

test('a standby that is promoted when its server is lost begins a new epoch', async () => {
  await using folder = await createTemporaryFolder('standby')
  const [first, second] = [join(folder.path, 'first'), join(folder.path, 'second')]
  const [port, otherPort] = (await freePorts(2)) as [number, number]
  const recipe = await postgresRecipe({ dataDir: first, port, durable: false })
  let server = await recipe.start()
  await recipe.ready(server)
  const epoch = await epochAt(recipe.address)
  await server.stop({ signal: 'SIGINT' })

  copyAsStandby(first, second, port)
  server = await recipe.start()
  await recipe.ready(server)
  const standby = await postgresRecipe({ dataDir: second, port: otherPort, durable: false })
  const other = await standby.start()
  try {
    await expect
      .poll(() => ask(standby.address, 'select pg_is_in_recovery() as it'), soon)
      .toBe(true)
    expect(await epochAt(recipe.address)).toEqual(epoch)
    await ask(recipe.address, 'create table written_since as select 1 as it')
    const written = () => ask(standby.address, 'select it from written_since')
    await expect.poll(written, soon).toBe(1)
    const place = `select ${placeSql} as it`
    expect(await ask(recipe.address, place)).toEqual(expect.any(String))
    expect(await ask(standby.address, place)).toBeUndefined()

    server.kill('SIGKILL')
    await server.exited
    expect(await ask(standby.address, 'select pg_promote() as it')).toBe(true)
    const next = await epochAt(standby.address)
    expect(next.id).not.toBe(epoch.id)
    expect(await epochAt(standby.address)).toEqual(next)
  } finally {
    await other.stop({ signal: 'SIGINT' })
    await server.stop({ signal: 'SIGINT' })
  }
})

/** The folder of a server that is stopped, for one that follows it over the network. */
function copyAsStandby(from: string, to: string, port: number): void {
  execFileSync('cp', ['-a', from, to])
  const cluster = join(to, 'postgres')
  rmSync(join(to, 'processes'), { recursive: true, force: true })
  writeFileSync(join(cluster, 'standby.signal'), '')
  appendFileSync(
    join(cluster, 'postgresql.auto.conf'),
    `primary_conninfo = 'host=127.0.0.1 port=${port} user=postgres password=postgres'\n`,
  )
}

async function epochAt(url: string) {
  const orm = await openDatabase({ url, ...known })
  try {
    return await databaseEpoch(orm)
  } finally {
    await orm.close()
  }
}

/** The one value that a statement answers; nothing where the server does not answer. */
async function ask(url: string, statement: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ it: unknown }>(statement)
    return rows[0]?.it
  } catch {
    return undefined
  } finally {
    await client.end().catch(() => {})
  }
}
