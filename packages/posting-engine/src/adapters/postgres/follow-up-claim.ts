import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { FlownPosting } from '#application/ports/flight-store.ts'
import type {
  FollowUpClaim,
  FollowUpLook,
  FollowUpTerms,
} from '#application/ports/follow-up-store.ts'
import { spend } from '#domain/token-bucket.ts'
import { inMs } from './lanes.ts'
import { epochMs, lockPrincipal, slotPauseMs, spendTokens, waitForCall } from './principals.ts'
import { change, rows } from './sql.ts'

/** Locks one posting that is due, then the principal, then the postings that come along. Locked postings are passed over. */
export async function claimFollowUp(
  em: EntityManager,
  termsOf: (organizationId: string) => FollowUpTerms | undefined,
  except: readonly string[],
): Promise<FollowUpClaim> {
  const due = await firstDue(em, except)
  if (!due) return { kind: 'nothing' }
  const { organizationId, targetFingerprint } = due
  const terms = termsOf(organizationId)
  if (!terms) return { kind: 'connection_needed', organizationId }
  if (terms.targetFingerprint !== targetFingerprint)
    return {
      kind: 'connection_stale',
      organizationId,
      wanted: { targetFingerprint, credentialsVersion: 0 },
    }
  const locked = await lockPrincipal(em, terms)
  // The bucket must hold one posting's requests; postings that come along may leave a debt that later requests wait for.
  const spent = spend(locked, terms.costOf(1), terms.rate, locked.now)
  if ('waitMs' in spent) return { kind: 'put_off', organizationId, waitMs: spent.waitMs }
  const waitMs = (await isFollowing(em, terms.principal))
    ? slotPauseMs
    : await waitForCall(em, locked, terms)
  if (waitMs > 0) return { kind: 'put_off', organizationId, waitMs }
  const place = await takePlace(em, terms)
  const postings = await takeDue(em, organizationId, terms)
  const more = terms.costOf(postings.length) - terms.costOf(1)
  const { tokens, at } = spent.bucket
  await change(em, spendTokens(terms.principal, { tokens: tokens - more, at }))
  const lookedAt = new Date(locked.now)
  return {
    kind: 'look',
    look: { organizationId, principal: terms.principal, lookedAt, place, postings },
  }
}

interface Due {
  readonly organizationId: string
  readonly targetFingerprint: string
}

async function firstDue(em: EntityManager, except: readonly string[]): Promise<Due | undefined> {
  const [due] = await rows<Due>(
    em,
    sql`
      select organization_id as "organizationId", target_fingerprint as "targetFingerprint"
      from posting
      where follow_up_at <= clock_timestamp() and organization_id <> all(${except}::text[])
      order by follow_up_at limit 1 for update skip locked`,
  )
  return due
}

async function isFollowing(em: EntityManager, principal: string): Promise<boolean> {
  const found = await rows(
    em,
    sql`select 1 from principal where name = ${principal} and following_until > clock_timestamp()`,
  )
  return found.length > 0
}

/** A principal has one look for deliveries at a time: other postings wait, and go together. */
async function takePlace(
  em: EntityManager,
  { principal, leaseMs }: FollowUpTerms,
): Promise<string> {
  const [taken] = await rows<{ place: string }>(
    em,
    sql`
      update principal set following_until = ${inMs(leaseMs)} where name = ${principal}
      returning following_until::text as place`,
  )
  return taken!.place
}

async function takeDue(
  em: EntityManager,
  organizationId: string,
  { targetFingerprint, size, soonMs, leaseMs }: FollowUpTerms,
): Promise<FollowUpLook['postings']> {
  const taken = await rows<
    FlownPosting & { looks: number; isUnseen: boolean; absentSince: number | null }
  >(
    em,
    sql`
      with due as (
        select organization_id, record_id, revision from posting
        where organization_id = ${organizationId} and follow_up_at <= ${inMs(soonMs)}
          and target_fingerprint = ${targetFingerprint}
        order by follow_up_at limit ${size} for update skip locked
      )
      update posting p set follow_up_at = ${inMs(leaseMs)}, follow_ups = p.follow_ups + 1
      from due
      where (p.organization_id, p.record_id, p.revision)
        = (due.organization_id, due.record_id, due.revision)
      returning p.record_id as "recordId", p.revision, p.reference, p.voucher, p.tries, p.traceparent,
        p.follow_ups as looks, p.state <> 'delivered' as "isUnseen", ${epochMs(sql`p.absent_since`)} as "absentSince"`,
  )
  return taken.map(({ looks, isUnseen, absentSince, ...posting }) => ({
    ...posting,
    followed: {
      looks,
      isUnseen,
      absentSince: absentSince === null ? undefined : new Date(absentSince),
    },
  }))
}
