import type { Emit } from '@bilagsbro/messaging/outbox'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { Failure } from '#domain/voucher.ts'
import { columnsOf, type Answer, type AnswerPostings } from './answers.ts'
import { change, rows } from './sql.ts'

/**
 * Says that something waits in these lanes. Whoever queues a posting calls this afterwards, in the same
 * transaction: so a lane is never asleep while something waits in it. What waits in a lane that is
 * stopped is given back.
 */
export async function wakeLanes(
  em: EntityManager,
  emit: Emit,
  answer: AnswerPostings,
  waiting: ReadonlyMap<string, 1 | 2>,
): Promise<void> {
  if (waiting.size === 0) return
  const lanes = [...waiting].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const touched = await rows<{ organizationId: string; failure: Failure | null }>(
    em,
    sql`
      insert into lane (organization_id, waiting)
      select * from unnest(${lanes.map(([id]) => id)}::text[], ${lanes.map(([, how]) => how)}::smallint[])
      on conflict (organization_id) do update set waiting = greatest(lane.waiting, excluded.waiting)
        where lane.waiting < excluded.waiting or lane.stopped_until > clock_timestamp()
      returning organization_id as "organizationId",
        case when stopped_until > clock_timestamp() then stop_failure end as failure`,
  )
  for (const { organizationId, failure } of touched)
    if (failure) await returnQueued(em, emit, answer, organizationId, failure)
}

/** Gives back all that waits in a lane, or all that waits for another target than the one given. */
export async function returnQueued(
  em: EntityManager,
  emit: Emit,
  answer: AnswerPostings,
  organizationId: string,
  failure: Failure,
  exceptTarget?: string,
): Promise<void> {
  const state = { kind: 'returned', reason: 'lane_stopped', failure } as const
  const other = exceptTarget === undefined ? sql`` : sql`and target_fingerprint <> ${exceptTarget}`
  const returned = await rows<Omit<Answer, 'state'>>(
    em,
    sql`
      update posting set state = 'returned', place = null, flight_id = null,
        outcome = ${JSON.stringify(columnsOf(state).outcome)}::jsonb, settled_at = clock_timestamp()
      where organization_id = ${organizationId} and place is not null ${other}
      returning organization_id as "organizationId", record_id as "recordId", revision, attempt, reference,
        traceparent`,
  )
  answer(
    emit,
    returned.map((posting) => ({ ...posting, state })),
  )
}

/** From now on, and for a while, what arrives for the lane is given back as well. The lane stays locked. */
export async function stopLane(
  em: EntityManager,
  organizationId: string,
  failure: Failure,
  milliseconds: number,
): Promise<void> {
  await change(
    em,
    sql`
      insert into lane (organization_id, waiting, stopped_until, stop_failure)
      values (${organizationId}, 0, ${inMs(milliseconds)}, ${JSON.stringify(failure)}::jsonb)
      on conflict (organization_id) do update
        set waiting = 0, stopped_until = excluded.stopped_until, stop_failure = excluded.stop_failure`,
  )
}

export async function holdLane(
  em: EntityManager,
  organizationId: string,
  milliseconds: number,
): Promise<void> {
  await change(
    em,
    sql`update lane set not_before = ${inMs(milliseconds)} where organization_id = ${organizationId}`,
  )
}

export const inMs = (milliseconds: number) =>
  sql`clock_timestamp() + ${milliseconds} * interval '1 millisecond'`
