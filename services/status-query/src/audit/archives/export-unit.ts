import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { entryFaultOf, sealedColumns, type SealedEntry } from '../sealed-entries.ts'
import type { Part } from './manifest.ts'
import { readPacked, writePacked } from './packed-lines.ts'

/** A part of an archive as it was written, and the hashes of what is packed in its files. */
export interface Exported extends Part {
  readonly contents: readonly [log: string, payloads: string]
  readonly numbers: readonly string[]
}

type Row = SealedEntry & {
  readonly leaf: string | null
  readonly before: object | null
}

const rowsAtOnce = 1_000

/** Writes the entries of a table into a folder, two files for each organisation. Refuses what is not as it was sealed. */
export async function exportUnit(
  em: EntityManager,
  table: string,
  folder: string,
): Promise<Result<Exported[], Refusal>> {
  await mkdir(folder, { recursive: true })
  const { rows } = await sql<{ organizationId: string }>`
    select distinct organization_id as "organizationId" from ${sql.table(table)} order by 1`.execute(
    em.getKysely(),
  )
  const parts: Exported[] = []
  for (const [at, { organizationId }] of rows.entries()) {
    const name = `${at + 1}-${encodeURIComponent(organizationId)}`
    const part = await exportPart(em, { table, organizationId, folder, name })
    if (!part.ok) return part
    parts.push(part.value)
  }
  return ok(parts)
}

interface Given {
  readonly table: string
  readonly organizationId: string
  readonly folder: string
  readonly name: string
}

async function exportPart(
  em: EntityManager,
  { table, organizationId, folder, name }: Given,
): Promise<Result<Exported, Refusal>> {
  const [logFile, payloadFile] = [`${name}.log.jsonl.gz`, `${name}.payloads.jsonl.gz`]
  const [log, payloads] = [
    writePacked(join(folder, logFile)),
    writePacked(join(folder, payloadFile)),
  ]
  const refused = async (refusal: Refusal) => {
    await Promise.all([log.end(), payloads.end()])
    return err(refusal)
  }
  const ids = createHash('sha256')
  const numbers: string[] = []
  let before = 0
  for await (const row of rowsOf(em, table, organizationId)) {
    const { id, line, salt, body } = row
    if (line === null) {
      before++
      await log.write(JSON.stringify({ id, before: row.before }))
      continue
    }
    if (row.leaf === null) return await refused(notSealed(organizationId, id))
    const fault = entryFaultOf(row, row.leaf)
    if (fault) return await refused(notAsSealed(organizationId, id, fault))
    numbers.push(id)
    ids.update(`${id}\n`)
    await log.write(JSON.stringify({ id, line }))
    if (body !== null) await payloads.write(JSON.stringify({ id, payload: body, salt }))
  }
  const [ofLog, ofPayloads] = [await log.end(), await payloads.end()]
  return ok({
    organizationId,
    log: logFile,
    payloads: payloadFile,
    entries: numbers.length,
    before,
    ids: ids.digest('hex'),
    sha256: ofLog.sha256,
    head: await lastHead(em, organizationId),
    contents: [ofLog.content, ofPayloads.content],
    numbers,
  })
}

const notSealed = (organizationId: string, id: string): Refusal => ({
  kind: 'conflict',
  code: 'archive.not_sealed',
  message: `Entry ${id} of ${organizationId} is in no seal. Entries are sealed each second while status-query runs: try again, or verify the log.`,
})

const notAsSealed = (organizationId: string, id: string, fault: string): Refusal => ({
  kind: 'conflict',
  code: 'archive.not_as_sealed',
  message: `Entry ${id} of ${organizationId} is not as it was sealed (${fault}). Nothing was archived of its month: verify the log first.`,
})

/** Those from before the chain first, the others in the order of the chain. */
async function* rowsOf(
  em: EntityManager,
  table: string,
  organizationId: string,
): AsyncGenerator<Row> {
  const db = em.getKysely()
  await sql`declare archived no scroll cursor for
    select ${sealedColumns}, encode(n.leaf, 'hex') as leaf,
      case when line is null then to_jsonb(l) - '{line,salt,body}'::text[] end as before
    from ${sql.table(table)} l left join (
      select u.id, s.first + u.at - 1 as number, substring(s.leaves from ((u.at - 1) * 32 + 1)::int for 32) as leaf
      from seal s, unnest(s.ids) with ordinality u (id, at) where s.organization_id = ${sql.lit(organizationId)}
    ) n on n.id = l.id
    where l.organization_id = ${sql.lit(organizationId)} order by n.number nulls first, l.id`.execute(
    db,
  )
  for (;;) {
    const { rows } = await sql<Row>`fetch ${sql.lit(rowsAtOnce)} from archived`.execute(db)
    yield* rows
    if (rows.length < rowsAtOnce) break
  }
  await sql`close archived`.execute(db)
}

async function lastHead(em: EntityManager, organizationId: string): Promise<Part['head']> {
  const { rows } = await sql<NonNullable<Part['head']>>`
    select no::int, last::int as entries, encode(head, 'hex') as head from seal
    where organization_id = ${organizationId} order by no desc limit 1`.execute(em.getKysely())
  return rows[0] ?? null
}

/** Reads the files of a part from the disk: whether they hold what was written. */
export async function isReadBack(folder: string, part: Exported): Promise<boolean> {
  const [log, payloads] = part.contents
  return (
    (await contentOf(join(folder, part.log), part.sha256)) === log &&
    (await contentOf(join(folder, part.payloads))) === payloads
  )
}

async function contentOf(path: string, sha256?: string): Promise<string | undefined> {
  const content = createHash('sha256')
  let found: string | undefined
  for await (const line of readPacked(path, (hash) => (found = hash))) content.update(`${line}\n`)
  return sha256 === undefined || found === sha256 ? content.digest('hex') : undefined
}
