import type { Database } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { sql } from 'kysely'

/** Reads those of the organisations whose connector state has not been read. */
export const readUnannounced = (orm: Database) => async (ids: readonly string[]) => {
  const unannounced = sql<{ id: string }>`
    select id from unnest(${ids}::text[]) as asked (id)
    where not exists (select from organization where organization_id = id and version > 0)`
  const { rows } = await withinScope('all', () => unannounced.execute(orm.em.fork().getKysely()))
  return rows.map(({ id }) => id)
}
