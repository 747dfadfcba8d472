import type { EntityManager } from '@mikro-orm/postgresql'
import { sql, type RawBuilder } from 'kysely'
import { spend, type Rate } from '#domain/token-bucket.ts'
import { inMs } from './lanes.ts'
import { change, rows } from './sql.ts'

export interface Allowance {
  readonly principal: string
  readonly rate: Rate
  readonly concurrency: number
}

interface Locked {
  readonly tokens: number
  readonly at: number
  readonly now: number
  readonly notBefore: number | null
}

/** Locks a principal, so that one caller at a time counts its calls and spends its requests. */
export async function lockPrincipal(
  em: EntityManager,
  { principal, rate }: Allowance,
): Promise<Locked> {
  const lock = sql<Locked>`
    select tokens, ${epochMs(sql`filled_at`)} as at, ${epochMs(sql`clock_timestamp()`)} as now,
      ${epochMs(sql`not_before`)} as "notBefore"
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

/** How many milliseconds the principal must wait before another call; 0 when it may call now. */
export async function waitForCall(
  em: EntityManager,
  locked: Locked,
  { principal, concurrency }: Allowance,
): Promise<number> {
  if (locked.notBefore && locked.notBefore > locked.now) return locked.notBefore - locked.now
  const [calls] = await rows<{ count: number }>(
    em,
    sql`
      select count(*)::int as count from flight
      where principal = ${principal} and busy_until > clock_timestamp()`,
  )
  return calls!.count >= concurrency ? slotPauseMs : 0
}

/** A call that ends wakes its own process; this is for the other replicas. */
const slotPauseMs = 50

/** Spends requests, or says how many milliseconds to wait for them. */
export async function spendTokens(
  em: EntityManager,
  locked: Locked,
  { principal, rate }: Allowance,
  cost: number,
): Promise<number> {
  const spent = spend(locked, cost, rate, locked.now)
  if ('waitMs' in spent) return spent.waitMs
  const { tokens, at } = spent.bucket
  await change(
    em,
    sql`
      update principal set tokens = ${tokens}, filled_at = to_timestamp(${at / 1000}::float8)
      where name = ${principal}`,
  )
  return 0
}

/** The vendor asked for a pause. */
export async function holdPrincipal(
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

export const epochMs = (moment: RawBuilder<unknown>) =>
  sql`(extract(epoch from ${moment}) * 1000)::float8`
