import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { idOf } from '@bilagsbro/kernel/name'
import { statusOf, type ShownStatus, type SyncRecord } from '#domain/record.ts'
import type { Step } from '#domain/transitions.ts'
import type { Batch } from './batch.ts'
import type { Change } from './once.ts'
import { relateRevisions, withdrawUnwanted } from './relate-revisions.ts'

/** A revision of a record, as a person names it. */
export interface NamedRevision {
  readonly recordId: string
  readonly revision: number
}

export interface ChangedRecords {
  readonly changed: number
  /** Those that the change does not fit: they are left as they are. */
  readonly skipped: readonly (NamedRevision & { readonly status: ShownStatus })[]
}

interface Made {
  readonly step: (record: SyncRecord, revisions: readonly SyncRecord[]) => Result<Step, Refusal>
  /** What becomes of the revisions above a changed one, before all of them are related anew. */
  readonly above?: (higher: SyncRecord) => Result<Step, Refusal>
}

/**
 * Changes the records that a person names, and relates their revisions anew. Nothing is changed where one of them is
 * unknown.
 */
export async function changeNamed(
  { unit, batch, organization: { organizationId } }: Change,
  names: readonly NamedRevision[],
  made: Made,
): Promise<Result<ChangedRecords, Refusal>> {
  const keys = names.map(({ recordId, revision }) => ({
    organizationId,
    recordId: idOf(recordId),
    revision,
  }))
  const kept = await unit.revisions(keys)
  const known = new Set(kept.map(nameOf))
  const missing = keys.findIndex((key) => !known.has(nameOf(key)))
  if (missing >= 0) return err(unknownRecord(names, missing))
  const named = new Set(keys.map(nameOf))
  const skipped: SyncRecord[] = []
  let changed = 0
  for (const revisions of Map.groupBy(kept, ({ recordId }) => recordId).values())
    for (const record of changeRevisions(batch, revisions, named, made))
      if (record.isChanged) changed++
      else skipped.push(record.record)
  return ok({ changed, skipped: skipped.map(shown) })
}

function changeRevisions(
  batch: Batch,
  revisions: readonly SyncRecord[],
  named: ReadonlySet<string>,
  { step, above }: Made,
) {
  const related = [...revisions]
  const take = (record: SyncRecord, decide: Made['step']): boolean => {
    const decided = decide(record, related)
    if (!decided.ok) return false
    batch.take(record, decided.value)
    related[related.indexOf(record)] = decided.value.record
    return true
  }
  const asked = revisions
    .filter((record) => named.has(nameOf(record)))
    .map((record) => ({ record, isChanged: take(record, step) }))
  const lowest = Math.min(
    ...asked.filter(({ isChanged }) => isChanged).map(({ record }) => record.revision),
  )
  if (above) for (const higher of related) if (higher.revision > lowest) take(higher, above)
  withdrawUnwanted(batch, relateRevisions(batch, related))
  return asked
}

const nameOf = ({ recordId, revision }: NamedRevision) => `${revision} ${recordId}`

const shown = (record: SyncRecord) => ({
  recordId: record.recordId,
  revision: record.revision,
  status: statusOf(record),
})

export const unknownRecord = (names: readonly NamedRevision[], at: number): Refusal => {
  const { recordId, revision } = names[at]!
  const params = { at: String(at), recordId, revision: String(revision) }
  return { kind: 'missing', code: 'record.not_found', params }
}
