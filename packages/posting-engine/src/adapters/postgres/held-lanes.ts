import type { Failure } from '@bilagsbro/booking/failure'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { unseenThere } from '#domain/lane.ts'
import { isUnseen, type Known } from '#domain/posting.ts'
import { change } from './sql.ts'
import { storable } from './storable.ts'

interface Before {
  readonly organizationId: string
  readonly before: Known
  readonly next: Known
}

/** Postings that a person has to look for, and that nobody has dealt with yet. */
const isOpen = (known: Known) => isUnseen(known) && !known.withdrawn

/**
 * Closes the lanes of postings that were accepted and do not show, and opens lanes that have none of them left. Called
 * after the postings were written, in the same transaction.
 */
export async function tendHeldLanes(em: EntityManager, changes: readonly Before[]): Promise<void> {
  const lanesOf = (which: (change: Before) => boolean) => [
    ...new Set(changes.filter(which).map(({ organizationId }) => organizationId)),
  ]
  const closed = lanesOf(({ before, next }) => !isOpen(before) && isOpen(next))
  for (const organizationId of closed) await holdLaneForPerson(em, organizationId, unseenThere)
  const isAccepted = ({ state }: Known) => state.kind === 'in_doubt' && state.accepted
  const perhaps = lanesOf(
    ({ before, next }) =>
      (isOpen(before) || isAccepted(before) === true) && !isOpen(next) && !isAccepted(next),
  )
  if (perhaps.length > 0) await releaseLanes(em, perhaps)
}

/** Until the lane is released, postings that are queued in it are given back. */
export async function holdLaneForPerson(
  em: EntityManager,
  organizationId: string,
  failure: Failure,
): Promise<void> {
  const stopFailure = JSON.stringify(storable(failure))
  await change(
    em,
    sql`
      insert into lane (organization_id, waiting, stopped_until, stop_failure, held)
      values (${organizationId}, 0, 'infinity', ${stopFailure}::jsonb, true)
      on conflict (organization_id) do update set held = true, stopped_until = 'infinity',
        stop_failure = excluded.stop_failure, setbacks = 0`,
  )
}

/** Postings that are found after all, sent again or handled by a person hold no lane any more. */
export async function releaseLanes(
  em: EntityManager,
  organizationIds: readonly string[],
): Promise<void> {
  await change(
    em,
    sql`
      update lane l set held = false, stopped_until = null, stop_failure = null, not_before = null
      where l.organization_id = any(${organizationIds}::text[]) and l.held
        and not exists (select from posting p where p.organization_id = l.organization_id
          and p.follow_up_at is not null and p.state = 'refused' and not p.withdrawn)
        and not exists (select from flight f, jsonb_array_elements(f.postings) as key, posting p
          where f.organization_id = l.organization_id and f.accepted
            and p.organization_id = f.organization_id and p.record_id = key ->> 0
            and p.revision = (key ->> 1)::int and p.flight_id = f.id and p.state = 'in_doubt'
            and p.outcome ->> 'accepted' = 'true')`,
  )
}

/** The lane's next turn comes with its next posting, once its queue was given back. */
export async function restHeldLane(em: EntityManager, organizationId: string): Promise<void> {
  await change(
    em,
    sql`
      update lane set waiting = 0 where organization_id = ${organizationId} and held
        and not exists (select from posting
          where organization_id = ${organizationId} and place is not null)`,
  )
}
