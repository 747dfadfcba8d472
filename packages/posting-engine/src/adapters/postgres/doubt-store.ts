import type { Outbox } from '@bilagsbro/messaging/outbox'
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { DoubtStore, Look, LookClaim, LookTerms } from '#application/ports/doubt-store.ts'
import type { Sighting } from '#domain/doubt.ts'
import { unanswered } from '#domain/flight.ts'
import { columnsOf, type Answer, type AnswerPostings } from './answers.ts'
import { doubtPast } from './doubt-past.ts'
import { forgetFuture } from './clock-back.ts'
import { inMs, wakeLanes } from './lanes.ts'
import { reportPosting, withLook, type KeptLook } from './look-reports.ts'
import { spend } from '#domain/token-bucket.ts'
import {
  epochMs,
  throttlePrincipal,
  lockPrincipal,
  spendTokens,
  waitForCall,
} from './principals.ts'
import { learnUnusual, type PostedTwice } from './learn-unusual.ts'
import { change, rows } from './sql.ts'
import { storable } from './storable.ts'

interface Deps {
  readonly orm: MikroORM
  readonly outbox: Outbox
  readonly answer: AnswerPostings
  readonly postedTwice: PostedTwice
  readonly followUpMs: number
  readonly topic: string
  readonly flightSize: number
}

export function createPostgresDoubtStore(deps: Deps): DoubtStore {
  const { orm } = deps
  return {
    doubtPast: () => doubtPast(deps),
    expire: () => expire(deps),
    forgetFuture: (leaseMs) => forgetFuture(orm.em.fork(), leaseMs),
    claimLook: (terms, except) => orm.em.fork().transactional((em) => claimLook(em, terms, except)),
    concludeLook: (look, findings, rest) => concludeLook(deps, look, findings, rest),
    report: (key) => reportPosting(orm, key),
  }
}

const flightsAtOnce = 20

function expire({ outbox, answer }: Deps): Promise<number> {
  return outbox.transaction(async (em, emit) => {
    const expired = await rows<{ id: string }>(
      em,
      sql`
        with due as (
          select id from flight where not in_doubt and lease_until < clock_timestamp()
          order by lease_until limit ${flightsAtOnce} for update skip locked
        )
        update flight f set in_doubt = true, busy_until = null, next_look_at = clock_timestamp()
        from due where f.id = due.id returning f.id`,
    )
    if (expired.length === 0) return 0
    const { failure } = unanswered
    const doubtful = await rows<Omit<Answer, 'state'> & { flightId: string }>(
      em,
      sql`
        update posting p set state = 'in_doubt', settled_at = clock_timestamp(),
          outcome = ${JSON.stringify(columnsOf({ ...unanswered, flightId: '' }).outcome)}::jsonb
            || jsonb_strip_nulls(jsonb_build_object('sentAs', p.outcome -> 'sentAs'))
        from flight f, jsonb_array_elements(f.postings) as key
        where f.id = any(${expired.map(({ id }) => id)}::uuid[])
          and p.organization_id = f.organization_id and p.record_id = key ->> 0
          and p.revision = (key ->> 1)::int and p.flight_id = f.id and p.state = 'sending'
        returning p.organization_id as "organizationId", p.record_id as "recordId", p.revision,
          p.attempt, p.reference, p.traceparent, p.flight_id as "flightId"`,
    )
    answer(
      emit,
      doubtful.map(({ flightId, ...posting }) => ({
        ...posting,
        state: { kind: 'in_doubt', flightId, failure },
      })),
    )
    return expired.length
  })
}

interface FlightRow {
  readonly id: string
  readonly organizationId: string
  readonly targetFingerprint: string
  readonly plan: Record<string, string>
  readonly isForgotten: boolean
  readonly sightings: Record<string, { at: number; what: string }> | null
  readonly leaseUntil: number
  readonly revokedAt: number | null
  readonly looks: number
  readonly vouchers: number
  readonly now: number
}

