import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { unseenFollowUp } from '#domain/follow-up.ts'
import { answeredAttempt, isUnseen, type Known, type PostingKey } from '#domain/posting.ts'
import { columnsOf, stateOf, type Answer, type StateColumns } from './answers.ts'
import { tendHeldLanes } from './held-lanes.ts'
import { change, rows } from './sql.ts'

export interface KnownPosting extends PostingKey {
  readonly known: Known
  readonly reference: string
  readonly traceparent: string | null
  /** Missing where the request has not been read: the posting was withdrawn or recalled before. */
  readonly hasVoucher: boolean
}

interface Row extends PostingKey, StateColumns {
  readonly attempt: number
  readonly withdrawn: boolean
  readonly reference: string
  readonly traceparent: string | null
  readonly hasVoucher: boolean
}

export const keyOf = ({ organizationId, recordId, revision }: PostingKey) =>
  JSON.stringify([organizationId, recordId, revision])

/** Known postings by key, locked in key order, so that two callers never wait for each other in a circle. */
export async function lockKnown(
  em: EntityManager,
  keys: readonly PostingKey[],
): Promise<Map<string, KnownPosting>> {
  if (keys.length === 0) return new Map()
  const found = await rows<Row>(
    em,
    sql`
      select p.organization_id as "organizationId", p.record_id as "recordId", p.revision,
        p.attempt, p.state, p.outcome, p.flight_id as "flightId", p.withdrawn, p.reference, p.traceparent,
        p.voucher is not null as "hasVoucher"
      from posting p join ${recordset('k', keys, keyTypes)}
        on (p.organization_id, p.record_id, p.revision) = ("organizationId", "recordId", k.revision)
      order by p.organization_id collate "C", p.record_id collate "C", p.revision
      for update of p`,
  )
  return new Map(found.map((row) => [keyOf(row), toKnown(row)]))
}

const toKnown = (row: Row): KnownPosting => ({
  organizationId: row.organizationId,
  recordId: row.recordId,
  revision: row.revision,
  known: { attempt: row.attempt, state: stateOf(row), withdrawn: row.withdrawn },
  reference: row.reference,
  traceparent: row.traceparent,
  hasVoucher: row.hasVoucher,
})

/** Columns of {@link PostingKey}. */
export const keyTypes = { organizationId: 'text', recordId: 'text', revision: 'int' } as const

export interface KnownChange extends PostingKey {
  readonly before: Known
  readonly next: Known
  /** Left out, the value stays as it was; likewise `tries`. */
  readonly maxFlightSize?: number | undefined
  readonly tries?: number | undefined
}

/** Writes the decisions of the rules about locked postings. */
export async function writeKnown(
  em: EntityManager,
  changes: readonly KnownChange[],
  followUpMs: number,
): Promise<void> {
  if (changes.length === 0) return
  const given = changes.map(({ next, ...change }) => ({
    ...change,
    ...columnsOf(next.state),
    attempt: next.attempt,
    withdrawn: next.withdrawn,
    followUpMs: firstLookMs(next, followUpMs),
  }))
  await change(
    em,
    sql`
      update posting p set attempt = c.attempt, withdrawn = c.withdrawn, state = c.state,
        outcome = c.outcome, flight_id = "flightId", fresh = false,
        place = case when c.state = 'queued' then coalesce(p.place, nextval('posting_place')) end,
        max_flight_size = coalesce("maxFlightSize", p.max_flight_size),
        tries = coalesce(c.tries, p.tries), settled_at = clock_timestamp(),
        follow_up_at = case when "followUpMs" is not null then coalesce(p.follow_up_at,
          clock_timestamp() + "followUpMs" * interval '1 millisecond') end,
        follow_ups = case when "followUpMs" is not null then p.follow_ups else 0 end,
        absent_since = case when c.state = 'delivered' then p.absent_since end
      from ${recordset('c', given, {
        ...keyTypes,
        attempt: 'int',
        withdrawn: 'boolean',
        state: 'text',
        outcome: 'jsonb',
        flightId: 'uuid',
        maxFlightSize: 'int',
        tries: 'int',
        followUpMs: 'int',
      })}
      where (p.organization_id, p.record_id, p.revision) = ("organizationId", "recordId", c.revision)`,
  )
  await tendHeldLanes(em, changes)
}

/** From now to the first look, for postings that are followed. */
function firstLookMs(known: Known, followUpMs: number): number | undefined {
  if (known.state.kind === 'delivered') return followUpMs
  return isUnseen(known) ? unseenFollowUp.firstMs : undefined
}

export const answerOf = (posting: KnownPosting, next: Known): Answer => ({
  organizationId: posting.organizationId,
  recordId: posting.recordId,
  revision: posting.revision,
  attempt: answeredAttempt(next),
  reference: posting.reference,
  state: next.state,
  traceparent: posting.traceparent,
})
