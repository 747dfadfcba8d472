import type { EntityManager } from '@mikro-orm/postgresql'
import { sql, type RawBuilder } from 'kysely'
import type { LookTerms } from '#application/ports/doubt-store.ts'
import type { Bucket, Rate } from '#domain/token-bucket.ts'
import { inMs } from './lanes.ts'
import { change, rows } from './sql.ts'

interface Locked extends Bucket {
  readonly now: number
  /** The end of a pause that the vendor asked for; 0 without one. */
  readonly pausedUntil: number
}

/** Locks a principal, so that one caller at a time counts its calls and spends its requests. */
export async function lockPrincipal(
  em: EntityManager,
  { principal, rate }: { readonly principal: string; readonly rate: Rate },
): Promise<Locked> {
  const lock = sql<Locked>`
    select tokens, ${epochMs(sql`filled_at`)} as at, ${epochMs(sql`clock_timestamp()`)} as now,
      coalesce(${epochMs(sql`not_before`)}, 0) as "pausedUntil"
    from principal where name = ${principal} for update`
  const [found] = await rows(em, lock)
  if (found) return found
  await change(
    em,
    sql`
      insert into principal (name, tokens, filled_at)
      values (${principal}, ${rate.burst}, clock_timestamp()) on conflict do nothing`,
  )
  const [created] = await rows(em, lock)
  return created!
}

/** How long to wait for a call to end. The end of a call of this process wakes the loop; the pause is for other replicas. */
export const slotPauseMs = 50

/** Writes the bucket of a locked principal. */
export const spendTokens = (principal: string, { tokens, at }: Bucket) => sql`
  update principal set tokens = ${tokens}, filled_at = to_timestamp(${at / 1000}::float8)
  where name = ${principal}`

/** The vendor asked for a pause. */
export async function throttlePrincipal(
  em: EntityManager,
  principal: string,
  milliseconds: number,
): Promise<void> {
  await change(
    em,
    sql`
      update principal set tokens = least(tokens, 0), filled_at = clock_timestamp(),
        not_before = ${inMs(milliseconds)}
      where name = ${principal}`,
  )
}

/** 1 while a call is made for delivered postings, else 0. */
export const following = (principal: string) => sql`
  (select count(*)::int from principal
    where name = ${principal} and following_until > clock_timestamp())`

export const epochMs = (moment: RawBuilder<unknown>) =>
  sql`(extract(epoch from ${moment}) * 1000)::float8`

/** Calls for flights in doubt and for delivered postings count as much as calls that send. */
export async function waitForCall(
  em: EntityManager,
  { pausedUntil, now }: { pausedUntil: number; now: number },
  { principal, concurrency }: Pick<LookTerms, 'principal' | 'concurrency'>,
): Promise<number> {
  if (pausedUntil > now) return pausedUntil - now
  const [calls] = await rows<{ count: number }>(
    em,
    sql`
      select count(*)::int + ${following(principal)} as count from flight
      where principal = ${principal} and busy_until > clock_timestamp()`,
  )
  return calls!.count >= concurrency ? slotPauseMs : 0
}
