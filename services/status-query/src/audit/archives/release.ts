import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { monthOf } from '#periods/month.ts'
import { written } from '../line.ts'
import { append } from '../projection.ts'
import { createSalts } from '../salts.ts'
import type { Exported } from './export-unit.ts'
import { lockArchives } from './lock.ts'
import { proofOf, sha256 } from './manifest.ts'
import {
  countsOf,
  isAnyRestored,
  isRestored,
  type Counts,
  type NextArchive,
  type Unit,
} from './units.ts'

export interface Released {
  readonly unit: Unit
  readonly archive: NextArchive
  readonly parts: readonly Exported[]
  readonly counts: Counts
  /** Its text. */
  readonly manifest: string
  readonly by: string
  readonly reason?: string | undefined
}

const tries = 10

/**
 * Takes a table out of the log, if it is as it was archived, and logs where its entries are now, in one transaction. While
 * its rows are counted nobody writes to it, and everybody to the rest of the log. Waits for those who read or write for
 * seconds at most, so that nobody waits behind it for long, and tries again.
 */
export async function release(
  owner: Database,
  clock: Clock,
  released: Released,
): Promise<Result<void, Refusal>> {
  for (let attempt = 1; ; attempt++)
    try {
      return await owner.em.fork().transactional((em) => releaseIn(em, clock, released))
    } catch (error) {
      if (!isInTheWay(error) || attempt === tries) throw error
    }
}

/** A lock that is not to be had in time, or by both at once. */
const isInTheWay = (error: unknown): boolean =>
  error instanceof Error &&
  (['55P03', '40P01'].includes(String((error as { code?: unknown }).code)) ||
    isInTheWay(error.cause))

async function releaseIn(
  em: EntityManager,
  clock: Clock,
  { unit, archive, parts, counts, manifest, by, reason }: Released,
): Promise<Result<void, Refusal>> {
  const db = em.getKysely()
  await sql`set local lock_timeout = '3s'`.execute(db)
  await lockArchives(em)
  if (await isAnyRestored(em)) return err(isRestored)
  await sql`lock table ${sql.table(unit.table)} in share mode`.execute(db)
  const now = await countsOf(em, unit.table)
  if (now.rows !== counts.rows || now.bodies !== counts.bodies || now.last !== counts.last)
    return err(cameMeanwhile(unit))
  if (parts.length > 0) await note(em, clock, { unit, archive, parts, manifest, by, reason })
  // Nothing is counted behind it: everybody waits for it.
  await sql`lock table sync_logs in access exclusive mode`.execute(db)
  const { rows } = await (
    unit.month === undefined
      ? sql<{ name: string }>`select sync_log_months.release_earlier() as name`
      : sql<{ name: string }>`select sync_log_months.release(${unit.month}::timestamptz) as name`
  ).execute(db)
  await sql`drop table ${sql.table(`sync_log_months.${rows[0]!.name}`)}`.execute(db)
  return ok(undefined)
}

const cameMeanwhile = ({ base }: Unit): Refusal => ({
  kind: 'conflict',
  code: 'archive.changed_meanwhile',
  message: `Something came for ${base} while it was archived, and it was left in the log. Run it again.`,
})

const newSalt = createSalts()

async function note(
  em: EntityManager,
  clock: Clock,
  { unit, archive, parts, manifest, by, reason }: Omit<Released, 'counts'>,
): Promise<void> {
  const { name, told } = archive
  const known = await proofs(em)
  const hash = sha256(manifest)
  const rows = parts.map((part) => ({
    ...part,
    proof: proofOf(known.get(part.organizationId) ?? '', { name, manifest: hash, ids: part.ids }),
  }))
  const at = clock.now().toISOString()
  await sql`
    insert into log_archive (organization_id, name, no, entries, before, ids, manifest, proof, archived_at,
      approvals, last_at)
    select "organizationId", ${name}, ${told.no}, entries, before, numbers::bigint[], ${hash}, proof, ${at},
      ${approvalsIn(unit)}, (select max(l.at) from ${sql.table(unit.table)} l where l.organization_id = "organizationId")
    from ${recordset(
      'r',
      rows.map((row) => ({ ...row, numbers: `{${row.numbers.join(',')}}` })),
      {
        organizationId: 'text',
        entries: 'int',
        before: 'int',
        numbers: 'text',
        proof: 'text',
      },
    )}`.execute(em.getKysely())
  await append(
    em,
    rows.map(({ organizationId, entries, before, proof }) =>
      written(
        {
          organizationId,
          subject: name,
          sequence: told.no,
          at,
          status: 'archived',
          actor: by,
          note: reason,
          more: { entries, before, manifest: hash, archives: proof },
        },
        { kind: 'log.archived', newSalt },
      ),
    ),
  )
}

/** By their month in Norway: a month of the log is UTC's, so that it holds approvals of two. */
const approvalsIn = ({ table }: Unit) => sql`(
  select coalesce(jsonb_object_agg(month, approvals), '{}') from (
    select ${monthOf('l.at')} as month, count(distinct (l.subject, l.revision)) as approvals
    from ${sql.table(table)} l
    where l.organization_id = "organizationId" and l.kind in ('record.approved', 'record.withdrawn') group by 1
  ) counted)`

/** Of each organisation's archives so far. */
async function proofs(em: EntityManager): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ organizationId: string; proof: string }>`
    select distinct on (organization_id) organization_id as "organizationId", proof
    from log_archive order by organization_id, no desc`.execute(em.getKysely())
  return new Map(rows.map(({ organizationId, proof }) => [organizationId, proof]))
}
