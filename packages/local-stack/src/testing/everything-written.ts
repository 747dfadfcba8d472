import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { topics } from '@bilagsbro/events/catalogue'
import pg from 'pg'
import type { Session } from '../load/session.ts'
import { databaseServices } from '../services.ts'
import type { StackHandles } from '../stack-handles.ts'

/** All that the services of a stack have written so far, by where it stands: their logs, every topic and every table. */
export async function everythingWritten(
  stack: StackHandles,
  session: Session,
): Promise<Map<string, string>> {
  const written = new Map<string, string>()
  const { services } = stack.addresses()
  for (const service of databaseServices.filter((name) => name in services)) {
    written.set(
      `log of ${service}`,
      readFileSync(join(stack.home, 'logs', `${service}.log`), 'utf8'),
    )
    for (const [table, rows] of await tablesOf(stack.databaseUrl(service)))
      written.set(`table ${table} of ${service}`, rows)
  }
  for (const { name } of topics) {
    // By name: a message that was fetched reads each of them only when it is asked for.
    const messages = (await session.read(name)).map(({ message: { key, value, headers } }) => ({
      key,
      value,
      headers,
    }))
    written.set(`topic ${name}`, JSON.stringify(messages, asText))
  }
  return written
}

/** Buffers as what they say. */
const asText = (_: string, value: unknown): unknown => {
  const { type, data } = (value ?? {}) as { type?: unknown; data?: unknown }
  return type === 'Buffer' && Array.isArray(data) ? Buffer.from(data as number[]).toString() : value
}

async function tablesOf(connectionString: string): Promise<[string, string][]> {
  const client = new pg.Client({ connectionString })
  try {
    await client.connect()
    const { rows } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    )
    const tables: [string, string][] = []
    for (const { name } of rows) {
      const found = await client.query<{ row: string }>(`select t::text as row from ${name} t`)
      tables.push([name, found.rows.map(({ row }) => row).join('\n')])
    }
    return tables
  } finally {
    await client.end()
  }
}