async function claimLook(
  em: EntityManager,
  termsOf: (organizationId: string) => LookTerms | undefined,
  except: readonly string[],
): Promise<LookClaim> {
  const flight = await nextFlight(em, except)
  if (!flight) return { kind: 'nothing' }
  const { id, organizationId, plan, isForgotten } = flight
  const terms = termsOf(organizationId)
  if (!terms) return { kind: 'connection_needed', organizationId }
  const { targetFingerprint } = flight
  if (terms.targetFingerprint !== targetFingerprint)
    return {
      kind: 'connection_stale',
      organizationId,
      wanted: { targetFingerprint, credentialsVersion: 0 },
    }
  const locked = await lockPrincipal(em, terms)
  const spent = spend(locked, terms.costOf(flight.vouchers), terms.rate, locked.now)
  const waitMs = 'waitMs' in spent ? spent.waitMs : await waitForCall(em, locked, terms)
  if ('waitMs' in spent || waitMs > 0) {
    await change(em, sql`update flight set next_look_at = ${inMs(waitMs)} where id = ${id}`)
    return { kind: 'put_off' }
  }
  await change(em, spendTokens(terms.principal, spent.bucket))
  const postings = await postingsInDoubt(em, id)
  if (postings.length === 0) {
    await change(em, sql`delete from flight where id = ${id}`)
    return { kind: 'put_off' }
  }
  const lookId = crypto.randomUUID()
  await change(
    em,
    sql`
      update flight set busy_until = ${inMs(terms.leaseMs)}, look_id = ${lookId}, looks = looks + 1,
        principal = ${terms.principal}
      where id = ${id}`,
  )
  const doubt = {
    leaseUntil: new Date(flight.leaseUntil),
    revokedAt: flight.revokedAt === null ? undefined : new Date(flight.revokedAt),
    looks: flight.looks,
    sightings: new Map(
      Object.entries(flight.sightings ?? {}).map(([reference, { at, what }]) => [
        reference,
        { at: new Date(at), what },
      ]),
    ),
  }
  const { principal } = terms
  const look = { id: lookId, flightId: id, organizationId, principal, plan, isForgotten, doubt }
  return { kind: 'look', look: { ...look, lookedAt: new Date(flight.now), postings } }
}

async function nextFlight(
  em: EntityManager,
  except: readonly string[],
): Promise<FlightRow | undefined> {
  const [flight] = await rows<FlightRow>(
    em,
    sql`
      select id, organization_id as "organizationId", target_fingerprint as "targetFingerprint", plan, sightings, forgotten as "isForgotten",
        ${epochMs(sql`lease_until`)} as "leaseUntil", ${epochMs(sql`revoked_at`)} as "revokedAt", looks,
        jsonb_array_length(postings) as vouchers,
        ${epochMs(sql`clock_timestamp()`)} as now
      from flight
      where in_doubt and next_look_at <= clock_timestamp()
        and (busy_until is null or busy_until < clock_timestamp())
        and organization_id <> all(${except}::text[])
      order by next_look_at limit 1 for update skip locked`,
  )
  return flight
}

async function postingsInDoubt(em: EntityManager, flightId: string): Promise<Look['postings']> {
  return rows<Look['postings'][number]>(
    em,
    sql`
      select p.record_id as "recordId", p.revision, p.reference, p.voucher, p.tries, p.traceparent,
        coalesce(p.outcome ->> 'accepted' = 'true', false) as accepted,
        p.outcome ->> 'saidAbsentAt' as "saidAbsentAt"
      from flight f, jsonb_array_elements(f.postings) as key, posting p
      where f.id = ${flightId} and p.organization_id = f.organization_id
        and p.record_id = key ->> 0 and p.revision = (key ->> 1)::int
        and p.flight_id = f.id and p.state in ('in_doubt', 'sending')`,
  )
}

function concludeLook(
  { outbox, answer, postedTwice, followUpMs }: Deps,
  look: Look,
  findings: Parameters<DoubtStore['concludeLook']>[1],
  { revoked, nextInMs, throttleMs, sightings, failure }: Parameters<DoubtStore['concludeLook']>[2],
): Promise<void> {
  return outbox.transaction(async (em, emit) => {
    const { flightId: id, organizationId } = look
    const [mine] = await rows<{ looked: KeptLook[] | null }>(
      em,
      sql`select looked from flight where id = ${id} and look_id = ${look.id} for update`,
    )
    const counted = mine ? findings : onlyFacts(findings)
    const flight = { id, organizationId, postings: look.postings }
    const { queued, inDoubt } = await learnUnusual(em, emit, flight, counted, {
      answer,
      postedTwice,
      followUpMs,
    })
    if (inDoubt.length === 0) await change(em, sql`delete from flight where id = ${id}`)
    else
      await change(
        em,
        sql`
          update flight set busy_until = null, next_look_at = ${inMs(nextInMs)},
            postings = ${JSON.stringify(inDoubt.map((one) => [one.recordId, one.revision]))}::jsonb,
            accepted = ${inDoubt.some(({ accepted }) => accepted)},
            sightings = ${sightingsText(sightings)}::jsonb,
            looked = ${withLook(mine?.looked ?? null, look.lookedAt, sightings, failure)}::jsonb,
            revoked_at = case when ${revoked} then clock_timestamp() else revoked_at end
          where id = ${id} and look_id = ${look.id}`,
      )
    await wakeLanes(em, emit, answer, queued)
    if (throttleMs > 0) await throttlePrincipal(em, look.principal, throttleMs)
  })
}

function sightingsText(sightings: ReadonlyMap<string, Sighting> | undefined): string | null {
  if (!sightings || sightings.size === 0) return null
  const kept = [...sightings].map(([reference, { at, what }]) => [reference, { at: +at, what }])
  return JSON.stringify(storable(Object.fromEntries(kept)))
}

/** A voucher in the ledger is a fact whoever saw it; any other finding needs the latest look. */
const onlyFacts = (findings: Parameters<DoubtStore['concludeLook']>[1]) =>
  new Map([...findings].filter(([, { kind }]) => kind === 'posted' || kind === 'delivered'))
