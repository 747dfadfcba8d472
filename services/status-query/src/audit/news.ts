import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'

/** What was found of an organisation's seals behind the last one that was looked at. */
export interface News {
  readonly no: number
  /** In hexadecimal digits. */
  readonly head: string | null
  /** The id that the chain begins after. */
  readonly begins: number
  readonly isSound: boolean
}

const sealsAtOnce = 500

/**
 * The organisations with seals that nobody has looked at yet, or with another beginning of their chain than was noted, but
 * for those whose log is known not to be whole.
 */
export async function readUnchecked(em: EntityManager): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select organization_id as id from chain, organization o left join log_check c using (organization_id)
    where c.fault is null and (c.begins <> chain.before
      or exists (select from seal s where s.organization_id = o.organization_id and s.no > coalesce(c.no, 0)))
    order by 1`.execute(em.getKysely())
  return rows.map(({ id }) => id)
}

/**
 * Whether the seals behind the last known one follow from it, each entry in them is as it was sealed, and the chain begins
 * where it did, before all of them. One statement that reads what is new alone; what is wrong, and where, the verification of the whole log tells.
 */
export async function readNews(em: EntityManager, organizationId: string): Promise<News> {
  const { rows } = await sql<News>`
    with known as (
      select coalesce(c.no, 0) as no, c.head, chain.before as begins, coalesce(c.begins, chain.before) as noted
      from chain left join log_check c on c.organization_id = ${organizationId}
    ), seals as (
      select s.no, s.ids, s.leaves, s.head, coalesce(lag(s.head) over (order by s.no), known.head, ${beginningOf(organizationId)}) as before,
        coalesce(lag(s.no) over (order by s.no), known.no) + 1 as expected
      from seal s, known, chain where organization_id = ${organizationId} and s.no > known.no
      order by s.no limit ${sealsAtOnce}
    )
    select coalesce(max(seals.no), max(known.no))::int as no,
      coalesce(encode((array_agg(seals.head order by seals.no desc))[1], 'hex'), encode((array_agg(known.head))[1], 'hex')) as head,
      coalesce(bool_and(seals.no = expected and seals.head = sha256('\\x01'::bytea || before || leaves)
        and length(leaves) = 32 * cardinality(ids) and begins < all (ids) and not exists (
          select from unnest(ids) with ordinality as sealed (id, at)
          left join sync_logs l on l.id = sealed.id and l.organization_id = ${organizationId}
          where l.line is null
            or sha256('\\x00'::bytea || convert_to(l.line, 'UTF8')) <> substring(leaves from (sealed.at::int - 1) * 32 + 1 for 32))
      ), true) and bool_and(begins = noted) as "isSound", max(begins)::float8 as begins
    from known left join seals on true`.execute(em.getKysely())
  return rows[0]!
}

/** The head before the first seal, as the sealer writes it. */
const beginningOf = (organizationId: string) => sql`
  sha256(convert_to('bilagsbro log' || E'\\n' || chain.chain || E'\\n' || ${organizationId}::text, 'UTF8'))`
