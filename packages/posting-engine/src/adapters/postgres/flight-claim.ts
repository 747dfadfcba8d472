import type { Failure } from '@bilagsbro/booking/failure'
import type { EntityManager, MikroORM } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type {
  Claim,
  FlightTerms,
  FlownPosting,
  WantedConnection,
} from '#application/ports/flight-store.ts'
import { spend, type Bucket } from '#domain/token-bucket.ts'
import { pauseLane, inMs } from './lanes.ts'
import { following, lockPrincipal, slotPauseMs, spendTokens } from './principals.ts'
import { change, rows } from './sql.ts'

interface Lane {
  readonly organizationId: string
  readonly setbacks: number
  readonly stopFailure: Failure | null
}

/** Undoes the claim of vouchers that there are no requests left for. */
class TooFewTokens extends Error {
  readonly waitMs: number
  constructor(waitMs: number) {
    super('too few requests left')
    this.waitMs = waitMs
  }
}

/**
 * The next flight, its intent committed. Locks lane, principal and postings, in this order. Lanes and postings that are
 * locked already are passed over, so a claim waits for no one who holds them.
 */
export function createClaim(orm: MikroORM, flightsPerLane: number) {
  return async (
    termsOf: (organizationId: string) => FlightTerms | undefined,
    except: readonly string[],
  ): Promise<Claim> => {
    let lane: Lane | undefined
    try {
      return await orm.em.fork().transactional(async (em): Promise<Claim> => {
        lane = await nextLane(em, except, flightsPerLane)
        if (!lane) return { kind: 'nothing' }
        const { organizationId, stopFailure: failure } = lane
        if (failure) return { kind: 'stopped', organizationId, failure }
        const terms = termsOf(organizationId)
        if (!terms) return { kind: 'connection_needed', organizationId }
        return claimIn(em, lane, terms, flightsPerLane)
      })
    } catch (error) {
      if (!(error instanceof TooFewTokens) || !lane) throw error
      await pauseLane(orm.em.fork(), lane.organizationId, error.waitMs)
      return { kind: 'put_off' }
    }
  }
}

async function claimIn(
  em: EntityManager,
  lane: Lane,
  terms: FlightTerms,
  flightsPerLane: number,
): Promise<Claim> {
  const { organizationId, setbacks } = lane
  const principal = await lockPrincipal(em, terms)
  const pauseMs = principal.pausedUntil - principal.now
  if (pauseMs > 0) return putOff(em, organizationId, pauseMs)
  const postings = await takePostings(em, lane, terms, flightsPerLane)
  if (postings.length === 0) return nothingTaken(em, organizationId, terms, flightsPerLane)
  const lines = postings.reduce((sum, { voucher }) => sum + voucher.lines.length, 0)
  const lookedFor = postings.filter(({ isFresh }) => !isFresh).length
  const cost = terms.costOf({ vouchers: postings.length, lines, lookedFor })
  const spent = spend(principal, cost, terms.rate, principal.now)
  if ('waitMs' in spent) throw new TooFewTokens(spent.waitMs)
  await commitIntent(em, organizationId, terms, postings, spent.bucket)
  const { flightId: id, plan, principal: name } = terms
  return {
    kind: 'flight',
    flight: { id, organizationId, plan, principal: name, setbacks, postings },
  }
}

async function putOff(em: EntityManager, organizationId: string, ms: number): Promise<Claim> {
  await pauseLane(em, organizationId, ms)
  return { kind: 'put_off' }
}

async function nextLane(
  em: EntityManager,
  except: readonly string[],
  flightsPerLane: number,
): Promise<Lane | undefined> {
  const [lane] = await rows<Lane>(
    em,
    sql`
      select organization_id as "organizationId", setbacks, case when held then stop_failure end as "stopFailure"
      from lane
      where waiting > 0 and (not_before is null or not_before <= clock_timestamp())
        and organization_id <> all(${except}::text[])
        and (held or (
          select count(*) filter (where not in_doubt and busy_until > clock_timestamp()) < ${flightsPerLane}
            and not coalesce(bool_or(accepted), false)
          from flight f where f.organization_id = lane.organization_id))
      order by waiting desc, last_served_at nulls first
      limit 1 for update skip locked`,
  )
  return lane
}

/**
 * Postings from the head of the queue: as many as the smallest flight that one of them may be in, and as their lines
 * allow; none if the lane or the principal has calls enough. Calls are counted under the locks of both, since another
 * replica may have been quicker. The planner is not told how many postings are wanted: it would read the whole queue to
 * sort it, with all rows that have left it since the last vacuum. What was queued before PostgreSQL
 * started may have been sent, if an older copy of its disks was put back. After a setback all are looked for: a ledger
 * that is away refuses a look, and leaves no doubt.
 */
