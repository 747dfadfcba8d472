import { withinScope } from '@bilagsbro/service-kit/scope'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql, type Kysely } from 'kysely'
import type {
  AlertBook,
  AlertUnit,
  OrganizationUnit,
  PlatformUnit,
  Told,
} from '#application/ports/alert-book.ts'
import { summedUpAlone, type SummedUp } from '#domain/summary.ts'
import { alertColumns, removeAlerts, saveAlerts, toAlert, type AlertRow } from './alert-rows.ts'
import { seeTo } from './doublings.ts'
import { readFigures, readRecords } from './figures.ts'
import { milliseconds, momentOf } from './moments.ts'
import { readSituation } from './situation.ts'

/** One transaction; what it tells is published if it is committed. */
export type Transact = <T>(
  work: (em: EntityManager, tell: (told: Told) => void) => Promise<T>,
) => Promise<T>

type Db = Kysely<never>
type Tell = (told: Told) => void
const dbOf = (em: EntityManager) => em.getKysely() as Db

const mostAtOnce = 50

/** An organisation under load would be judged all the time without a rest between. */
export function createPostgresAlertBook(
  transact: Transact,
  { restMs }: { readonly restMs: number },
): AlertBook {
  const judgeOne = (now: number, judge: (unit: OrganizationUnit) => Promise<void>) =>
    transact(async (em, tell) => {
      const db = dbOf(em)
      const claimed = await claim(db, now, restMs)
      if (!claimed) return false
      await judge(organizationUnit(db, claimed, tell))
      return true
    })
  return {
    judgeDue: (now, judge) =>
      withinScope('all', async () => {
        let judged = 0
        while (judged < mostAtOnce && (await judgeOne(now, judge))) judged += 1
        return judged
      }),
    judgePlatform: (judge) =>
      withinScope('all', () =>
        transact(async (em, tell) => {
          const db = dbOf(em)
          const { rows } = await sql<{
            mine: boolean
          }>`select pg_try_advisory_xact_lock(471117) as mine`.execute(db)
          if (rows[0]?.mine) await judge(platformUnit(db, tell))
        }),
      ),
    change: (id, change) =>
      transact(async (em, tell) => {
        const db = dbOf(em)
        const { rows } = await sql<AlertRow>`
          select ${alertColumns} from alert where id = ${id} for update`.execute(db)
        const alert = rows[0] && toAlert(rows[0])
        if (!alert) return undefined
        const unit: AlertUnit = {
          alert,
          save: (alerts) => saveAlerts(db, alerts),
          records: () => readRecords(db, alert),
          seeTo: (at) => seeTo(db, alert, at),
          tell,
        }
        return change(unit)
      }),
  }
}

interface Claimed {
  readonly organizationId: string
  readonly changedFrom: number
}

/** Takes an organisation of which something was told, or whose time has come, and what was told of it. */
async function claim(db: Db, now: number, restMs: number): Promise<Claimed | undefined> {
  const { rows } = await sql<{ organizationId: string; judgedUntil: number | null }>`
    select organization_id as "organizationId", ${milliseconds('judged_until')} as "judgedUntil" from organization o
    where (next_at <= ${momentOf(now)}
        or exists (select from touched t where t.organization_id = o.organization_id))
      and judged_at < clock_timestamp() - ${restMs} * interval '1 millisecond'
    order by judged_at limit 1 for update skip locked`.execute(db)
  const [found] = rows
  if (!found) return undefined
  const { organizationId, judgedUntil } = found
  const touched = await sql<{ from: number }>`
    delete from touched where organization_id = ${organizationId} returning ${milliseconds('from_at')} as "from"`.execute(
    db,
  )
  const moments = touched.rows.map(({ from }) => from)
  return { organizationId, changedFrom: Math.min(judgedUntil ?? 0, ...moments) }
}

const openOrSince = (since: number) =>
  sql`(resolved_at is null or resolved_at >= ${momentOf(since)})`

function organizationUnit(
  db: Db,
  { organizationId, changedFrom }: Claimed,
  tell: Tell,
): OrganizationUnit {
  return {
    organizationId,
    changedFrom,
    tell,
    save: (alerts) => saveAlerts(db, alerts),
    remove: (alerts) => removeAlerts(db, alerts),
    async alerts(since) {
      const { rows } = await sql<AlertRow>`
        select ${alertColumns} from alert where organization_id = ${organizationId} and ${openOrSince(since)}
        order by alert.raised_at, alert.id for update`.execute(db)
      return rows.map(toAlert)
    },
    async situation(since, now) {
      await sql`update organization o set first_waiting_at = least(first_waiting_at, (
          select min(began_at) from trouble t where t.organization_id = o.organization_id and kind = 'waiting'
            and (cleared_at is null or cleared_at >= ${momentOf(since)})))
        where organization_id = ${organizationId}`.execute(db)
      return readSituation(db, organizationId, since, now)
    },
    figures: (alerts, situation) => readFigures(db, alerts, situation),
    records: (alert) => readRecords(db, alert),
    async isJoined(began) {
      const { rows } = await sql`
        select from alert where organization_id <> ${organizationId} and resolved_at is null and muted_by is null
          and raised_at > ${momentOf(began)} and rule <> all(${[...summedUpAlone]}::text[]) limit 1`.execute(
        db,
      )
      return rows.length > 0
    },
    async hasOpenTroubles() {
      const { rows } = await sql`
        select from trouble where organization_id = ${organizationId} and cleared_at is null limit 1`.execute(
        db,
      )
      return rows.length > 0
    },
    async judged(now, next) {
      await sql`update organization set judged_at = clock_timestamp(), judged_until = ${momentOf(now)},
          next_at = ${next === Infinity ? null : momentOf(next)}
        where organization_id = ${organizationId}`.execute(db)
    },
  }
}

function platformUnit(db: Db, tell: Tell): PlatformUnit {
  return {
    tell,
    save: (alerts) => saveAlerts(db, alerts),
    remove: (alerts) => removeAlerts(db, alerts),
    async alerts(since) {
      const { rows } = await sql<AlertRow>`
        select ${alertColumns} from alert where organization_id is null and ${openOrSince(since)}
        order by alert.raised_at, alert.id for update`.execute(db)
      return rows.map(toAlert)
    },
    async members(since) {
      const { rows } = await sql<Omit<SummedUp, 'until'> & { until: number | null }>`
        select organization_id as "organizationId", o.name, rule, cause, ${milliseconds('raised_at')} as "from",
          ${milliseconds('resolved_at')} as until
        from alert join organization o using (organization_id)
        where muted_by is null and ${openOrSince(since)}`.execute(db)
      return rows.map(({ until, ...row }) => ({ ...row, until: until ?? undefined }))
    },
  }
}
