import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { readForeign } from './found-archives.ts'
import { openArchive, type Archives } from './open-archive.ts'
import { readPacked, syncFolder, writePacked } from './packed-lines.ts'

/** The payloads that archives keep of a record: with the entries that they belong to, and the files that they are in. */
export interface Kept {
  readonly payloads: readonly { readonly entry: string; readonly body: string }[]
  readonly files: readonly { readonly path: string; readonly ids: ReadonlySet<string> }[]
}

/**
 * Looks through the archives that the log tells of, and those of the folder that were made from a log that was lost.
 * Refused where one that is told of is not there, or is not the one that was made.
 */
export async function findKept(
  em: EntityManager,
  archives: Archives | undefined,
  { organizationId, recordId }: { readonly organizationId: string; readonly recordId: string },
): Promise<Result<Kept, Refusal>> {
  const told = await archivesTold(em, organizationId)
  if (!archives) return told.length === 0 ? ok({ payloads: [], files: [] }) : err(notGiven)
  const foreign = await readForeign(em, archives)
  if (!foreign.ok) return foreign
  const others = foreign.value
    .filter(({ manifest }) =>
      manifest.organizations.some((it) => it.organizationId === organizationId),
    )
    .map(({ name, hash }) => ({ archive: name, manifest: hash }))
  const payloads = new Map<string, string>()
  const files: { path: string; ids: ReadonlySet<string> }[] = []
  for (const { archive, manifest } of distinct([...told, ...others])) {
    const opened = await openArchive(archives, { organizationId, archive, manifest })
    if ('code' in opened) return err(notThere(archive))
    const ids = new Set<string>()
    for (let entry = await opened.next(); entry; entry = await opened.next()) {
      const { subject, revision } = JSON.parse(entry.line) as { subject: string; revision: number }
      if (subject !== recordId || revision === 0 || entry.body === null) continue
      ids.add(entry.id)
      payloads.set(entry.id, entry.body)
    }
    const isWhole = await opened.isWhole()
    await opened.close()
    if (!isWhole) return err(notThere(archive))
    if (ids.size > 0)
      files.push({ path: join(archives.folder, archive, opened.part.payloads), ids })
  }
  return ok({ payloads: [...payloads].map(([entry, body]) => ({ entry, body })), files })
}

interface Told {
  readonly archive: string
  /** The hash of its manifest. */
  readonly manifest: string
}

/** Those that were made from this log, and those of a lost one that were put back into it. */
async function archivesTold(em: EntityManager, organizationId: string): Promise<Told[]> {
  const { rows } = await sql<Told>`
    (select name as archive, manifest from log_archive where organization_id = ${organizationId} order by no)
    union all
    select subject, line::jsonb ->> 'manifest' from sync_logs
    where organization_id = ${organizationId} and kind = 'log.restored' and line::jsonb ? 'chain'`.execute(
    em.getKysely(),
  )
  return rows
}

const distinct = (all: readonly Told[]) => new Map(all.map((one) => [one.manifest, one])).values()

const notGiven: Refusal = {
  kind: 'invalid',
  code: 'archives.not_given',
  message: 'archives: Part of this log is in archives. Give the folder that they are in.',
}
const notThere = (archive: string): Refusal => ({
  kind: 'conflict',
  code: 'archive.not_there',
  message: `archives: ${archive} is not there, or is not as it was made. Nothing was erased.`,
})

/** Writes the files anew without those payloads. Ended within, each file is the old one or the new one. */
export async function eraseKept({ files }: Kept): Promise<void> {
  for (const { path, ids } of files) {
    const draft = `${path}.part`
    await rm(draft, { force: true })
    const rest = writePacked(draft)
    for await (const line of readPacked(path))
      if (!ids.has((JSON.parse(line) as { id: string }).id)) await rest.write(line)
    await rest.end()
    await rename(draft, path)
    await syncFolder(join(path, '..'))
  }
}