async function takePostings(
  em: EntityManager,
  { organizationId, setbacks }: Lane,
  terms: FlightTerms,
  flightsPerLane: number,
): Promise<FlownPosting[]> {
  const { flightId, size, targetFingerprint, credentialsVersion } = terms
  return rows<FlownPosting>(
    em,
    sql`
      with head as (
        select organization_id, record_id, revision, priority, place, max_flight_size, lines,
          fresh and requested_at > pg_postmaster_start_time() as fresh, target_fingerprint, credentials_version
        from posting
        where organization_id = ${organizationId} and place is not null
          and ${mayFly(organizationId, terms, flightsPerLane)}
        order by priority desc, place limit (select ${size}::int) for update skip locked
      ), numbered as (
        select organization_id, record_id, revision, fresh, row_number() over turn as number,
          min(coalesce(max_flight_size, ${size})) over turn as most, sum(lines) over turn as so_many
        from head
        where target_fingerprint = ${targetFingerprint} and credentials_version <= ${credentialsVersion}
        window turn as (order by priority desc, place)
      )
      update posting p set state = 'sending', place = null, flight_id = ${flightId}, fresh = false
      from numbered n
      where (p.organization_id, p.record_id, p.revision) = (n.organization_id, n.record_id, n.revision)
        and n.number <= n.most${fewEnough(terms)}
      returning p.record_id as "recordId", p.revision, p.reference, p.voucher, p.tries, p.traceparent,
        n.fresh and ${setbacks === 0} as "isFresh"`,
  )
}

const fewEnough = ({ lines }: FlightTerms) =>
  lines === undefined ? sql`` : sql` and (n.so_many <= ${lines} or n.number = 1)`

const mayFly = (
  organizationId: string,
  { principal, concurrency }: FlightTerms,
  flightsPerLane: number,
) => sql`(
  select count(*) filter (where organization_id = ${organizationId} and not in_doubt) < ${flightsPerLane}
    and count(*) filter (where principal = ${principal}) + ${following(principal)} < ${concurrency}
  from flight
  where busy_until > clock_timestamp()
    and (organization_id = ${organizationId} or principal = ${principal}))`

async function nothingTaken(
  em: EntityManager,
  organizationId: string,
  terms: FlightTerms,
  flightsPerLane: number,
): Promise<Claim> {
  const [head] = await rows<WantedConnection & { mayFly: boolean }>(
    em,
    sql`
      select target_fingerprint as "targetFingerprint", credentials_version as "credentialsVersion",
        ${mayFly(organizationId, terms, flightsPerLane)} as "mayFly"
      from posting where organization_id = ${organizationId} and place is not null
      order by priority desc, place limit 1`,
  )
  if (!head) {
    await change(em, sql`update lane set waiting = 0 where organization_id = ${organizationId}`)
    return { kind: 'put_off' }
  }
  const suits =
    head.targetFingerprint === terms.targetFingerprint &&
    head.credentialsVersion <= terms.credentialsVersion
  if (!head.mayFly) return putOff(em, organizationId, slotPauseMs)
  if (!suits) return { kind: 'connection_stale', organizationId, wanted: head }
  return putOff(em, organizationId, lockedPauseMs)
}

/** The pause when the queue's head is locked by somebody who is about to change it. */
const lockedPauseMs = 20

async function commitIntent(
  em: EntityManager,
  organizationId: string,
  terms: FlightTerms,
  postings: readonly FlownPosting[],
  bucket: Bucket,
): Promise<void> {
  const keys = postings.map(({ recordId, revision }) => [recordId, revision])
  await change(
    em,
    sql`
      with intent as (
        insert into flight (id, organization_id, principal, target_fingerprint, plan, postings,
          lease_until, busy_until)
        values (${terms.flightId}, ${organizationId}, ${terms.principal}, ${terms.targetFingerprint},
          ${JSON.stringify(terms.plan)}::jsonb, ${JSON.stringify(keys)}::jsonb,
          ${inMs(terms.leaseMs)}, ${inMs(terms.leaseMs)})
      ), spent as (${spendTokens(terms.principal, bucket)})
      update lane set last_served_at = clock_timestamp(), not_before = null,
        waiting = coalesce((select 1 + priority from posting
          where organization_id = ${organizationId} and place is not null
          order by priority desc, place limit 1), 0)
      where organization_id = ${organizationId}`,
  )
}
