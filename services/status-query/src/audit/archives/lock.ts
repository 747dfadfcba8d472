import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'

/**
 * Held until the transaction ends by whoever moves entries between the log and archives, or forgets a payload in both:
 * each finds what the one before left. One for all organisations: an archive may hold more of them than there is room for
 * locks.
 */
export async function lockArchives(em: EntityManager): Promise<void> {
  await sql`select pg_advisory_xact_lock(471103)`.execute(em.getKysely())
}
