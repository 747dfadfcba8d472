import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'

/**
 * Takes what the log cannot tell from the tables in force: records with entries from before the log held all that is
 * shown, records whose entries are in an archive, and what is newer there than the log. Gives back how many records.
 */
export async function keepUntold(em: EntityManager): Promise<number> {
  const db = em.getKysely()
  await sql`
    delete from record r using public.record f, untold u
    where (f.organization_id, f.record_id, f.revision) = (r.organization_id, r.record_id, r.revision)
      and (u.organization_id, u.record_id, u.revision) = (r.organization_id, r.record_id, r.revision)`.execute(
    db,
  )
  const { rows } = await sql<{ organizationId: string }>`
    insert into record select f.* from public.record f
    where not exists (
      select from record r
      where (r.organization_id, r.record_id, r.revision) = (f.organization_id, f.record_id, f.revision)
    ) returning organization_id as "organizationId"`.execute(db)
  // Their approval is in an archive.
  await sql`
    update record r set record_type = f.record_type, payee_kind = f.payee_kind, amount = f.amount, approved_at = f.approved_at,
      reference = coalesce(r.reference, f.reference)
    from public.record f
    where (f.organization_id, f.record_id, f.revision) = (r.organization_id, r.record_id, r.revision)
      and r.record_type is null and f.record_type is not null`.execute(db)
  await keepTransfers(em, [...new Set(rows.map(({ organizationId }) => organizationId))])
  await keepNewer(em)
  return rows.length
}

/** Nothing says any more which ledger those records reached first. */
async function keepTransfers(em: EntityManager, organizations: readonly string[]): Promise<void> {
  await sql`delete from integration where organization_id = any(${organizations}::text[])`.execute(
    em.getKysely(),
  )
  await sql`
    insert into integration select f.* from public.integration f
    where organization_id = any(${organizations}::text[])`.execute(em.getKysely())
}

async function keepNewer(em: EntityManager): Promise<void> {
  const db = em.getKysely()
  await sql`
    insert into run select f.* from public.run f
    where not exists (
      select from run r where r.organization_id = f.organization_id and r.run_id = f.run_id and r.sequence >= f.sequence
    ) on conflict (organization_id, run_id) do update set (trigger, actor, started_at, takes_until, ready, completed_at, counts, sequence)
      = (excluded.trigger, excluded.actor, excluded.started_at, excluded.takes_until, excluded.ready, excluded.completed_at, excluded.counts, excluded.sequence)`.execute(
    db,
  )
  await sql`insert into organization select f.* from public.organization f on conflict do nothing`.execute(
    db,
  )
  await sql`
    update organization o set name = f.name, version = f.version, connector_type = f.connector_type, enabled = f.enabled,
      schedule = f.schedule, secrets_expire_at = f.secrets_expire_at, changed_at = f.changed_at, dimensions = f.dimensions
    from public.organization f where f.organization_id = o.organization_id and f.version > o.version`.execute(
    db,
  )
  await sql`
    update organization o set suspension = f.suspension, breaker_sequence = f.breaker_sequence
    from public.organization f
    where f.organization_id = o.organization_id and f.breaker_sequence > o.breaker_sequence`.execute(
    db,
  )
  await sql`
    update organization o set last_run = f.last_run
    from public.organization f
    where f.organization_id = o.organization_id
      and coalesce((f.last_run ->> 'startedAt')::float8 > (o.last_run ->> 'startedAt')::float8, o.last_run is null)`.execute(
    db,
  )
}

/** Sums are those of the records. One that is in force with nothing in it stays. */
export async function recount(em: EntityManager): Promise<void> {
  const db = em.getKysely()
  await sql`truncate record_sum`.execute(db)
  await sql`
    insert into record_sum (organization_id, status, count, amount)
    select organization_id, status, count(*), sum(amount) from record group by 1, 2`.execute(db)
  await sql`
    insert into record_sum (organization_id, status, count, amount)
    select organization_id, status, 0, 0 from public.record_sum on conflict do nothing`.execute(db)
}
