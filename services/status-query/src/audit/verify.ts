import type { Database } from '@bilagsbro/service-kit/postgres'
import { IsolationLevel } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { sql } from 'kysely'
import { archivedEntries, type ArchivedEntries } from './archives/archived-entries.ts'
import type { Archives } from './archives/open-archive.ts'
import { beginningOf, headOf } from './chain.ts'
import { entryFault, readSealedEntries } from './sealed-entries.ts'
import type { FaultCode, LogFault, LogVerification, PublishedHead } from './verification.ts'

/** Those that are published now, of all organisations. */
export type ReadHeads = () => Promise<readonly PublishedHead[]>

/**
 * Reads an organisation's log from its beginning, and compares it with the heads that others hold. The heads come first:
 * what is published was committed before. Reads one moment's rows, a thousand at a time.
 */
export const createVerify =
  (orm: Database, readHeads: ReadHeads, archives?: Archives) =>
  async (organizationId: string, signal?: AbortSignal): Promise<LogVerification> => {
    const heads = (await readHeads()).filter((head) => head.organizationId === organizationId)
    return orm.em.fork().transactional(
      async (em) => {
        const archived = await archivedEntries(em, organizationId, archives)
        try {
          return await verify(em, { organizationId, heads, archived, signal })
        } finally {
          await archived.close()
        }
      },
      { isolationLevel: IsolationLevel.REPEATABLE_READ, readOnly: true },
    )
  }

interface Walk {
  readonly no: number
  readonly entries: number
  readonly head: string
}

interface Asked {
  readonly organizationId: string
  readonly heads: readonly PublishedHead[]
  readonly archived: ArchivedEntries
  /** Ends the walk between two thousands. */
  readonly signal: AbortSignal | undefined
}

async function verify(em: EntityManager, asked: Asked): Promise<LogVerification> {
  const { organizationId, heads, archived, signal } = asked
  const { chain, begins, noted, waiting, before } = await readCounts(em, organizationId)
  const own = heads.filter((head) => head.isSigned && head.chain === chain)
  const given = { organizationId, chain, begins, heads: own, archived, signal }
  const { at, fault: broken } = await walk(em, given)
  const fault =
    broken ??
    (await faultBehind(em, { organizationId, at, heads, chain })) ??
    notedBeginningFault(begins, noted) ??
    publishedBeginningFault(own, { before: begins, entries: before + archived.before }) ??
    (await archived.end())
  const held = own.filter(({ no }) => no <= at.no).toSorted((a, b) => b.no - a.no)[0]
  return {
    organizationId,
    chain,
    intact: fault === undefined,
    ...(fault && { fault }),
    entries: at.entries,
    seals: at.no,
    archived: archived.met,
    archivesRead: archived.areRead,
    waiting,
    before: before + archived.before,
    ...(at.no > 0 && { head: at.head }),
    ...(held && { published: { no: held.no, entries: held.entries, sealedAt: held.sealedAt } }),
  }
}

interface Given {
  readonly organizationId: string
  readonly chain: string
  readonly heads: readonly PublishedHead[]
}

interface Walked extends Given {
  /** The id of the last entry from before the chain. */
  readonly begins: number
  readonly archived: ArchivedEntries
  readonly signal: AbortSignal | undefined
}

/** From seal to seal as far as everything fits. */
async function walk(
  em: EntityManager,
  { organizationId, chain, begins, heads, archived, signal }: Walked,
): Promise<{ readonly at: Walk; readonly fault?: LogFault }> {
  let at: Walk = { no: 0, entries: 0, head: beginningOf(chain, organizationId) }
  for (;;) {
    signal?.throwIfAborted()
    const seals = await readSeals(em, organizationId, at)
    if (seals.length === 0) return { at }
    const entries = await readSealedEntries(
      em,
      organizationId,
      seals.flatMap(({ ids }) => ids),
    )
    for (const seal of seals) {
      if (seal.no !== at.no + 1) return { at, fault: { code: 'seal_missing', seal: at.no + 1 } }
      const inside = await entryFault(seal, entries, archived)
      if (inside) return { at, fault: { ...inside, seal: seal.no } }
      const code =
        sealFault(seal, at) ?? publishedFault(seal, heads) ?? beginningFault(seal, begins)
      if (code) return { at, fault: { code, seal: seal.no } }
      at = { no: seal.no, entries: seal.last, head: seal.head }
    }
  }
}

