import { createHash, type Hash } from 'node:crypto'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import type { LogFault } from '../verification.ts'
import { leafOf } from '../chain.ts'
import { payloadFault, type Archived, type Said } from '../sealed-entries.ts'
import { openArchive, type Archives, type OpenArchive } from './open-archive.ts'
import { proofOf, type Part } from './manifest.ts'

/** What became of an organisation's archived entries along a walk of its chain, in the order of the chain. */
export interface ArchivedEntries extends Archived {
  /** How many of them were met so far. */
  readonly met: number
  /** Whether archives say what stands in them; else the log's own word is taken for them. */
  readonly areRead: boolean
  /** Those from before the chain that stand in archives alone. */
  readonly before: number
  /** What shows at the end of the chain alone. */
  end(): Promise<LogFault | undefined>
  close(): Promise<void>
}

/** An archive as the database tells of it, and the next of its entries. */
interface Known {
  readonly name: string
  readonly manifest: string
  readonly entries: number
  /** How many it has from before the chain. */
  readonly before: number
  readonly ids: Hash
  met: number
  /** The ids of the next entries, and the place of the next one among them. */
  window: readonly string[]
  at: number
  open?: OpenArchive | LogFault | undefined
}

const idsAtOnce = 50_000

export async function archivedEntries(
  em: EntityManager,
  organizationId: string,
  archives: Archives | undefined,
): Promise<ArchivedEntries> {
  const { rows } = await sql<
    Pick<Known, 'name' | 'manifest' | 'entries' | 'before'> & { readonly isRestored: boolean }
  >`
    select name, manifest, entries, before, restored_at is not null as "isRestored"
    from log_archive left join log_restored using (organization_id, name)
    where organization_id = ${organizationId} order by no`.execute(em.getKysely())
  const all = rows.map((row): Known => ({
    ...row,
    ids: createHash('sha256'),
    met: 0,
    window: [],
    at: 0,
  }))
  const next = new Map<string, Known>()
  const advance = async (one: Known) => {
    if (one.at === one.window.length && one.met < one.entries) {
      one.window = await readIds(em, organizationId, one)
      one.at = 0
    }
    const id = one.window[one.at]
    if (id !== undefined) next.set(id, one)
  }
  for (const one of all) await advance(one)
  /** Entries whose payloads are gone, without a word so far. */
  const bare = new Map<string, LogFault>()

  const open = async (one: Known, from: Archives) => {
    const { name: archive, manifest } = one
    return (one.open ??= await openArchive(from, { organizationId, archive, manifest }))
  }

  async function read(one: Known, entryId: string, leaf: string, number: number) {
    const archive = one.name
    const opened = await open(one, archives!)
    if ('code' in opened) return opened
    const entry = await opened.next()
    if (!entry) return { code: 'archive_changed', archive } as const
    const place = { number, entryId, archive }
    const { id, line } = entry
    if (id !== entryId) return { code: 'entry_missing', ...place } as const
    if (leafOf(line) !== leaf) return { code: 'entry_changed', ...place } as const
    const said = JSON.parse(line) as Said
    if (said['kind'] === 'payload.erased') bare.delete(String(said['subject']))
    const code = payloadFault(said, entry)
    if (code !== 'payload_missing') return code && { code, ...place }
    bare.set(entryId, { code, ...place })
    return undefined
  }

  return {
    get met() {
      return all.reduce((sum, { met }) => sum + met, 0)
    },
    areRead: archives !== undefined,
    before: rows.reduce((sum, { before, isRestored }) => (isRestored ? sum : sum + before), 0),
    async meet(entryId, leaf, number) {
      const one = next.get(entryId)
      if (!one) return 'not_archived'
      next.delete(entryId)
      one.ids.update(`${entryId}\n`)
      one.met++
      one.at++
      await advance(one)
      return archives ? await read(one, entryId, leaf, number) : undefined
    },
    async end() {
      for (const one of all) {
        if (one.met < one.entries) return changed(one)
        const fault = archives && (await endOf(one, await open(one, archives)))
        if (fault) return fault
      }
      const fault = await faultOfBare(em, organizationId, bare)
      return fault ?? (await faultOfProof(em, organizationId, all))
    },
    async close() {
      for (const { open } of all) if (open && 'next' in open) await open.close()
    },
  }
}

const changed = ({ name }: Known): LogFault => ({ code: 'archive_changed', archive: name })

async function endOf(one: Known, opened: OpenArchive | LogFault): Promise<LogFault | undefined> {
  if ('code' in opened) return opened
  return isSame(one, opened.part) && (await opened.isWhole()) ? undefined : changed(one)
}

/** What the database says of an archive, and what else is signed or sealed of it. */
const isSame = (one: Known, { entries, before }: Pick<Part, 'entries' | 'before'>): boolean =>
  one.entries === entries && one.before === before

async function readIds(em: EntityManager, organizationId: string, { name, met }: Known) {
  const { rows } = await sql<{ ids: string[] }>`
    select ids[${met + 1}::int:${met + idsAtOnce}::int]::text[] as ids from log_archive
    where organization_id = ${organizationId} and name = ${name}`.execute(em.getKysely())
  return rows[0]!.ids
}

/** A payload that is gone is named by an entry, which may be archived itself. */
async function faultOfBare(
  em: EntityManager,
  organizationId: string,
  bare: ReadonlyMap<string, LogFault>,
): Promise<LogFault | undefined> {
  if (bare.size === 0) return undefined
  const { rows } = await sql<{ subject: string }>`
    select subject from sync_logs where organization_id = ${organizationId} and kind = 'payload.erased' and line is not null
      and subject = any(${`{${[...bare.keys()].join(',')}}`}::text[])`.execute(em.getKysely())
  const erased = new Set(rows.map(({ subject }) => subject))
  return [...bare].find(([entryId]) => !erased.has(entryId))?.[1]
}

/** The newest entry about archives proves all of them. Each says how much is in its own. */
async function faultOfProof(
  em: EntityManager,
  organizationId: string,
  all: readonly Known[],
): Promise<LogFault | undefined> {
  const last = all.at(-1)
  if (!last) return undefined
  const { rows } = await sql<{ line: string }>`
    select line from sync_logs where organization_id = ${organizationId} and kind = 'log.archived' and line is not null
    order by id desc`.execute(em.getKysely())
  const said = rows.map(({ line }) => JSON.parse(line) as ArchivedWord)
  const proof = all.reduce(
    (before, { name, manifest, ids }) =>
      proofOf(before, { name, manifest, ids: ids.digest('hex') }),
    '',
  )
  if (said[0]?.archives !== proof) return changed(last)
  const other = all.find((one) =>
    said.some((word) => word.manifest === one.manifest && !isSame(one, word)),
  )
  return other && changed(other)
}

/** What an entry says of an archive that was made. */
interface ArchivedWord extends Pick<Part, 'entries' | 'before'> {
  readonly manifest: string
  readonly archives: string
}
