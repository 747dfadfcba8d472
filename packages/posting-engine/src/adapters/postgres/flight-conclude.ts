import type { Emit, Outbox } from '@bilagsbro/messaging/outbox'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { ClaimedFlight, FlightStore } from '#application/ports/flight-store.ts'
import type { Aftermath } from '#domain/flight.ts'
import { pauseAfter, type LanePolicy } from '#domain/lane.ts'
import { stateAfter, type Finding } from '#domain/posting.ts'
import { columnsOf, type Answer, type AnswerPostings } from './answers.ts'
import { keyTypes } from './known-postings.ts'
import { pauseLane, inMs, returnQueued, stopLane, wakeLanes } from './lanes.ts'
import { holdLaneForPerson, releaseLanes } from './held-lanes.ts'
import { throttlePrincipal } from './principals.ts'
import { rememberedOf, learnUnusual, type InDoubt, type PostedTwice } from './learn-unusual.ts'
import { change, rows } from './sql.ts'

export interface ConcludeDeps {
  readonly outbox: Outbox
  readonly answer: AnswerPostings
  readonly policy: LanePolicy
  readonly postedTwice: PostedTwice
  /** From a delivery to the first look whether it is booked, in milliseconds. */
  readonly followUpMs: number
}

type Flight = Parameters<FlightStore['concludeFlight']>[0]
type Flown = ClaimedFlight['postings'][number]

/** Takes in findings, answers them and carries out the aftermath, in one transaction. */
export function createConcludeFlight(deps: ConcludeDeps) {
  const { outbox, answer } = deps
  return async (
    flight: Flight,
    findings: ReadonlyMap<string, Finding>,
    aftermath: Aftermath,
  ): Promise<void> => {
    await outbox.transaction((em, emit) => concludeIn(em, emit, deps, flight, findings, aftermath))
    if (aftermath.kind === 'stop')
      await outbox.transaction((em, emit) =>
        returnQueued(em, emit, answer, flight.organizationId, aftermath.failure),
      )
  }
}

/** Locks postings, their flight, the lane and the principal, in this order. */
async function concludeIn(
  em: EntityManager,
  emit: Emit,
  { answer, policy, postedTwice, followUpMs }: ConcludeDeps,
  flight: Flight,
  findings: ReadonlyMap<string, Finding>,
  aftermath: Aftermath,
): Promise<void> {
  const learnt = await learnUsual(em, flight, findings, followUpMs)
  answer(emit, learnt.answers)
  const unusual = flight.postings.filter(({ reference }) => !learnt.done.has(reference))
  const late = await learnUnusual(em, emit, { ...flight, postings: unusual }, findings, {
    answer,
    postedTwice,
    followUpMs,
  })
  if (!closesFlight(flight, findings))
    await closeFlight(em, flight, [...learnt.inDoubt, ...late.inDoubt])
  await affectLane(em, flight, aftermath, policy)
  await wakeLanes(em, emit, answer, [...learnt.queued, ...late.queued])
  if (aftermath.kind === 'throttle')
    await throttlePrincipal(em, flight.principal, aftermath.milliseconds)
}

async function affectLane(
  em: EntityManager,
  { organizationId, setbacks }: Flight,
  aftermath: Aftermath,
  policy: LanePolicy,
): Promise<void> {
  const isSetback = aftermath.kind === 'pause' || (aftermath.kind === 'stop' && aftermath.isAway)
  const now = isSetback ? setbacks + 1 : 0
  if (now !== setbacks)
    await change(
      em,
      sql`update lane set setbacks = ${now} where organization_id = ${organizationId}`,
    )
  if (now > 0) await pauseLane(em, organizationId, pauseAfter(now, policy))
  if (aftermath.kind !== 'stop') return
  await stopLane(em, organizationId, aftermath.failure, policy.stopMs)
  if (!aftermath.held) return
  await holdLaneForPerson(em, organizationId, aftermath.failure)
  // A late sender may bring findings that a look-up brought meanwhile.
  await releaseLanes(em, [organizationId])
}

/**
 * One statement for all postings that are still in this flight, as nearly always. The organisation goes along
 * with each: as a constant it makes the planner read all postings of the organisation instead of these.
 */
