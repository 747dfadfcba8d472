import type { Failure } from '@bilagsbro/booking/failure'
import type { Emit } from '@bilagsbro/messaging/outbox'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { PostingKey } from '#domain/posting.ts'
import { columnsOf, type Answer, type AnswerPostings } from './answers.ts'
import { storable } from './storable.ts'
import { change, rows } from './sql.ts'

export interface Queued extends PostingKey {
  readonly priority?: 'normal' | 'manual'
}

/**
 * Wakes the lanes of postings that were queued. Every transaction that queues postings calls it last, so that no lane
 * with a queue is asleep. Postings for a stopped lane are given back, but not in the past: a predecessor may have sent them.
 */
export async function wakeLanes(
  em: EntityManager,
  emit: Emit,
  answer: AnswerPostings,
  queued: readonly Queued[],
  isPast = false,
): Promise<void> {
  if (queued.length === 0) return
  const lanes = [...waitingIn(queued)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([organizationId, waiting]) => ({ organizationId, waiting }))
  const touched = await rows<{ organizationId: string; failure: Failure | null }>(
    em,
    sql`
      insert into lane (organization_id, waiting)
      select * from ${recordset('r', lanes, { organizationId: 'text', waiting: 'int' })}
      on conflict (organization_id) do update set waiting = greatest(lane.waiting, excluded.waiting)
        where lane.waiting < excluded.waiting or lane.stopped_until > clock_timestamp()
      returning organization_id as "organizationId",
        case when stopped_until > clock_timestamp() then stop_failure end as failure`,
  )
  for (const { organizationId, failure } of touched) {
    if (!failure || isPast) continue
    const these = queued.filter((posting) => posting.organizationId === organizationId)
    const among = sql`and (record_id, revision) in (
      select * from ${recordset('r', these, { recordId: 'text', revision: 'int' })})`
    await returnQueued(em, emit, answer, organizationId, failure, among)
  }
}

/** 2 where a person waits for one of them, else 1. */
function waitingIn(queued: readonly Queued[]): Map<string, 1 | 2> {
  const waiting = new Map<string, 1 | 2>()
  for (const { organizationId, priority } of queued)
    if (waiting.get(organizationId) !== 2)
      waiting.set(organizationId, priority === 'manual' ? 2 : 1)
  return waiting
}

/** Gives back a lane's queue, or the part that a condition picks. Locks postings only. */
export async function returnQueued(
  em: EntityManager,
  emit: Emit,
  answer: AnswerPostings,
  organizationId: string,
  failure: Failure,
  condition = sql``,
): Promise<void> {
  const state = { kind: 'returned', reason: 'lane_stopped', failure } as const
  const returned = await rows<Omit<Answer, 'state'>>(
    em,
    sql`
      update posting set state = 'returned', place = null, flight_id = null,
        outcome = ${JSON.stringify(columnsOf(state).outcome)}::jsonb, settled_at = clock_timestamp()
      where organization_id = ${organizationId} and place is not null ${condition}
      returning organization_id as "organizationId", record_id as "recordId", revision, attempt, reference,
        traceparent`,
  )
  answer(
    emit,
    returned.map((posting) => ({ ...posting, state })),
  )
}

/**
 * From now on, and for a while, postings that are queued in the lane are given back. The queue of this moment is given
 * back by `returnQueued`, in a transaction of its own that locks no lane; postings that it misses are tried again when
 * the while is over.
 */
export async function stopLane(
  em: EntityManager,
  organizationId: string,
  failure: Failure,
  milliseconds: number,
): Promise<void> {
  await change(
    em,
    sql`
      insert into lane (organization_id, waiting, not_before, stopped_until, stop_failure)
      values (${organizationId}, 0, ${inMs(milliseconds)}, ${inMs(milliseconds)},
        ${JSON.stringify(storable(failure))}::jsonb)
      on conflict (organization_id) do update set not_before = excluded.not_before,
        stopped_until = excluded.stopped_until, stop_failure = excluded.stop_failure
        where not lane.held`,
  )
}

export async function pauseLane(
  em: EntityManager,
  organizationId: string,
  milliseconds: number,
): Promise<void> {
  await change(
    em,
    sql`
      update lane set not_before = greatest(not_before, ${inMs(milliseconds)})
      where organization_id = ${organizationId}`,
  )
}

export const inMs = (milliseconds: number) =>
  sql`clock_timestamp() + ${milliseconds} * interval '1 millisecond'`
