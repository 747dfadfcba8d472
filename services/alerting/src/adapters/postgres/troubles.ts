import { recordset } from '@bilagsbro/service-kit/recordset'
import { sql, type Kysely } from 'kysely'
import type { RecordKey } from '#domain/fact.ts'
import type { Trouble, TroubleKind } from '#domain/trouble.ts'
import { momentOf } from './moments.ts'

interface Derived {
  readonly key: RecordKey
  readonly troubles: readonly Trouble[]
}

/** Puts the troubles of records in the place of those that were known. Two statements. */
export async function saveTroubles(db: Kysely<never>, derived: readonly Derived[]): Promise<void> {
  const rows = derived.flatMap(({ key, troubles }) =>
    numbered(troubles).map((row) => ({ ...key, ...row })),
  )
  // A fact that comes late may undo troubles: more of a kind are known then than follow from all facts.
  const counts = derived.map(({ key, troubles }) => ({ ...key, ...countsOf(troubles) }))
  await sql`
    delete from trouble t using ${recordset('r', counts, countTypes)}
    where t.organization_id = r."organizationId" and t.record_id = r."recordId" and t.revision = r.revision
      and t.no >= case t.kind when 'third_failure' then r.third_failure when 'final_failure' then r.final_failure
        when 'failing' then r.failing when 'waiting' then r.waiting when 'doubled' then r.doubled else r.overdue end`.execute(
    db,
  )
  if (rows.length === 0) return
  await sql`
    insert into trouble (organization_id, record_id, revision, kind, no, cause, began_at, cleared_at, cleared_by, failure)
    select r.* from ${recordset('r', rows, troubleTypes)}
    on conflict (organization_id, record_id, revision, kind, no) do update
      set cause = excluded.cause, began_at = excluded.began_at, cleared_at = excluded.cleared_at,
        cleared_by = excluded.cleared_by, failure = excluded.failure
      where (trouble.cause, trouble.began_at, trouble.cleared_at, trouble.cleared_by)
        is distinct from (excluded.cause, excluded.began_at, excluded.cleared_at, excluded.cleared_by)`.execute(
    db,
  )
}

function numbered(troubles: readonly Trouble[]) {
  const next = new Map<string, number>()
  return troubles.map(({ kind, cause, beganAt, clearedAt, clearedBy, failure }) => {
    const no = next.get(kind) ?? 0
    next.set(kind, no + 1)
    const clearedMoment = clearedAt === undefined ? undefined : momentOf(clearedAt)
    return {
      kind,
      no,
      cause,
      beganAt: momentOf(beganAt),
      clearedAt: clearedMoment,
      clearedBy,
      failure,
    }
  })
}

function countsOf(troubles: readonly Trouble[]): Record<TroubleKind, number> {
  const counts = {
    third_failure: 0,
    final_failure: 0,
    failing: 0,
    waiting: 0,
    overdue: 0,
    doubled: 0,
  }
  for (const { kind } of troubles) counts[kind] += 1
  return counts
}

const keyTypes = { organizationId: 'text', recordId: 'text', revision: 'int' } as const
const countTypes = {
  ...keyTypes,
  third_failure: 'int',
  final_failure: 'int',
  failing: 'int',
  waiting: 'int',
  overdue: 'int',
  doubled: 'int',
} as const
const troubleTypes = {
  ...keyTypes,
  kind: 'text',
  no: 'int',
  cause: 'text',
  beganAt: 'timestamptz',
  clearedAt: 'timestamptz',
  clearedBy: 'text',
  failure: 'jsonb',
} as const