async function learnUsual(
  em: EntityManager,
  flight: Flight,
  findings: ReadonlyMap<string, Finding>,
  followUpMs: number,
) {
  const { id, organizationId, postings } = flight
  const given = postings
    .flatMap((posting) => {
      const finding = findings.get(posting.reference)
      return finding ? [{ ...posting, finding }] : []
    })
    .toSorted((a, b) => (a.recordId < b.recordId ? -1 : 1))
  const learnt = await rows<{ reference: string; attempt: number }>(
    em,
    sql`
      ${closesFlight(flight, findings) ? sql`with closed as (delete from flight where id = ${id})` : sql``}
      update posting p set state = s.state, outcome = s.outcome, settled_at = clock_timestamp(),
        place = case when s.state = 'queued' then nextval('posting_place') end,
        flight_id = case when s.state <> 'queued' then p.flight_id end,
        fresh = s.state = 'queued' and ${postings.every(({ isFresh }) => isFresh)},
        max_flight_size = coalesce("maxFlightSize", p.max_flight_size), tries = s.tries,
        follow_up_at = case when s.state = 'delivered' then ${inMs(followUpMs)} end
      from ${recordset('s', learntRows(organizationId, id, given), learntTypes)}
      where (p.organization_id, p.record_id, p.revision) = ("organizationId", "recordId", s.revision)
        and p.flight_id = ${id} and p.state = 'sending' and not p.withdrawn
      returning p.reference, p.attempt`,
  )
  return outcomeOf(organizationId, id, given, learnt)
}

const learntRows = (
  organizationId: string,
  flightId: string,
  given: readonly (Flown & { finding: Finding })[],
) =>
  given.map(({ recordId, revision, finding }) => {
    const { state, outcome } = columnsOf(stateAfter(finding, flightId))
    const { maxFlightSize, tries = 0 } = rememberedOf(finding)
    return { organizationId, recordId, revision, state, outcome, maxFlightSize, tries }
  })
const learntTypes = {
  ...keyTypes,
  state: 'text',
  outcome: 'jsonb',
  maxFlightSize: 'int',
  tries: 'int',
} as const

/** A flight with no posting in doubt can be forgotten at once. */
const closesFlight = ({ postings }: Flight, findings: ReadonlyMap<string, Finding>): boolean =>
  postings.every(({ reference }) => {
    const kind = findings.get(reference)?.kind
    return kind !== undefined && kind !== 'in_doubt'
  })

function outcomeOf(
  organizationId: string,
  flightId: string,
  given: readonly (Flown & { finding: Finding })[],
  learnt: readonly { reference: string; attempt: number }[],
) {
  const attempts = new Map(learnt.map(({ reference, attempt }) => [reference, attempt]))
  const changed = given.filter(({ reference }) => attempts.has(reference))
  const answers = changed.flatMap((one): Answer[] => {
    const { recordId, revision, reference, finding, traceparent = null } = one
    if (finding.kind === 'queued') return []
    const state = stateAfter(finding, flightId)
    const attempt = attempts.get(reference)!
    return [{ organizationId, recordId, revision, attempt, reference, state, traceparent }]
  })
  return {
    done: attempts,
    answers,
    queued: changed
      .filter(({ finding }) => finding.kind === 'queued')
      .map(({ recordId, revision }) => ({ organizationId, recordId, revision })),
    inDoubt: changed.flatMap(({ finding, ...posting }) =>
      finding.kind === 'in_doubt' ? [{ ...posting, accepted: finding.accepted === true }] : [],
    ),
  }
}

/** A flight is kept as long as any posting of it is in doubt. */
async function closeFlight(
  em: EntityManager,
  { id }: Pick<Flight, 'id'>,
  inDoubt: readonly InDoubt[],
): Promise<void> {
  if (inDoubt.length === 0) {
    await change(em, sql`delete from flight where id = ${id}`)
    return
  }
  const keys = inDoubt.map(({ recordId, revision }) => [recordId, revision])
  await change(
    em,
    sql`
      update flight set postings = ${JSON.stringify(keys)}::jsonb, in_doubt = true,
        busy_until = case when in_doubt then busy_until end,
        accepted = ${inDoubt.some(({ accepted }) => accepted)},
        next_look_at = coalesce(next_look_at, clock_timestamp())
      where id = ${id}`,
  )
}
