import { unknownOrganization } from '@bilagsbro/kernel/organization-id'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { RowsOf, type Page } from '@bilagsbro/service-kit/http-schemas'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { sql, type RawBuilder } from 'kysely'
import type { Static } from 'typebox'
import { matching, moment, type LogFilter } from './log-filter.ts'
import { entryColumns, LogRow, shownEntry, type FoundEntry } from './log-row.ts'

export const Log = RowsOf('Log', LogRow)
type Log = Static<typeof Log>

/** More than so many are not counted: the page would take as long as the log is. */
const countedAtMost = 10_000

export interface LogQuery extends LogFilter, Page {
  /** Of all organisations without it. */
  readonly organizationId?: string | undefined
}

/** The log, newest first. A page begins behind an entry, so that new entries move nothing. Refused for an organisation that nobody announced. */
export const createLog =
  (orm: Database) =>
  async ({ organizationId, after, limit, ...filter }: LogQuery): Promise<Result<Log, Refusal>> => {
    if (organizationId !== undefined && !(await isKnown(orm, organizationId)))
      return err(unknownOrganization)
    const within = { organizationId, conditions: matching({ ...filter, organizationId }) }
    const found = await readEntries(orm, { ...within, after, limit: limit + 1 })
    const rows = found.slice(0, limit)
    const total = await countEntries(orm, within, countedAtMost)
    return ok({
      rows: rows.map(shownEntry),
      next: found.length > limit ? rows.at(-1)!.place : null,
      ...(total <= countedAtMost && { total }),
    })
  }

export async function isKnown(orm: Database, organizationId: string): Promise<boolean> {
  const { rows } = await sql`
    select from organization where organization_id = ${organizationId} and version > 0`.execute(
    orm.em.fork().getKysely(),
  )
  return rows.length > 0
}

export interface Within {
  readonly organizationId: string | undefined
  readonly conditions: RawBuilder<unknown>
}

/** Entries, newest first, behind the place of another: each organisation's newest, and of these the newest. */
export async function readEntries(
  orm: Database,
  { organizationId, conditions, after, limit }: Within & Page,
): Promise<FoundEntry[]> {
  const isMeant = sql`l.organization_id = o.organization_id and ${conditions} and ${behind(after)}`
  const bound = organizationId === undefined ? boundOf(isMeant, limit) : unbound
  const { rows } = await sql<FoundEntry>`
    with ${organizations(organizationId)} ${bound.newest}
    select ${entryColumns} from ${bound.organizations} o cross join lateral (
      select * from sync_logs l where ${isMeant} and ${bound.isNear}
      order by l.at desc, l.id desc limit ${limit}
    ) l
    order by l.at desc, l.id desc limit ${limit}`.execute(orm.em.fork().getKysely())
  return rows
}

const unbound = { newest: sql``, organizations: sql`organizations`, isNear: sql`true` }

/**
 * The moment before which no entry of the page lies, from a few of each organisation: whole pages of hundreds of
 * organisations would be read, and all but one thrown away.
 */
const boundOf = (isMeant: RawBuilder<unknown>, limit: number) => ({
  newest: sql`, newest as (
      select o.organization_id, l.at from organizations o cross join lateral (
        select l.at from sync_logs l where ${isMeant}
        order by l.at desc limit (select 1 + 2 * ${limit}::int / greatest(count(*), 1) from organizations)
      ) l order by l.at desc fetch first ${sql.lit(limit)} rows with ties
    ), bound as (
      select case when count(*) < ${limit} then '-infinity' else min(at) end as at from newest
    )`,
  organizations: sql`(select distinct organization_id from newest)`,
  isNear: sql`l.at >= (select at from bound)`,
})

/** One more than `most` where there are more. */
export async function countEntries(
  orm: Database,
  { organizationId, conditions }: Within,
  most: number,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    with ${organizations(organizationId)}
    select count(*)::int as count from (
      select from organizations o cross join lateral (
        select from sync_logs l where l.organization_id = o.organization_id and ${conditions} limit ${most + 1}
      ) l limit ${most + 1}
    ) counted`.execute(orm.em.fork().getKysely())
  return rows[0]!.count
}

/** The one, or all: whatever has entries was announced, or has records. */
const organizations = (organizationId: string | undefined) =>
  organizationId === undefined
    ? sql`organizations as (select organization_id from organization union select organization_id from record_sum)`
    : sql`organizations (organization_id) as (select ${organizationId}::text)`

function behind(after: string | undefined): RawBuilder<unknown> {
  if (after === undefined) return sql`true`
  const [at, id] = after.split('.')
  return sql`(l.at, l.id) < (${moment(Number(at))}, ${id}::bigint)`
}
