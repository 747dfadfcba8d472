import { sql, type Kysely } from 'kysely'
import type {
  Breaking,
  Failures,
  LogCheck,
  Situation,
  Switch,
  Troubles,
} from '#domain/situation.ts'
import type { Span } from '#domain/span.ts'
import type { Thresholds } from '#domain/thresholds.ts'
import { milliseconds, momentOf } from './moments.ts'
import { readThresholds } from './thresholds.ts'

type Db = Kysely<never>
const day = 86_400_000

/** What is known of an organisation from a moment on. */
export async function readSituation(
  db: Db,
  id: string,
  since: number,
  now: number,
): Promise<Situation> {
  const thresholds: Thresholds = (await readThresholds(db, id)).effective
  const { ratedUntil, firstWaitingAt } = await readEarlier(db, id, since)
  return {
    since,
    now,
    thresholds,
    switches: await readSwitches(db, id),
    breakings: await readBreakings(db, id),
    logChecks: await readLogChecks(db, id),
    troubles: await readTroubles(db, id, since),
    failures: await readFailures(db, id, since - day),
    successes: await readSuccesses(db, id, since),
    ratedUntil,
    firstWaitingAt,
  }
}

async function readSwitches(db: Db, id: string): Promise<Switch[]> {
  const { rows } = await sql<{ at: number; isEnabled: boolean; expires: number | null }>`
    select ${milliseconds('at')} as at, enabled as "isEnabled", ${milliseconds('secrets_expire_at')} as expires
    from switched where organization_id = ${id} order by version`.execute(db)
  return rows.map(({ expires, ...row }) => ({ ...row, secretsExpireAt: expires ?? undefined }))
}

async function readBreakings(db: Db, id: string): Promise<Breaking[]> {
  const { rows } = await sql<{ at: number; cause: Breaking['cause'] | null }>`
    select ${milliseconds('at')} as at, cause from breaking where organization_id = ${id} order by sequence`.execute(
    db,
  )
  return rows.map(({ at, cause }) => ({ at, cause: cause ?? undefined }))
}

async function readLogChecks(db: Db, id: string): Promise<LogCheck[]> {
  const { rows } = await sql<LogCheck>`
    select ${milliseconds('at')} as at, is_intact as "isIntact" from log_check where organization_id = ${id}
    order by sequence`.execute(db)
  return rows
}

/**
 * Of a minute's beginnings one row for each stretch without a gap: a backlog of any size is about as many rows as it has
 * minutes. Waits count by hours, so that gaps between them are none: there are many, and they are not put in order.
 */
async function readTroubles(db: Db, id: string, since: number): Promise<Troubles[]> {
  const { rows } = await sql<Omit<Troubles, 'until'> & { until: number | null }>`
    with span as (
      select kind, cause, date_trunc('minute', began_at) as minute, began_at, cleared_at as until
      from trouble where organization_id = ${id} and cleared_at >= ${momentOf(since)} and kind <> 'waiting'
      union all
      select kind, cause, date_trunc('minute', began_at), min(began_at),
        case when bool_or(cleared_at is null) then 'infinity' else max(cleared_at) end
      from trouble where organization_id = ${id} and (cleared_at is null
        or (cleared_at >= ${momentOf(since)} and kind = 'waiting'))
      group by 1, 2, 3
    ), reaching as (
      select *, max(until) over (partition by kind, cause, minute order by began_at, until
        rows between unbounded preceding and 1 preceding) as reached
      from span
    ), numbered as (
      select *, count(*) filter (where began_at > reached) over (partition by kind, cause, minute order by began_at, until
        rows unbounded preceding) as stretch
      from reaching
    )
    select kind, cause, min(${milliseconds('began_at')}) as "from",
      nullif(max(${milliseconds('until')}), 'infinity') as until
    from numbered group by kind, cause, minute, stretch`.execute(db)
  return rows.map(({ until, ...row }) => ({ ...row, until: until ?? undefined }))
}

async function readFailures(db: Db, id: string, since: number): Promise<Failures[]> {
  const { rows } = await sql<Failures>`
    select max(${milliseconds('at')}) as at, count(*)::int as count from fact
    where organization_id = ${id} and told ->> 'kind' = 'failed' and at > ${momentOf(since)}
    group by date_trunc('minute', fact.at) order by 1`.execute(db)
  return rows
}

async function readSuccesses(db: Db, id: string, since: number): Promise<Span[]> {
  const hour = momentOf(since - 3_600_000)
  const { rows } = await sql<{ from: number; until: number }>`
    select ${milliseconds('first_at')} as "from", ${milliseconds('last_at')} as until from success_hour
    where organization_id = ${id} and hour >= coalesce(
      (select max(hour) from success_hour where organization_id = ${id} and hour < ${hour}), '-infinity')
    order by hour`.execute(db)
  return rows
}

async function readEarlier(db: Db, id: string, since: number) {
  const { rows } = await sql<{ rated: number | null; waiting: number | null }>`
    select (extract(epoch from first_waiting_at) * 1000)::float8 as waiting, (
      select max(extract(epoch from resolved_at) * 1000)::float8 from alert a
      where a.organization_id = o.organization_id and rule = 'error_rate' and resolved_at < ${momentOf(since)}) as rated
    from organization o where organization_id = ${id}`.execute(db)
  const [row] = rows
  return { ratedUntil: row?.rated ?? undefined, firstWaitingAt: row?.waiting ?? undefined }
}
