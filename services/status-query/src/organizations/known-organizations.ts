import type { Database } from '@bilagsbro/service-kit/postgres'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { sql } from 'kysely'

/** Which of these organisations nobody has announced until now. */
export type UnknownOrganizations = (ids: readonly string[]) => Promise<ReadonlySet<string>>

/** Organisations never go away, so each is asked for once. `caughtUp` resolves when all that were announced are shown. */
export function createUnknownOrganizations(
  orm: Database,
  caughtUp: () => Promise<void>,
): UnknownOrganizations {
  const known = new Set<string>()
  const look = async (ids: readonly string[]) => {
    const announced = sql<{ id: string }>`
      select organization_id as id from organization
      where organization_id = any(${ids}::text[]) and version > 0`
    const { rows } = await withinScope('all', () => announced.execute(orm.em.fork().getKysely()))
    for (const { id } of rows) known.add(id)
    return ids.filter((id) => !known.has(id))
  }
  return async (ids) => {
    const asked = [...new Set(ids)].filter((id) => !known.has(id))
    if (asked.length === 0) return nobody
    const unseen = await look(asked)
    if (unseen.length === 0) return nobody
    await caughtUp()
    return new Set(await look(unseen))
  }
}
const nobody: ReadonlySet<string> = new Set()
