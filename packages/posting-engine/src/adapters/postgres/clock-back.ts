import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { inMs } from './lanes.ts'
import { change } from './sql.ts'

/** Longer than any pause that is taken. */
const longestPauseMs = 60_000

/**
 * Pulls back moments that lie further ahead than they can have been set: the database's clock was put back, and lanes,
 * principals and flights would wait until the clock has caught up. A lease is never cut short: its holder has no more
 * left than a whole lease.
 */
export async function forgetFuture(em: EntityManager, leaseMs: number): Promise<void> {
  const notPast = (column: string, milliseconds: number) => {
    const [name, latest] = [sql.id(column), inMs(milliseconds)]
    return {
      isAhead: sql`${name} > ${latest}`,
      pulled: sql`${name} = case when ${name} > ${latest} then ${latest} else ${name} end`,
    }
  }
  const pull = async (table: string, columns: readonly [string, number][], where = sql``) => {
    const parts = columns.map(([column, milliseconds]) => notPast(column, milliseconds))
    const pulled = sql.join(parts.map((part) => part.pulled))
    const isAhead = sql.join(
      parts.map((part) => part.isAhead),
      sql` or `,
    )
    await change(em, sql`update ${sql.table(table)} set ${pulled} where (${isAhead}) ${where}`)
  }
  await pull('principal', [
    ['filled_at', 0],
    ['not_before', longestPauseMs],
    ['following_until', leaseMs],
  ])
  const pauses: [string, number][] = [
    ['not_before', longestPauseMs],
    ['stopped_until', longestPauseMs],
  ]
  await pull('lane', pauses, sql`and not held`)
  await pull('flight', [
    ['lease_until', leaseMs],
    ['busy_until', leaseMs],
    ['next_look_at', longestPauseMs],
    ['revoked_at', 0],
  ])
}
