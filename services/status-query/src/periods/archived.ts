import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'

/** What stands in archives of an organisation, and not in the log. */
export interface ArchivedLog {
  /** Approvals of the month. */
  readonly approvals: number
  /** Whether there may be more of them: an archive was made before such were counted. */
  readonly isUncounted: boolean
  /** The moment of the newest entry; null where nothing is archived. */
  readonly until: string | null
}

export async function readArchivedLog(
  em: EntityManager,
  organizationId: string,
  month: string,
): Promise<ArchivedLog> {
  const { rows } = await sql<ArchivedLog>`
    select coalesce(sum((approvals ->> ${month}::text)::int), 0)::int as approvals,
      count(*) filter (where approvals is null
        and ${month}::text <= to_char(archived_at at time zone 'Europe/Oslo', 'YYYY-MM')) > 0 as "isUncounted",
      max(coalesce(last_at, archived_at))::text as until
    from log_archive a where organization_id = ${organizationId}
      and not exists (select from log_restored r where (r.organization_id, r.name) = (a.organization_id, a.name))`.execute(
    em.getKysely(),
  )
  return rows[0]!
}
