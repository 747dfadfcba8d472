import type { PoolConnection } from './pool-guard.ts'

/**
 * Names the very database that a connection leads to, in SQL: server, database, timeline and the table that a dump brings
 * anew. A restored copy has another name, and so has a standby that took over. It fails on a standby. Every role may
 * ask this of PostgreSQL, unless the right was taken away.
 */
export const placeSql = `(
  select concat_ws('/', (select system_identifier from pg_control_system()), oid,
    to_regclass('installation')::oid, left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))
  from pg_database where datname = current_database())`

const answerWithinMs = 5_000

/**
 * For each new connection, before its first use: it leads to where the first one led. After a failover or a restore
 * under a running process, `onMoved` is told and no statement reaches the other database from here.
 */
export function createPlaceGuard(onMoved: (error: Error) => void) {
  let first: string | undefined
  return async (client: PoolConnection): Promise<void> => {
    const place = await placeOf(client)
    first ??= place
    if (place === first) return
    const error = lost(`The database is another one now (${place}, and was ${first}).`)
    onMoved(error)
    throw error
  }
}

async function placeOf(client: PoolConnection): Promise<string> {
  const timer = setTimeout(() => client.connection?.stream?.destroy(late()), answerWithinMs)
  try {
    const { rows } = await client.query<{ place: string }>(`select ${placeSql} as place`)
    return rows[0]!.place
  } catch (cause) {
    throw lost('It cannot be told which database this is: is it a standby?', cause)
  } finally {
    clearTimeout(timer)
  }
}

const late = () => new Error('Connection terminated: no answer from the server')

/** A fault of the connection, which says nothing about any data. */
const lost = (message: string, cause?: unknown) =>
  Object.assign(new Error(message, { cause }), { code: 'ECONNABORTED' })
