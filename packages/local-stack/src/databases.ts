import { hash } from 'node:crypto'
import pg from 'pg'
import { StackError } from './stack-error.ts'

export interface ServiceDatabase {
  readonly name: string
  readonly password: string
}

/**
 * One database for each service, with a role that owns it and one that owns nothing: for services that migrate as the
 * one and work as the other. A role reaches its own database alone. Harmless when repeated.
 */
export async function createDatabases(
  adminUrl: string,
  databases: readonly ServiceDatabase[],
): Promise<void> {
  await withAdmin(adminUrl, async (client) => {
    const roles = await names(client, 'select rolname as name from pg_roles')
    const present = await names(client, 'select datname as name from pg_database')
    for (const database of databases) {
      const user = userOf(database)
      for (const { name, password } of [database, user]) {
        const verb = roles.has(name) ? 'alter' : 'create'
        const role = pg.escapeIdentifier(name)
        await client.query(`${verb} role ${role} login password ${pg.escapeLiteral(password)}`)
      }
      const owner = pg.escapeIdentifier(database.name)
      if (!present.has(database.name)) {
        await client.query(`create database ${owner} owner ${owner}`)
        await client.query(`revoke all on database ${owner} from public`)
      }
      await client.query(`grant connect on database ${owner} to ${pg.escapeIdentifier(user.name)}`)
    }
  })
}

/** The role that owns nothing. Who knows its password does not know the owner's. */
const userOf = ({ name, password }: ServiceDatabase): ServiceDatabase => ({
  name: `${name}_user`,
  password: hash('sha256', `${password} user`, 'base64url'),
})

/** For the end of a run on somebody else's server. */
export async function dropDatabases(adminUrl: string, databases: readonly string[]): Promise<void> {
  await withAdmin(adminUrl, async (client) => {
    for (const name of databases) {
      await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
      for (const role of [name, `${name}_user`])
        await client.query(`drop role if exists ${pg.escapeIdentifier(role)}`)
    }
  })
}

/** The address of a service's database for its owner, on the server that `adminUrl` names. */
export const databaseUrl = (adminUrl: string, database: ServiceDatabase): string =>
  urlFor(adminUrl, database.name, database)

/** The same for the role that owns nothing. */
export const databaseUserUrl = (adminUrl: string, database: ServiceDatabase): string =>
  urlFor(adminUrl, database.name, userOf(database))

function urlFor(adminUrl: string, database: string, { name, password }: ServiceDatabase): string {
  const url = new URL(adminUrl)
  url.username = name
  url.password = password
  url.pathname = `/${database}`
  return url.href
}

async function withAdmin(adminUrl: string, work: (client: pg.Client) => Promise<void>) {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await work(client)
  } catch (cause) {
    const { host } = new URL(adminUrl)
    throw new StackError(
      `The databases could not be prepared on ${host}: ${(cause as Error).message}`,
      'see that DATABASE_URL names a PostgreSQL 18 and a user that may create databases and roles.',
      { cause },
    )
  } finally {
    await client.end()
  }
}

async function names(client: pg.Client, sql: string): Promise<Set<string>> {
  const { rows } = await client.query<{ name: string }>(sql)
  return new Set(rows.map((row) => row.name))
}
