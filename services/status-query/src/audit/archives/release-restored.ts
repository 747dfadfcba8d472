import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Database } from '@bilagsbro/service-kit/postgres'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { payloadFault, type Said } from '../sealed-entries.ts'
import { findArchives, notAsMade, type FoundArchive } from './found-archives.ts'
import { lockArchives } from './lock.ts'
import { openArchive, type ArchivedEntry, type Archives } from './open-archive.ts'
import { inTransaction, logPutBack } from './put-back-log.ts'

interface Deps {
  /** The owner of the tables. */
  readonly owner: Database
  readonly key: Archives['key']
  readonly clock: Clock
}

/** Takes out of the log again what archives hold of it, if they still do. Gives back their names. */
export const createReleaseRestored =
  ({ owner, key, clock }: Deps) =>
  async ({
    folder,
    by,
  }: {
    readonly folder: string
    readonly by: string
  }): Promise<Result<string[], Refusal>> => {
    const { rows } = await sql<{ name: string }>`
      select distinct name from log_restored order by 1`.execute(owner.em.fork().getKysely())
    if (rows.length === 0) return ok([])
    const found = await findArchives(owner, { folder, key, from: 'earlier' })
    if (!found.ok) return found
    const those = found.value.filter(
      ({ name, isOwn }) => isOwn && rows.some((row) => row.name === name),
    )
    for (const archive of those) {
      const done = await inTransaction(owner, async (em) => {
        await lockArchives(em)
        await sql`set local sync_logs.releases = 'restored'`.execute(em.getKysely())
        for (const { organizationId } of archive.manifest.organizations)
          if (!(await takeOut(em, { archives: { folder, key }, archive, organizationId })))
            return err(notAsMade(archive.name))
        await sql`delete from log_restored where name = ${archive.name}`.execute(em.getKysely())
        await logPutBack(em, 'log.released', { archive, by, at: clock.now() })
        return ok(undefined)
      })
      if (!done.ok) return done
    }
    return ok(those.map(({ name }) => name))
  }

const entriesAtOnce = 1_000

async function takeOut(
  em: EntityManager,
  {
    archives,
    archive: { name: archive, hash: manifest },
    organizationId,
  }: {
    readonly archives: Archives
    readonly archive: FoundArchive
    readonly organizationId: string
  },
): Promise<boolean> {
  const opened = await openArchive(archives, { organizationId, archive, manifest })
  if ('code' in opened) return false
  try {
    for (let ids: string[] = []; ; ids = []) {
      const bare: string[] = []
      while (ids.length < entriesAtOnce) {
        const row = await opened.nextOfAll()
        if (!row) break
        ids.push(row.id)
        if ('before' in row) continue
        if (isPayloadChanged(row)) return false
        if (row.body === null) bare.push(row.id)
      }
      if (await isPayloadIn(em, organizationId, bare)) return false
      await sql`
        delete from sync_logs where organization_id = ${organizationId} and id = any(${ids}::bigint[])`.execute(
        em.getKysely(),
      )
      if (ids.length < entriesAtOnce) return await opened.isWhole()
    }
  } finally {
    await opened.close()
  }
}

const isPayloadChanged = (entry: ArchivedEntry): boolean =>
  payloadFault(JSON.parse(entry.line) as Said, entry) === 'payload_changed'

/** Whether the log has the payload of one of them: where the archive has none, it is the last. */
async function isPayloadIn(
  em: EntityManager,
  organizationId: string,
  ids: readonly string[],
): Promise<boolean> {
  const { rows } = await sql`
    select from sync_logs
    where organization_id = ${organizationId} and id = any(${ids}::bigint[]) and body is not null limit 1`.execute(
    em.getKysely(),
  )
  return rows.length > 0
}
