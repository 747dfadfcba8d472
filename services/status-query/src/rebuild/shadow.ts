import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'

/** The read models that are told by the log, in the order in which projections lock them. */
export const models = [
  { table: 'record', key: ['organization_id', 'record_id', 'revision'] },
  { table: 'record_sum', key: ['organization_id', 'status'] },
  { table: 'integration', key: ['organization_id', 'connector_type'] },
  { table: 'run', key: ['organization_id', 'run_id'] },
  { table: 'organization', key: ['organization_id'] },
] as const
export type Model = (typeof models)[number]

/**
 * Empty tables of the same names, which are seen by this connection alone and vanish with it. Besides them one that
 * names the records that the log cannot tell everything of.
 */
export async function createShadows(em: EntityManager): Promise<void> {
  const db = em.getKysely()
  for (const { table, key } of models) {
    await sql`drop table if exists ${shadow(table)}`.execute(db)
    await sql`
      create temp table ${sql.table(table)} (
        like ${inForce(table)} including defaults, primary key (${sql.join(key.map((name) => sql.id(name)))})
      ) with (fillfactor = 50)`.execute(db)
  }
  await sql`drop table if exists pg_temp.untold`.execute(db)
  await sql`
    create temp table untold (
      organization_id text, record_id text, revision int, primary key (organization_id, record_id, revision)
    )`.execute(db)
}

export const shadow = (table: string) => sql.id('pg_temp', table)
export const inForce = (table: string) => sql.id('public', table)

/** What follows in this transaction finds the shadows, or nothing, under the tables' names. */
export const enterShadows = (em: EntityManager) =>
  sql`set local search_path = pg_temp`.execute(em.getKysely())

/** Whether a row of the one is of the same key as a row of the other. */
export const sameKey = ({ key }: Pick<Model, 'key'>, a: string, b: string) =>
  sql.join(
    key.map((name) => sql`${sql.id(a, name)} = ${sql.id(b, name)}`),
    sql` and `,
  )
