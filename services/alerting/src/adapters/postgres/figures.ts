import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { CountedFigures } from '#application/ports/alert-book.ts'
import type { Alert, Detail } from '#domain/alert.ts'
import { countUntil } from '#domain/rules/error-rate.ts'
import type { Situation } from '#domain/situation.ts'
import type { Shown, TroubleKind } from '#domain/trouble.ts'
import { readDoublingsHash } from './doublings.ts'
import { momentOf } from './moments.ts'

type Db = Kysely<never>

interface Asked {
  readonly id: string
  readonly organizationId: string | undefined
  readonly kind: TroubleKind
  readonly cause: string | undefined
  readonly from: Date
  readonly until: Date | undefined
  readonly lag: number
}

/** Which troubles an alert is about: those of its kind and cause that had lasted for as long as the rule waits. */
function askedOf(alert: Alert): Asked | undefined {
  const kind = kinds[alert.rule as 'waiting']
  if (!kind) return undefined
  const isOfCause = kind === 'third_failure' || kind === 'final_failure'
  return {
    id: alert.id,
    organizationId: alert.organizationId,
    kind,
    cause: isOfCause ? alert.cause : undefined,
    from: momentOf(alert.raisedAt),
    until: alert.resolvedAt === undefined ? undefined : momentOf(alert.resolvedAt),
    lag: alert.rule === 'waiting' ? (alert.detail.limit ?? 0) * 3_600_000 : 0,
  }
}

const kinds: Readonly<Record<'waiting', TroubleKind>> &
  Readonly<Partial<Record<string, TroubleKind>>> = {
  third_failure: 'third_failure',
  final_failure: 'final_failure',
  error_rate: 'failing',
  waiting: 'waiting',
  stalled: 'waiting',
  suspended: 'waiting',
  late_delivery: 'overdue',
  posted_twice: 'doubled',
}

/** The troubles of an alert, open ones and those that were cleared in its time. */
const belongs = (asked: RawBuilder<unknown>) => sql`
  t.organization_id = ${asked}."organizationId" and t.kind = ${asked}.kind
  and (${asked}.cause is null or t.cause = ${asked}.cause)
  and (t.cleared_at is null or t.cleared_at >= ${asked}.from)
  and t.began_at + ${asked}.lag * interval '1 millisecond' <= coalesce(${asked}.until, 'infinity')
  and (${asked}.lag = 0 or coalesce(t.cleared_at, now()) > t.began_at + ${asked}.lag * interval '1 millisecond')`

/** The figures of alerts, by id. One statement. */
export async function readFigures(
  db: Db,
  alerts: readonly Alert[],
  situation: Situation,
): Promise<ReadonlyMap<string, CountedFigures>> {
  const limited = alerts.map((alert) => ({ ...alert, detail: limitsOf(alert, situation) }))
  const asked = limited.flatMap((alert) => askedOf(alert) ?? [])
  // Before they are counted: no version of an alert is of more than it says.
  const doublings = await doublingsOf(db, alerts)
  const found = asked.length > 0 ? await count(db, asked) : []
  const counted = new Map(found.map((row) => [row.id, row]))
  return new Map(
    limited.map((alert) => {
      const { affected = 0, remaining = 0, hasMoved = false, first } = counted.get(alert.id) ?? {}
      const own = ofNoRecords.has(alert.rule)
        ? { affected: 0, remaining: 0 }
        : { affected, remaining }
      const detail = {
        ...alert.detail,
        ...(first && showsFailure.has(alert.rule) && first),
        ...(alert.rule === 'posted_twice' && alert.resolvedAt === undefined && { doublings }),
      }
      return [alert.id, { ...own, hasMoved: hasMoved && proves.has(alert.rule), detail }]
    }),
  )
}

async function doublingsOf(db: Db, alerts: readonly Alert[]): Promise<string | undefined> {
  const alert = alerts.find(
    ({ rule, resolvedAt }) => rule === 'posted_twice' && resolvedAt === undefined,
  )
  return alert && readDoublingsHash(db, alert.organizationId!)
}

/** Alerts whose text names what is wrong with their first record. */
const showsFailure: ReadonlySet<string> = new Set([
  'third_failure',
  'final_failure',
  'posted_twice',
])
const ofNoRecords: ReadonlySet<string> = new Set(['expiring_secret', 'broken_log'])
/** What is over when its records are right; a record that leaves it otherwise proves nothing. */
const proves: ReadonlySet<string> = new Set([
  'third_failure',
  'final_failure',
  'waiting',
  'late_delivery',
])

interface Counted {
  readonly id: string
  readonly affected: number
  readonly remaining: number
  readonly hasMoved: boolean
  readonly first: Shown | null
}

async function count(db: Db, asked: readonly Asked[]): Promise<Counted[]> {
  const { rows } = await sql<Counted>`
    select a.id, found.* from ${recordset('a', asked, askedTypes)}, lateral (
      select count(distinct (record_id, revision))::int as affected,
        (count(distinct (record_id, revision)) filter (where t.cleared_at is null))::int as remaining,
        coalesce(bool_or(t.cleared_by in ('other_cause', 'failed', 'queued')), false) as "hasMoved",
        (array_agg(t.failure order by t.began_at, t.record_id) filter (where t.failure is not null))[1] as first
      from trouble t where ${belongs(sql`a`)}
    ) as found`.execute(db)
  return rows
}

/** At most so many records go with an event: the page reads all of them. */
const shown = 20

/** Some of the records of an alert that are still not right. */
export async function readRecords(db: Db, alert: Alert) {
  const { rows } = await sql<{ recordId: string; revision: number }>`
    select distinct record_id as "recordId", revision from (${troublesOfAlert(alert)}) as t
    where cleared_at is null order by 1, 2 limit ${shown}`.execute(db)
  return rows
}

/** The troubles that an alert is about; none of an alert that is not about records. */
export function troublesOfAlert(alert: Alert): RawBuilder<unknown> {
  const asked = askedOf(alert)
  if (!asked) return sql`select * from trouble where false`
  return sql`select t.* from ${recordset('a', [asked], askedTypes)}, trouble t where ${belongs(sql`a`)}`
}

function limitsOf({ rule, detail }: Alert, situation: Situation): Detail {
  const { thresholds, failures, now, breakings } = situation
  switch (rule) {
    case 'error_rate': {
      const errors = countUntil(Math.max(now, failures.at(-1)?.at ?? now), failures)
      return { limit: thresholds.errorsPerDay, errors: Math.max(errors, detail.errors ?? 0) }
    }
    case 'waiting':
    case 'stalled':
      return { limit: thresholds.waitingHours }
    case 'suspended':
      return { cause: breakings.findLast(({ cause }) => cause)?.cause }
    default:
      return {}
  }
}

const askedTypes = {
  id: 'uuid',
  organizationId: 'text',
  kind: 'text',
  cause: 'text',
  from: 'timestamptz',
  until: 'timestamptz',
  lag: 'bigint',
} as const
