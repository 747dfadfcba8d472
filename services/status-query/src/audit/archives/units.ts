import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { manifestFile, type Manifest } from './manifest.ts'

/** A table of the log that is archived as a whole: a month, or what stands with what is older. */
export interface Unit {
  readonly table: string
  /** The month (yyyy-mm), or `earlier`. */
  readonly base: string
  /** The month's beginning; left out of what is older. */
  readonly month?: string | undefined
  /** Holds entries of the last five years. */
  readonly isYoung: boolean
}

const keptMonths = 60

/** What stands before a month, the oldest first. */
export async function readUnits(
  owner: Database,
  before: string,
  now: Date,
): Promise<Result<Unit[], Refusal>> {
  const border = `${before}-01T00:00:00Z`
  if (before > now.toISOString().slice(0, 7)) return err(notOver)
  const young = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - keptMonths, 1))
  const db = owner.em.fork().getKysely()
  const { rows: earlier } = await sql<{ isWhole: boolean; isYoung: boolean }>`
    select max(at) < ${border}::timestamptz as "isWhole", max(at) >= ${young}::timestamptz as "isYoung"
    from sync_log_months.earlier having count(*) > 0`.execute(db)
  const { rows: months } = await sql<Unit & { readonly month: string }>`
    select 'sync_log_months.' || name as table, to_char(month at time zone 'UTC', 'YYYY-MM') as base, month::text,
      month >= ${young}::timestamptz as "isYoung"
    from sync_log_months.months where month < ${border}::timestamptz order by sync_log_months.months.month`.execute(
    db,
  )
  const old = earlier.flatMap(({ isWhole, isYoung }) =>
    isWhole ? [{ table: 'sync_log_months.earlier', base: 'earlier', isYoung }] : [],
  )
  return ok([...old, ...months])
}

const notOver: Refusal = {
  kind: 'invalid',
  code: 'archive.not_over',
  message: 'before: Give a month that has begun. The month that is now is never archived.',
}

export interface NextArchive {
  readonly name: string
  readonly told: Pick<Manifest, 'chain' | 'no' | 'previous'>
}

/**
 * The number and the name of a unit's archive. What comes for a month after it was archived is an archive of its own, and
 * so is what is archived beside a lost log's archive of that month.
 */
export async function nextArchive(
  owner: Database,
  folder: string,
  { base }: Unit,
): Promise<NextArchive> {
  const { rows } = await sql<NextArchive['told'] & { readonly names: readonly string[] }>`
    select chain, coalesce((select max(no) from log_archive), 0) + 1 as no,
      (select manifest from log_archive order by no desc limit 1) as previous,
      array(select distinct name from log_archive where name = ${base} or name like ${`${base}.%`}) as names
    from chain`.execute(owner.em.fork().getKysely())
  const { names, ...told } = rows[0]!
  for (let no = 1; ; no++) {
    const name = no === 1 ? base : `${base}.${no}`
    if (!names.includes(name) && !(await isOfOther(join(folder, name), told.chain)))
      return { name, told }
  }
}

/** Whether an archive of another log stands there. */
async function isOfOther(place: string, chain: string): Promise<boolean> {
  try {
    const manifest = JSON.parse(await readFile(join(place, manifestFile), 'utf8')) as Manifest
    return manifest.chain !== chain
  } catch {
    return false
  }
}

export interface Counts {
  readonly rows: string
  readonly bodies: string
  readonly last: string | null
}

/** Tells whether something came for a table, or was erased in it. */
export async function countsOf(em: EntityManager, table: string): Promise<Counts> {
  const { rows } = await sql<Counts>`
    select count(*)::text as rows, count(body)::text as bodies, max(id)::text as last
    from ${sql.table(table)}`.execute(em.getKysely())
  return rows[0]!
}

export async function isAnyRestored(em: EntityManager): Promise<boolean> {
  const { rows } = await sql`select from log_restored limit 1`.execute(em.getKysely())
  return rows.length > 0
}

export const isRestored: Refusal = {
  kind: 'conflict',
  code: 'archive.restored',
  message: 'Entries of archives stand in the log again. Release them first: log -- release.',
}
