import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { leafOf } from './chain.ts'
import { digestOf, lineForm } from './line.ts'
import type { FaultCode, LogFault } from './verification.ts'

/** An entry as the database has it now. */
export interface SealedEntry {
  readonly id: string
  readonly line: string | null
  readonly salt: string | null
  readonly body: string | null
  readonly isErased: boolean
  readonly at: number
  /** The other columns, by the names that the line has for them. */
  readonly copies: Readonly<Record<string, string | number | null>>
}

const entriesAtOnce = 1_000

/** Of `l`, an entry. */
export const sealedColumns = sql`
      l.id::text, line, encode(salt, 'hex') as salt, body, (extract(epoch from at) * 1000)::float8 as at,
        exists (
          select from sync_logs e where e.organization_id = l.organization_id and e.subject = l.id::text
            and e.kind = 'payload.erased' and e.line is not null
        ) as "isErased",
        json_build_object('organizationId', l.organization_id, 'kind', kind, 'subject', subject,
          'revision', revision, 'sequence', sequence, 'status', status, 'actor', actor, 'attempt', attempt, 'code', code,
          'message', message, 'reference', reference, 'voucherNumber', voucher_number,
          'mappingVersion', mapping_version, 'traceId', trace_id, 'runId', run_id) as copies`

export async function readSealedEntries(
  em: EntityManager,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SealedEntry>> {
  const found = new Map<string, SealedEntry>()
  for (let from = 0; from < ids.length; from += entriesAtOnce) {
    const some = `{${ids.slice(from, from + entriesAtOnce).join(',')}}`
    const { rows } = await sql<SealedEntry>`
      select ${sealedColumns}
      from sync_logs l
      where l.id = any(${some}::bigint[]) and l.organization_id = ${organizationId}`.execute(
      em.getKysely(),
    )
    for (const row of rows) found.set(row.id, row)
  }
  return found
}

interface Seal {
  readonly first: number
  readonly ids: readonly string[]
  readonly leaves: string
}

/** What archives hold, met along the chain. */
export interface Archived {
  /** Whether an entry is archived, and how it is not as it was sealed. */
  meet(
    entryId: string,
    leaf: string,
    number: number,
  ): Promise<'not_archived' | LogFault | undefined>
}

/** The first entry of a seal that is not as it was sealed. What is archived need not be in the database. */
export async function entryFault(
  { first, ids, leaves }: Seal,
  entries: ReadonlyMap<string, SealedEntry>,
  archived: Archived,
): Promise<LogFault | undefined> {
  for (const [at, entryId] of ids.entries()) {
    const [leaf, number] = [leaves.slice(at * 64, (at + 1) * 64), first + at]
    const inArchive = await archived.meet(entryId, leaf, number)
    if (typeof inArchive === 'object') return inArchive
    const entry = entries.get(entryId)
    if (!entry && inArchive === undefined) continue
    const code = entry ? entryFaultOf(entry, leaf) : 'entry_missing'
    // It was put back: whether its payload was erased may be told by an archive alone, which is asked for it.
    if (code === 'payload_missing' && inArchive === undefined) continue
    if (code) return { code, number, entryId }
  }
  return undefined
}

export interface Said extends Readonly<Record<string, string | number | undefined>> {
  readonly v: number
  readonly payload?: string
}

/** Lines of before had copies of these, too. */
const inLineAlone = new Set(['reference', 'traceId'])

export function entryFaultOf(entry: SealedEntry, leaf: string): FaultCode | undefined {
  const { line, copies, isErased } = entry
  if (line === null || leafOf(line) !== leaf) return 'entry_changed'
  const said = JSON.parse(line) as Said
  // A newer replica may keep other copies, and hash a payload in another way: the line itself is sealed.
  if (said.v > lineForm) return undefined
  if (Date.parse(String(said['at'])) !== entry.at) return 'copy_changed'
  for (const [name, copy] of Object.entries(copies))
    if ((said[name] ?? null) !== copy && !(copy === null && inLineAlone.has(name)))
      return 'copy_changed'
  const code = payloadFault(said, entry)
  return code === 'payload_missing' && isErased ? undefined : code
}

/** Of a payload beside the line that names it. */
export function payloadFault(
  { v, payload }: Pick<Said, 'v' | 'payload'>,
  { salt, body }: Pick<SealedEntry, 'salt' | 'body'>,
): FaultCode | undefined {
  if (v > lineForm) return undefined
  if (payload === undefined) return body === null ? undefined : 'payload_changed'
  if (body === null || salt === null) return 'payload_missing'
  return digestOf(salt, body) === payload ? undefined : 'payload_changed'
}
