import type { DimensionName } from '@bilagsbro/booking/mapping'
import type { Clock } from '@bilagsbro/kernel/clock'
import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { IsolationLevel } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql, type RawBuilder } from 'kysely'
import { joinSentVoucher } from '#audit/sent-body.ts'
import { iso } from '../moments.ts'
import { readArchivedLog, type ArchivedLog } from './archived.ts'
import { bookedOn, dateReasonOf, placeOf } from './classified.ts'
import {
  aboutApprovals,
  aboutLines,
  differencesOf,
  type DimensionNames,
  type Group,
} from './fold.ts'
import { monthOf, within } from './month.ts'
import type { PeriodReport } from './report-schema.ts'
import { readBooked } from './totals.ts'

/** A month of an organisation's records, read at one moment. Refused for an organisation that nobody announced. */
export const createPeriodReport =
  (orm: Database, clock: Clock) =>
  (organizationId: string, month: string): Promise<Result<PeriodReport, Refusal>> =>
    orm.em.fork().transactional((em) => readReport(em, organizationId, month, clock.now()), {
      isolationLevel: IsolationLevel.REPEATABLE_READ,
      readOnly: true,
    })

async function readReport(
  em: EntityManager,
  organizationId: string,
  month: string,
  asOf: Date,
): Promise<Result<PeriodReport, Refusal>> {
  const names = await readDimensionNames(em, organizationId)
  if (!names) return err(unknownOrganization)
  const meant = within(organizationId, month)
  const archived = await readArchivedLog(em, organizationId, month)
  const approved = await readGroups(em, meant.approved, archived)
  const onlyBooked = await readGroups(em, meant.onlyBooked, archived)
  const logged = await countLogged(em, meant.logged)
  const { totals, ...booked } = await readBooked(em, meant, archived.until)
  return ok({
    organizationId,
    month,
    ...aboutApprovals(approved, logged, archived),
    booked,
    differences: differencesOf(approved, onlyBooked),
    ...aboutLines(totals, names),
    asOf: iso(asOf),
  })
}

/** Nothing for an organisation that nobody announced. */
async function readDimensionNames(
  em: EntityManager,
  organizationId: string,
): Promise<DimensionNames | undefined> {
  const { rows } = await sql<{
    dimensions: Readonly<Partial<Record<DimensionName, string>>> | null
  }>`
    select dimensions from organization where organization_id = ${organizationId} and version > 0`.execute(
    em.getKysely(),
  )
  const [found] = rows
  const named = Object.entries(found?.dimensions ?? {}) as [DimensionName, string][]
  return found && Object.fromEntries(named.map(([name, code]) => [code, name]))
}

async function readGroups(
  em: EntityManager,
  isMeant: RawBuilder<unknown>,
  { until }: ArchivedLog,
): Promise<Group[]> {
  const { rows } = await sql<Group>`
    select ${placeOf} as place, case when r.status = 'handled' then r.reason ->> 'code' end as reason,
      ${monthOf('r.approved_at')} as "approvedIn", left(${bookedOn}, 7) as "bookedIn",
      ${dateReasonOf(until)} as "dateReason", count(*)::int as count, sum(r.amount)::text as amount
    from record r ${joinSentVoucher(sql`r.booked_elsewhere is not null`)} where ${isMeant}
    group by 1, 2, 3, 4, 5 order by 3, 4, 5`.execute(em.getKysely())
  return rows
}

/** How many approvals the log holds: each is there until it is archived, whatever else came of it. */
async function countLogged(em: EntityManager, isMeant: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(distinct (l.subject, l.revision))::int as count from sync_logs l
    where ${isMeant} and l.kind in ('record.approved', 'record.withdrawn')`.execute(em.getKysely())
  return rows[0]!.count
}
