import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { inForce, sameKey, shadow, type Model } from './shadow.ts'

/** How the rows of a table differed from what the log tells. */
export interface Difference {
  readonly rows: number
  readonly removed: number
  readonly changed: number
  readonly added: number
}

/** When a row was written is nothing that the log tells. */
const notTold: readonly string[] = ['updated_at']

/** Makes a table in force what its shadow is, by the rows that differ alone: whoever reads sees the one or the other. */
export async function putInForce(em: EntityManager, model: Model): Promise<Difference> {
  const db = em.getKysely()
  const { table, key } = model
  const columns = await columnsOf(em, table)
  const named = (names: readonly string[]) => sql.join(names.map((name) => sql.id(name)))
  const ofTable = (of: string, names: readonly string[]) =>
    sql.join(names.map((name) => sql.id(of, name)))
  const compared = columns.filter(
    (name) => !key.some((one) => one === name) && !notTold.includes(name),
  )
  const set = columns.filter((name) => !key.some((one) => one === name))
  const removed = await sql`
    delete from ${inForce(table)} f where not exists (
      select from ${shadow(table)} s where ${sameKey(model, 's', 'f')})`.execute(db)
  const { rows: written } = await sql<{ added: boolean }>`
    insert into ${inForce(table)} as f (${named(columns)}) select ${named(columns)} from ${shadow(table)}
    on conflict (${named(key)}) do update set (${named(set)}) = row(${ofTable('excluded', set)})
      where row(${ofTable('f', compared)}) is distinct from row(${ofTable('excluded', compared)})
    returning xmax = 0 as added`.execute(db)
  const { rows: counted } = await sql<{ count: number }>`
    select count(*)::float8 as count from ${inForce(table)}`.execute(db)
  const added = written.filter((row) => row.added).length
  return {
    rows: counted[0]!.count,
    removed: Number(removed.numAffectedRows ?? 0),
    changed: written.length - added,
    added,
  }
}

async function columnsOf(em: EntityManager, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ('public.' || ${table})::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(
    em.getKysely(),
  )
  return rows.map(({ name }) => name)
}
