import pg from 'pg'
import { StackError } from './stack-error.ts'

export interface ServiceDatabase {
  readonly name: string
  readonly password: string
}

/** One database and one role for each service; a role reaches its own database alone. Harmless when repeated. */
export async function createDatabases(
  adminUrl: string,
  databases: readonly ServiceDatabase[],
): Promise<void> {
  await withAdmin(adminUrl, async (client) => {
    const roles = await names(client, 'select rolname as name from pg_roles')
    const present = await names(client, 'select datname as name from pg_database')
    for (const { name, password } of databases) {
      const role = pg.escapeIdentifier(name)
      const verb = roles.has(name) ? 'alter' : 'create'
      await client.query(`${verb} role ${role} login password ${pg.escapeLiteral(password)}`)
      if (present.has(name)) continue
      await client.query(`create database ${role} owner ${role}`)
      await client.query(`revoke all on database ${role} from public`)
    }
  })
}

/** For the end of a run on somebody else's server. */
export async function dropDatabases(adminUrl: string, databases: readonly string[]): Promise<void> {
  await withAdmin(adminUrl, async (client) => {
    for (const name of databases) {
      await client.query(`drop database if exists ${pg.escapeIdentifier(name)} with (force)`)
      await client.query(`drop role if exists ${pg.escapeIdentifier(name)}`)
    }
  })
}

/** The address of a service's database, on the server that `adminUrl` names. */
export function databaseUrl(adminUrl: string, { name, password }: ServiceDatabase): string {
  const url = new URL(adminUrl)
  url.username = name
  url.password = password
  url.pathname = `/${name}`
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
