import { createHash } from 'node:crypto'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { recordset } from '@bilagsbro/service-kit/recordset'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { lineForm } from '../line.ts'
import { append, appendAs } from '../projection.ts'
import { payloadFault } from '../sealed-entries.ts'
import { notAsMade, type FoundArchive } from './found-archives.ts'
import type { Part } from './manifest.ts'
import {
  openArchive,
  type ArchivedEntry,
  type Archives,
  type EarlierEntry,
} from './open-archive.ts'

/** How many entries of a part were put back, and how many were not: they stood there. */
export interface PutBack {
  readonly entries: number
  /** Entries from before a chain that was lost: no chain can hold them. */
  readonly left: number
  /** Whose payloads the archive does not have any more. */
  readonly bare: readonly string[]
}

interface Given {
  readonly archives: Archives
  readonly archive: FoundArchive
  readonly part: Part
}

const entriesAtOnce = 1_000

/**
 * Puts the entries of a part back into the log with the ids that they had, in the transaction of `em`. Refused where the
 * part is not as it was signed and sealed: then nothing must be committed.
 */
export async function putBack(
  em: EntityManager,
  { archives, archive, part }: Given,
): Promise<Result<PutBack, Refusal>> {
  const { organizationId } = part
  const { name, hash: manifest, isOwn } = archive
  const opened = await openArchive(archives, { organizationId, archive: name, manifest })
  if ('code' in opened) return err(notAsMade(name))
  const ids = createHash('sha256')
  const bare: string[] = []
  let [entries, count, earlier] = [0, 0, 0]
  try {
    for (let isEnd = false; !isEnd;) {
      const [some, before] = [[] as ArchivedEntry[], [] as EarlierEntry[]]
      while (some.length + before.length < entriesAtOnce) {
        const row = await opened.nextOfAll()
        isEnd = row === undefined
        if (!row) break
        if ('before' in row) before.push(row)
        else if (isReadable(row)) some.push(row)
        else return err(notReadable(name))
      }
      for (const { id } of some) ids.update(`${id}\n`)
      count += some.length
      earlier += before.length
      for (const one of some) {
        const fault = payloadFault(JSON.parse(one.line) as Said, one)
        if (fault === 'payload_changed') return err(notAsMade(name))
        if (fault === 'payload_missing') bare.push(one.id)
      }
      if (await isTaken(em, organizationId, [...some, ...before])) return err(taken(name))
      if (isOwn) entries += await addEarlier(em, before)
      entries += await add(em, organizationId, some, isOwn)
    }
    const isWhole =
      (await opened.isWhole()) &&
      count === part.entries &&
      earlier === part.before &&
      ids.digest('hex') === part.ids
    if (!isWhole || (isOwn && !(await isSealed(em, part, name)))) return err(notAsMade(name))
    return ok({ entries, left: isOwn ? 0 : earlier, bare })
  } finally {
    await opened.close()
  }
}

interface Said {
  readonly v: number
  readonly payload?: string
  readonly kind: string
  readonly subject: string
}

const isReadable = ({ line }: ArchivedEntry) => (JSON.parse(line) as Said).v <= lineForm

const notReadable = (name: string): Refusal => ({
  kind: 'conflict',
  code: 'archive.newer_form',
  message: `archives: ${name} holds entries that a newer version wrote. Put it back with that version.`,
})

const taken = (name: string): Refusal => ({
  kind: 'conflict',
  code: 'archive.numbers_taken',
  message: `archives: The log holds other entries under numbers of ${name}. Put archives of a log that was lost back before status-query writes to the new one.`,
})

/** Whether another entry has the id of one of them. */
async function isTaken(
  em: EntityManager,
  organizationId: string,
  rows: readonly (ArchivedEntry | EarlierEntry)[],
): Promise<boolean> {
  const given = rows.map((row) => ({
    id: Number(row.id),
    line: 'line' in row ? row.line : undefined,
  }))
  const { rows: found } = await sql`
    select from ${recordset('r', given, { id: 'bigint', line: 'text' })} join sync_logs l on l.id = r.id
    where l.organization_id <> ${organizationId} or l.line is distinct from r.line limit 1`.execute(
    em.getKysely(),
  )
  return found.length > 0
}

/** What was erased stays so, though an archive that was not written anew yet has it. */
async function add(
  em: EntityManager,
  organizationId: string,
  some: readonly ArchivedEntry[],
  isOwn: boolean,
): Promise<number> {
  if (some.length === 0) return 0
  const db = em.getKysely()
  const { rows } = await sql<{ id: string }>`
    select subject as id from sync_logs where organization_id = ${organizationId} and kind = 'payload.erased'
      and subject = any(${some.map(({ id }) => id)}::text[])`.execute(db)
  const erased = new Set(rows.map(({ id }) => id))
  const said = some.map(({ id, line, salt, body }) => ({
    ...(JSON.parse(line) as Said & Parameters<typeof append>[1][number]),
    id: Number(id),
    line,
    salt: erased.has(id) ? undefined : (salt ?? undefined),
    body: erased.has(id) ? undefined : (body ?? undefined),
  }))
  const added = await appendAs(em, said, { isSealed: isOwn })
  const erasing = said.filter(({ kind }) => kind === 'payload.erased')
  if (erasing.length > 0)
    await sql`
      update sync_logs set salt = null, body = null
      where organization_id = ${organizationId} and id = any(${erasing.map(({ subject }) => subject)}::bigint[])
        and body is not null`.execute(db)
  return added
}

async function addEarlier(em: EntityManager, rows: readonly EarlierEntry[]): Promise<number> {
  if (rows.length === 0) return 0
  const { numAffectedRows = 0n } = await sql`
    insert into sync_logs
    select (jsonb_populate_record(null::sync_logs, r.row)).* from unnest(${rows.map(({ before }) => JSON.stringify(before))}::jsonb[]) r (row)
    on conflict do nothing`.execute(em.getKysely())
  return Number(numAffectedRows)
}

/** Whether the log says of the archive what was signed, and each of its entries is as it was sealed. */
async function isSealed(em: EntityManager, part: Part, name: string): Promise<boolean> {
  const { organizationId } = part
  const { rows } = await sql<{ ids: string; isSealed: boolean }>`
    select encode(sha256(coalesce(string_agg(convert_to(a.id || E'\\n', 'UTF8'), ''::bytea order by a.at), ''::bytea)), 'hex') as ids,
      coalesce(bool_and(n.leaf is not null
        and (l.line is null or sha256('\\x00'::bytea || convert_to(l.line, 'UTF8')) = n.leaf)), true) as "isSealed"
    from (
      select u.id, u.at from log_archive, unnest(ids) with ordinality u (id, at)
      where organization_id = ${organizationId} and name = ${name}
    ) a
    left join (
      select u.id, substring(s.leaves from ((u.at - 1) * 32 + 1)::int for 32) as leaf
      from seal s, unnest(s.ids) with ordinality u (id, at)
      where s.organization_id = ${organizationId} and s.ids && (
        select ids from log_archive where organization_id = ${organizationId} and name = ${name})
    ) n on n.id = a.id
    left join sync_logs l on l.id = a.id and l.organization_id = ${organizationId}`.execute(
    em.getKysely(),
  )
  return rows[0]!.isSealed && rows[0]!.ids === part.ids
}
