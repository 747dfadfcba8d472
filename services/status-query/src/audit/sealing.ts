import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { iso } from '../moments.ts'

export interface Sealed {
  readonly organizationId: string
  readonly chain: string
  /** Of the seal. */
  readonly no: number
  /** How many entries the chain has with it. */
  readonly entries: number
  readonly head: string
  readonly sealedAt: string
}

/** Fits into a statement and into memory, however long nothing was sealed. */
export const rowsAtOnce = 500

/**
 * Puts what waits under seals, one more for each organisation: a head is the hash of the head before it and of the hashes
 * of its entries. Of several that try at the same time one does.
 */
export async function sealEntries(em: EntityManager): Promise<{ sealed: Sealed[]; rows: number }> {
  const db = em.getKysely()
  // In a statement of its own: else the next statement would not see what was sealed while it waited.
  const locked = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(471101) as held`.execute(db)
  if (!locked.rows[0]!.held) return { sealed: [], rows: 0 }
  const { rows } = await sql<
    Omit<Sealed, 'sealedAt'> & { readonly at: number; readonly taken: number }
  >`
    with taken as (
      delete from unsealed where id in (select id from unsealed order by id limit ${rowsAtOnce})
      returning id, organization_id, ids, leaves
    ),
    batch as (
      select organization_id, string_agg(leaves, ''::bytea order by id) as leaves from taken group by organization_id
    ),
    numbered as (
      select organization_id, array_agg(entry order by taken.id, at) as ids
      from taken, unnest(taken.ids) with ordinality as entries (entry, at) group by organization_id
    ),
    sealed as (
      insert into seal (organization_id, no, first, last, ids, leaves, head, sealed_at)
      select organization_id, coalesce(last.no, 0) + 1, coalesce(last.last, 0) + 1,
        coalesce(last.last, 0) + cardinality(ids), ids, batch.leaves,
        sha256('\\x01'::bytea || coalesce(last.head, ${beginning('chain.chain', 'organization_id')}) || batch.leaves),
        date_trunc('milliseconds', clock_timestamp())
      from batch join numbered using (organization_id) cross join chain left join lateral (
        select no, last, head from seal where seal.organization_id = batch.organization_id order by no desc limit 1
      ) last on true
      returning organization_id, no, last, head, sealed_at
    )
    select organization_id as "organizationId", chain, no::int, last::int as entries, encode(head, 'hex') as head,
      (extract(epoch from sealed_at) * 1000)::float8 as at, (select count(*)::int from taken) as taken from sealed, chain order by organization_id`.execute(
    db,
  )
  return {
    sealed: rows.map(({ organizationId, chain, no, entries, head, at }) => ({
      organizationId,
      chain,
      no,
      entries,
      head,
      sealedAt: iso(at),
    })),
    rows: rows[0]?.taken ?? 0,
  }
}

/** The head before the first seal: of a chain's name and an organisation. */
const beginning = (chain: string, organization: string) =>
  sql.raw(
    `sha256(convert_to('bilagsbro log' || E'\\n' || ${chain} || E'\\n' || ${organization}, 'UTF8'))`,
  )

/** The id that the chain begins after, and how many entries an organisation has from before. */
export interface Beginning {
  readonly before: number
  readonly entries: number
}

export async function readBeginnings(
  em: EntityManager,
  organizationIds: readonly string[],
): Promise<ReadonlyMap<string, Beginning>> {
  const { rows } = await sql<Beginning & { readonly organizationId: string }>`
    select o.id as "organizationId", chain.before::float8 as before, (
      (select count(*) from sync_logs l where l.organization_id = o.id and l.line is null and l.id <= chain.before)
      + (select coalesce(sum(a.before), 0) from log_archive a where a.organization_id = o.id
        and not exists (select from log_restored r where (r.organization_id, r.name) = (a.organization_id, a.name)))
    )::int as entries
    from chain, unnest(${[...organizationIds]}::text[]) o (id)`.execute(em.getKysely())
  return new Map(
    rows.map(({ organizationId, before, entries }) => [organizationId, { before, entries }]),
  )
}
