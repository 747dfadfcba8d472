import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { leafOf } from './chain.ts'
import { digestOf } from './line.ts'
import type { LogFault } from './verification.ts'

/** An entry as the database has it now. */
interface SealedEntry {
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

export async function readSealedEntries(
  em: EntityManager,
  organizationId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, SealedEntry>> {
  const found = new Map<string, SealedEntry>()
  for (let from = 0; from < ids.length; from += entriesAtOnce) {
    const some = `{${ids.slice(from, from + entriesAtOnce).join(',')}}`
    const { rows } = await sql<SealedEntry>`
      select id::text, line, encode(salt, 'hex') as salt, body, (extract(epoch from at) * 1000)::float8 as at,
        exists (
          select from sync_logs e where e.organization_id = l.organization_id and e.subject = l.id::text
            and e.kind = 'payload.erased'
        ) as "isErased",
        json_build_object('organizationId', l.organization_id, 'kind', kind, 'subject', subject,
          'revision', revision, 'sequence', sequence, 'status', status, 'actor', actor, 'attempt', attempt, 'code', code,
          'message', message, 'reference', reference, 'voucherNumber', voucher_number,
          'mappingVersion', mapping_version, 'traceId', trace_id, 'runId', run_id) as copies
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

/** The first entry of a seal that is not as it was sealed. */
export function entryFault(
  { first, ids, leaves }: Seal,
  entries: ReadonlyMap<string, SealedEntry>,
): LogFault | undefined {
  for (const [at, entryId] of ids.entries()) {
    const code = faultOf(entries.get(entryId), leaves.slice(at * 64, (at + 1) * 64))
    if (code) return { code, number: first + at, entryId }
  }
  return undefined
}

/** Lines of before had copies of these, too. */
const inLineAlone = new Set(['reference', 'traceId'])

function faultOf(entry: SealedEntry | undefined, leaf: string): LogFault['code'] | undefined {
  if (!entry) return 'entry_missing'
  const { line, salt, body, copies, isErased } = entry
  if (line === null || leafOf(line) !== leaf) return 'entry_changed'
  const said = JSON.parse(line) as Record<string, string | number | undefined>
  if (Date.parse(String(said['at'])) !== entry.at) return 'copy_changed'
  for (const [name, copy] of Object.entries(copies))
    if ((said[name] ?? null) !== copy && !(copy === null && inLineAlone.has(name)))
      return 'copy_changed'
  if (said['payload'] === undefined) return body === null ? undefined : 'payload_changed'
  if (body === null || salt === null) return isErased ? undefined : 'payload_missing'
  return digestOf(salt, body) === said['payload'] ? undefined : 'payload_changed'
}
