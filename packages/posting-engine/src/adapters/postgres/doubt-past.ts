import type { Outbox } from '@bilagsbro/messaging/outbox'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { ReadIn } from '#application/ports/posting-store.ts'
import { forgotten } from '#domain/posting.ts'
import { columnsOf, type Answer, type AnswerPostings } from './answers.ts'
import { change, rows } from './sql.ts'

interface Deps {
  readonly outbox: Outbox
  readonly answer: AnswerPostings
  /** The topic that postings are requested on. */
  readonly topic: string
  readonly flightSize: number
}

/** Whether the topic held messages when the epoch began; taken for granted while its ends are not noted. */
export const hadPast = (topic: string) => sql<boolean>`
  (ends -> ${topic}::text is null or exists (select from jsonb_array_elements(ends -> ${topic}::text) as high
    where high <> 'null' and high <> '0'))`

const lock = 4_719_001

/**
 * From when on this database knows of everything that is sent, by the clocks of others, too. A copy of its disks, which no
 * place shows, is put back only while PostgreSQL is down.
 */
export const knowsFrom = (topic: string, predecessorMs: number) => sql<Date>`
  (select greatest(pg_postmaster_start_time(),
      born_at + case when ${hadPast(topic)} then ${predecessorMs}::int else 0 end * interval '1 millisecond')
    from installation where born_at is not null)`

/**
 * Whether a predecessor may have sent what this transaction reads: the past may be over for another replica. Until this
 * transaction ends, nobody ends the past.
 */
export async function isInPast(em: EntityManager, readIn: ReadIn, topic: string): Promise<boolean> {
  if (readIn === 'present') return false
  await change(em, sql`select pg_advisory_xact_lock_shared(${lock})`)
  const [found] = await rows<{ isPast: boolean }>(
    em,
    sql`
      select ${hadPast(topic)} and not exists (select from doubted_epoch where epoch = begun) as "isPast"
      from installation`,
  )
  return found!.isPast
}

/** Nothing else reads or changes postings meanwhile: the past is still being read, or over. */
export function doubtPast({ outbox, answer, topic, flightSize }: Deps): Promise<void> {
  return outbox.transaction(async (em, emit) => {
    await change(em, sql`select pg_advisory_xact_lock(${lock})`)
    const isFirst = await change(
      em,
      sql`insert into doubted_epoch select begun from installation on conflict do nothing`,
    )
    if (isFirst === 0) return
    await change(
      em,
      sql`
        update posting p set state = 'in_doubt', outcome = ${outcome}::jsonb, place = null, flight_id = null, fresh = false,
          settled_at = clock_timestamp()
        from installation where p.place is not null and (${hadPast(topic)} or p.requested_at < born_at)`,
    )
    const doubtful = await rows<Omit<Answer, 'state'> & { accepted: boolean }>(
      em,
      sql`
        select organization_id as "organizationId", record_id as "recordId", revision, attempt, reference, traceparent,
          coalesce(outcome ->> 'accepted' = 'true', false) as accepted
        from posting where state = 'in_doubt' and flight_id is null`,
    )
    answer(
      emit,
      doubtful.map(({ accepted, ...posting }) => ({
        ...posting,
        state: accepted ? { ...forgotten, accepted } : forgotten,
      })),
    )
    await gatherForgotten(em, flightSize)
  })
}

const outcome = JSON.stringify(columnsOf(forgotten).outcome)

/** Gives flights in doubt to postings that a forgotten predecessor may have sent, as far as their vouchers are known. */
export async function gatherForgotten(
  em: EntityManager,
  flightSize: number,
  among = sql``,
): Promise<void> {
  await change(
    em,
    sql`
      with doubtful as materialized (
        select organization_id, record_id, revision, target_fingerprint,
          coalesce(outcome ->> 'accepted' = 'true', false) as accepted, (row_number() over (
          partition by organization_id, target_fingerprint order by record_id, revision) - 1) / ${flightSize}::int as part
        from posting where state = 'in_doubt' and flight_id is null and voucher is not null ${among}
      ), flown as materialized (
        select gen_random_uuid() as id, organization_id, target_fingerprint, part,
          jsonb_agg(jsonb_build_array(record_id, revision)) as postings, bool_or(accepted) as accepted
        from doubtful group by organization_id, target_fingerprint, part
      ), added as (
        insert into flight (id, organization_id, principal, target_fingerprint, plan, postings, lease_until,
          in_doubt, forgotten, accepted, next_look_at)
        select id, organization_id, '', target_fingerprint, '{}', postings,
          (select born_at from installation), true, true, accepted, clock_timestamp()
        from flown
      )
      update posting p set flight_id = f.id
      from doubtful d join flown f using (organization_id, target_fingerprint, part)
      where (p.organization_id, p.record_id, p.revision) = (d.organization_id, d.record_id, d.revision)`,
  )
}
