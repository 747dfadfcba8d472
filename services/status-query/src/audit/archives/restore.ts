import { join } from 'node:path'
import type { Clock } from '@bilagsbro/kernel/clock'
import { ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { SealKey } from '../seal-key.ts'
import { findArchives, type FoundArchive } from './found-archives.ts'
import { lockArchives } from './lock.ts'
import { readPacked } from './packed-lines.ts'
import { putBack } from './put-back.ts'
import { inTransaction, logPutBack, tellErased, type Bare } from './put-back-log.ts'

export interface Restoring {
  /** The first month (yyyy-mm), or `earlier`. */
  readonly from: string
  /** The last one; left out, all from the first on. */
  readonly to?: string | undefined
  readonly folder: string
  readonly by: string
}

export interface Restored {
  readonly name: string
  /** That were put back; others stood in the log already. */
  readonly entries: number
  /** From before a chain that was lost: they stay in the archive. */
  readonly left: number
}

interface Deps {
  /** The owner of the tables. */
  readonly owner: Database
  readonly key: SealKey
  readonly clock: Clock
  /** Called in the transaction of each archive before it ends, for tests that end it there. */
  readonly crashPoint?: (name: string) => unknown
}

/**
 * Puts what was archived back into the log, an archive in one transaction. Archives of this log stand in both until they
 * are released. Those of a log that was lost become part of this one, and of its chain. Run again, it goes on.
 */
export const createRestore =
  ({ owner, key, clock, crashPoint = () => undefined }: Deps) =>
  async ({ from, to, folder, by }: Restoring): Promise<Result<Restored[], Refusal>> => {
    const archives = { folder, key }
    const found = await findArchives(owner, { ...archives, from, to })
    if (!found.ok) return found
    const lost = found.value.filter(({ isOwn }) => !isOwn)
    if (lost.length > 0) await keepNumbersFree(owner, await lastNumber(folder, lost))
    const restored: Restored[] = []
    const bare: Bare[] = []
    for (const archive of found.value) {
      const one = await inTransaction(owner, async (em) => {
        await lockArchives(em)
        if (archive.isOwn && (await isRestored(em, archive.name))) return ok(undefined)
        let [entries, left] = [0, 0]
        for (const part of archive.manifest.organizations) {
          const done = await putBack(em, { archives, archive, part })
          if (!done.ok) return done
          entries += done.value.entries
          left += done.value.left
          if (!archive.isOwn) bare.push({ ...part, name: archive.name, ids: done.value.bare })
        }
        // Of a log that was lost, nothing else tells that it was here before.
        const isThere = !archive.isOwn && entries === 0
        if (isThere) return ok(left > 0 ? { name: archive.name, entries, left } : undefined)
        if (archive.isOwn) await note(em, archive, clock.now())
        await logPutBack(em, 'log.restored', { archive, by, at: clock.now() })
        await crashPoint(archive.name)
        return ok({ name: archive.name, entries, left })
      })
      if (!one.ok) return one
      if (one.value) restored.push(one.value)
    }
    if (bare.length > 0) await inTransaction(owner, (em) => tellErased(em, bare, clock.now()))
    return ok(restored)
  }

async function isRestored(em: EntityManager, name: string): Promise<boolean> {
  const { rows } = await sql`select from log_restored where name = ${name} limit 1`.execute(
    em.getKysely(),
  )
  return rows.length > 0
}

async function note(em: EntityManager, { name, manifest }: FoundArchive, at: Date) {
  const ids = manifest.organizations.map(({ organizationId }) => organizationId)
  await sql`
    insert into log_restored (organization_id, name, restored_at) select id, ${name}, ${at} from unnest(${ids}::text[]) id`.execute(
    em.getKysely(),
  )
}

/** The greatest id in archives. */
async function lastNumber(folder: string, archives: readonly FoundArchive[]): Promise<number> {
  let last = 0
  for (const { name, manifest } of archives)
    for (const { log: file } of manifest.organizations)
      for await (const line of readPacked(join(folder, name, file)))
        last = Math.max(last, Number(/^\{"id":"(\d+)"/.exec(line)?.[1] ?? 0))
  return last
}

/** What is written from now on has greater ids. */
const keepNumbersFree = (owner: Database, last: number): Promise<void> =>
  inTransaction(owner, async (em) => {
    await sql`lock table sync_logs in share row exclusive mode`.execute(em.getKysely())
    await sql`
      select setval(pg_get_serial_sequence('sync_logs', 'id'), greatest(nextval(pg_get_serial_sequence('sync_logs', 'id')), ${last}))`.execute(
      em.getKysely(),
    )
  })
