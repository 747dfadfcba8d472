import { rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { openArchive, type Archives } from './open-archive.ts'
import { readPacked, syncFolder, writePacked } from './packed-lines.ts'

/** The payloads that archives keep of a record: with the entries that they belong to, and the files that they are in. */
export interface Kept {
  readonly payloads: readonly { readonly entry: string; readonly body: string }[]
  readonly files: readonly { readonly path: string; readonly ids: ReadonlySet<string> }[]
}

/** Refused where an archive that the log tells of is not there, or is not the one that was made. */
export async function findKept(
  em: EntityManager,
  archives: Archives | undefined,
  { organizationId, recordId }: { readonly organizationId: string; readonly recordId: string },
): Promise<Result<Kept, Refusal>> {
  const { rows } = await sql<{ archive: string; manifest: string }>`
    select name as archive, manifest from log_archive where organization_id = ${organizationId} order by no`.execute(
    em.getKysely(),
  )
  if (rows.length === 0) return ok({ payloads: [], files: [] })
  if (!archives) return err(notGiven)
  const payloads: { entry: string; body: string }[] = []
  const files: { path: string; ids: ReadonlySet<string> }[] = []
  for (const { archive, manifest } of rows) {
    const opened = await openArchive(archives, { organizationId, archive, manifest })
    if ('code' in opened) return err(notThere(archive))
    const ids = new Set<string>()
    for (let entry = await opened.next(); entry; entry = await opened.next()) {
      const { subject, revision } = JSON.parse(entry.line) as { subject: string; revision: number }
      if (subject !== recordId || revision === 0 || entry.body === null) continue
      ids.add(entry.id)
      payloads.push({ entry: entry.id, body: entry.body })
    }
    const isWhole = await opened.isWhole()
    await opened.close()
    if (!isWhole) return err(notThere(archive))
    if (ids.size > 0)
      files.push({ path: join(archives.folder, archive, opened.part.payloads), ids })
  }
  return ok({ payloads, files })
}

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
