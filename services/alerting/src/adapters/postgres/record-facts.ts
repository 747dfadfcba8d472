import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql, type Kysely } from 'kysely'
import type { RecordFact } from '#application/ports/fact-store.ts'
import type { Fact, Told } from '#domain/fact.ts'
import { troublesOf } from '#domain/trouble.ts'
import { momentOf } from './moments.ts'
import { saveTroubles } from './troubles.ts'

type Db = Kysely<never>

/** Facts of a record come by several topics, and so to several replicas: what follows from them is derived by one at a time. */
export async function lock(db: Db, organizations: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(id, 17)) from unnest(${organizations}::text[]) as id`.execute(
    db,
  )
}

/** Adds facts, and what follows from them of their records. Gives back those that were not there. */
export async function addFacts(db: Db, facts: readonly RecordFact[]): Promise<RecordFact[]> {
  const added = await insertFacts(db, facts)
  if (added.length > 0) await saveTroubles(db, await derive(db, added))
  return added
}

async function insertFacts(db: Db, facts: readonly RecordFact[]): Promise<RecordFact[]> {
  const unique = [
    ...new Map(facts.map((fact) => [`${keyOf(fact)}\n${fact.sequence}`, fact])).values(),
  ]
  const rows = unique.map((fact) => ({ ...fact, at: momentOf(fact.at) }))
  const inserted = await sql<{
    organizationId: string
    recordId: string
    revision: number
    sequence: number
  }>`
    insert into fact (organization_id, record_id, revision, sequence, at, told)
    select r.* from ${recordset('r', rows, factTypes)}
    on conflict do nothing
    returning organization_id as "organizationId", record_id as "recordId", revision, sequence::float8 as sequence`.execute(
    db,
  )
  const added = new Set(inserted.rows.map((row) => `${keyOf(row)}\n${row.sequence}`))
  return unique.filter((fact) => added.has(`${keyOf(fact)}\n${fact.sequence}`))
}

/** The troubles of every record that a fact was added to. */
async function derive(db: Db, added: readonly RecordFact[]) {
  const records = [...new Map(added.map((fact) => [keyOf(fact), fact])).values()]
  const { rows } = await sql<{
    organizationId: string
    recordId: string
    revision: number
    sequence: number
    at: number
    told: Told
  }>`
    select f.organization_id as "organizationId", f.record_id as "recordId", f.revision, sequence::float8 as sequence,
      (extract(epoch from f.at) * 1000)::float8 as at, told
    from ${recordset('r', records, keyTypes)}
    join fact f on f.organization_id = r."organizationId" and f.record_id = r."recordId" and f.revision = r.revision`.execute(
    db,
  )
  const facts = Object.groupBy(rows, keyOf) as Record<string, (RecordFact & Fact)[]>
  return records.map(({ organizationId, recordId, revision }) => {
    const key = { organizationId, recordId, revision }
    return { key, troubles: troublesOf(facts[keyOf(key)] ?? []) }
  })
}

/** Has the organisations judged from the oldest of the facts on. */
export async function touch(db: Db, facts: readonly RecordFact[]): Promise<void> {
  if (facts.length === 0) return
  const from = new Map<string, number>()
  for (const { organizationId, at } of facts)
    from.set(organizationId, Math.min(at, from.get(organizationId) ?? at))
  const rows = [...from].map(([organizationId, at]) => ({ organizationId, at: momentOf(at) }))
  await sql`insert into touched (organization_id, from_at)
    select r.* from ${recordset('r', rows, { organizationId: 'text', at: 'timestamptz' })}`.execute(
    db,
  )
}

export type Key = Pick<RecordFact, 'organizationId' | 'recordId' | 'revision'>
export const keyOf = ({ organizationId, recordId, revision }: Key) =>
  `${organizationId}\n${recordId}\n${revision}`

export const keyTypes = { organizationId: 'text', recordId: 'text', revision: 'int' } as const
const factTypes = { ...keyTypes, sequence: 'bigint', at: 'timestamptz', told: 'jsonb' } as const