interface Seal {
  readonly sealedAt: number
  readonly no: number
  readonly first: number
  readonly last: number
  readonly ids: readonly string[]
  readonly leaves: string
  readonly head: string
}

const leafLength = 64

function sealFault({ first, last, ids, leaves, head }: Seal, at: Walk): FaultCode | undefined {
  const isWhole =
    first === at.entries + 1 &&
    last === at.entries + ids.length &&
    leaves.length === ids.length * leafLength
  return isWhole && head === headOf(at.head, leaves) ? undefined : 'seal_changed'
}

const publishedFault = (seal: Seal, heads: readonly PublishedHead[]): FaultCode | undefined =>
  heads.some(
    ({ no, head, entries }) => no === seal.no && (head !== seal.head || entries !== seal.last),
  )
    ? 'head_differs'
    : undefined

/** Ids rise: what is sealed is newer than all from before the chain. Else its beginning was moved. */
const beginningFault = ({ ids }: Seal, begins: number): FaultCode | undefined =>
  ids.some((id) => Number(id) <= begins) ? 'chain_differs' : undefined

/** Where the chain began when it was first looked at, if it was. */
const notedBeginningFault = (begins: number, noted: number | null): LogFault | undefined =>
  noted === null || noted === begins ? undefined : { code: 'chain_differs' }

/** What lies before a chain is never more nor less. */
function publishedBeginningFault(
  heads: readonly PublishedHead[],
  { before, entries }: NonNullable<PublishedHead['beginning']>,
): LogFault | undefined {
  const published = heads.flatMap(({ beginning }) => beginning ?? [])
  if (published.some((one) => one.before !== before)) return { code: 'chain_differs' }
  if (published.some((one) => one.entries < entries)) return { code: 'entry_inserted' }
  return published.some((one) => one.entries > entries) ? { code: 'entry_missing' } : undefined
}

/** What no walk along the seals can see. */
async function faultBehind(
  em: EntityManager,
  { organizationId, at, heads, chain }: Given & { readonly at: Walk },
): Promise<LogFault | undefined> {
  const [entryId] = await readUncovered(em, organizationId)
  if (entryId !== undefined) return { code: 'entry_inserted', entryId }
  if (heads.some(({ isSigned }) => !isSigned)) return { code: 'head_not_signed' }
  if (heads.some((head) => head.chain !== chain)) return { code: 'chain_differs' }
  const beyond = heads.filter(({ no }) => no > at.no)
  return beyond.length > 0
    ? { code: 'tail_missing', seal: at.no + 1, number: at.entries + 1 }
    : undefined
}

const entriesAtOnce = 5_000

/** The seals behind one, with so many entries that they fit into memory. */
export async function readSeals(
  em: EntityManager,
  organizationId: string,
  { no, entries }: Pick<Walk, 'no' | 'entries'>,
) {
  const { rows } = await sql<Seal>`
    select no::int, first::int, last::int, ids::text[] as ids, encode(leaves, 'hex') as leaves, encode(head, 'hex') as head,
      (extract(epoch from sealed_at) * 1000)::float8 as "sealedAt"
    from seal where organization_id = ${organizationId} and no > ${no}
      and (last <= ${entries + entriesAtOnce} or no = (
        select min(no) from seal where organization_id = ${organizationId} and no > ${no}))
    order by no limit ${entriesAtOnce}`.execute(em.getKysely())
  return rows
}

async function readCounts(em: EntityManager, organizationId: string) {
  const { rows } = await sql<{
    chain: string
    begins: number
    noted: number | null
    waiting: number
    before: number
  }>`
    select chain, before::float8 as begins,
      (select begins::float8 from log_check where organization_id = ${organizationId}) as noted,
      (select coalesce(sum(cardinality(ids)), 0)::int from unsealed where organization_id = ${organizationId}) as waiting,
      (select count(*)::int from sync_logs
        where organization_id = ${organizationId} and line is null and id <= chain.before) as before
    from chain`.execute(em.getKysely())
  return rows[0]!
}

/** Entries that neither stand before the chain nor are in a seal, nor wait for one; of two with one id, one. */
async function readUncovered(em: EntityManager, organizationId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id::text from (
      select l.id from sync_logs l, chain
      where organization_id = ${organizationId} and (line is not null or l.id > chain.before or l.id < 1)
      except all select unnest(ids) from seal where organization_id = ${organizationId}
      except all select unnest(ids) from unsealed where organization_id = ${organizationId}
    ) uncovered order by uncovered.id limit 1`.execute(em.getKysely())
  return rows.map(({ id }) => id)
}
