import { contentHash } from '@bilagsbro/kernel/content-hash'
import { sql, type Kysely } from 'kysely'
import type { Alert } from '#domain/alert.ts'
import { addFacts, lock, touch, type Key } from './record-facts.ts'

type Db = Kysely<never>

interface Doubling extends Key {
  /** Of everything that is known of the record. */
  readonly last: number
  /** Of what was told of it as doubled. */
  readonly sequences: readonly number[]
}

/** What the ledger of an organisation holds twice, and nobody has seen to. */
async function readDoublings(db: Db, organizationId: string): Promise<Doubling[]> {
  const { rows } = await sql<Doubling>`
    select t.organization_id as "organizationId", t.record_id as "recordId", t.revision, max(f.sequence)::float8 as last,
      jsonb_agg(f.sequence order by f.sequence) filter (where f.told ->> 'kind' = 'doubled') as sequences
    from trouble t join fact f using (organization_id, record_id, revision)
    where t.organization_id = ${organizationId} and t.kind = 'doubled' and t.cleared_at is null
    group by 1, 2, 3 order by 2, 3`.execute(db)
  return rows
}

const hashOf = (doublings: readonly Doubling[]): string =>
  contentHash(doublings.map(({ recordId, revision, sequences }) => [recordId, revision, sequences]))

/** A hash of the doublings that an alert is to count, so that a person's word is for no others. */
export const readDoublingsHash = async (db: Db, organizationId: string): Promise<string> =>
  hashOf(await readDoublings(db, organizationId))

/** A person's word comes after everything that is known of the record, and names what was shown. */
export async function seeTo(db: Db, { organizationId, detail }: Alert, at: number) {
  await lock(db, [organizationId!])
  const doublings = await readDoublings(db, organizationId!)
  if (doublings.length === 0) return true
  if (hashOf(doublings) !== detail.doublings) return false
  const words = doublings.map(({ last, sequences, ...key }) => ({
    ...key,
    sequence: Math.max(last + 1, at),
    at,
    told: { kind: 'seen_to', doublings: sequences } as const,
  }))
  await touch(db, await addFacts(db, words))
  return true
}
