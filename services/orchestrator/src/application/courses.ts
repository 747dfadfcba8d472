import type { Candidate } from '#domain/admission.ts'
import { earlierOf, type Earlier } from '#domain/earlier.ts'
import { isUntold, type SyncRecord, recordOf, revisionOf } from '#domain/record.ts'
import { courseOf, type Course } from '#domain/revisions.ts'
import type { KeptRecord, SyncUnit } from './ports/sync-store.ts'

/** A record whose turn has come, and its course among the other revisions. */
export interface Turn extends Candidate {
  readonly course: Course
}

/** A record that has no other revision. */
const only = (kept: KeptRecord): Turn => ({ ...kept, course: { kind: 'alone' } })

/** A record on its course among its revisions; nothing is read of what they have in the ledger. */
export function among(kept: KeptRecord, revisions: readonly SyncRecord[]): Turn {
  const { record } = kept
  const untold = revisions.filter((one) => one.revision < record.revision && isUntold(one))
  return {
    ...kept,
    course: courseOf(record, revisions),
    ...(untold.length > 0 && { untold }),
  }
}

/** What is read of a record's other revisions. */
export type RevisionReads = Pick<
  SyncUnit,
  'organizations' | 'revisions' | 'contents' | 'pastRequests' | 'earlierRules'
>

/** Reads the other revisions of records that may have some, and what those have in the ledger. Changes were saved before. */
export async function withCourses(
  unit: RevisionReads,
  kept: readonly KeptRecord[],
): Promise<readonly Turn[]> {
  const mayHaveOthers = kept.map(({ record }) => record).filter(({ revision }) => revision > 1)
  if (mayHaveOthers.length === 0) return kept.map(only)
  const byRecord = Map.groupBy(await unit.revisions(mayHaveOthers), recordOf)
  const turns = kept.map((one): Turn => {
    const revisions = byRecord.get(recordOf(one.record))
    return revisions ? among(one, revisions) : only(one)
  })
  const corrected = turns.flatMap(({ course }) =>
    course.kind === 'corrects' ? [course.earlier] : [],
  )
  if (corrected.length === 0) return turns
  const earlier = await earlierVouchers(unit, corrected)
  return turns.map((turn) =>
    turn.course.kind === 'corrects' ? { ...turn, earlier: earlier(turn.course.earlier) } : turn,
  )
}

/** What stands in the ledger for these posted revisions. */
async function earlierVouchers(
  unit: RevisionReads,
  records: readonly SyncRecord[],
): Promise<(record: SyncRecord) => Earlier> {
  const contents = new Map(
    (await unit.contents(records)).map((kept) => [revisionOf(kept.record), kept]),
  )
  const requests = Map.groupBy(await unit.pastRequests(records), revisionOf)
  const rulesOf = new Map<string, Awaited<ReturnType<SyncUnit['earlierRules']>>>()
  for (const [id, those] of Map.groupBy(records, ({ organizationId }) => organizationId))
    rulesOf.set(
      id,
      await unit.earlierRules(
        id,
        those.map(({ configured }) => configured),
      ),
    )
  return (record) => {
    const { organizationId: id, configured } = record
    const organization = unit.organizations.get(id)!
    const { content } = contents.get(revisionOf(record))!
    const rules =
      configured === organization.version ? organization : rulesOf.get(id)!.get(configured)
    const request = requests
      .get(revisionOf(record))
      ?.find(({ attempt }) => attempt === record.attempt)
    return earlierOf(record, { content, rules, request })
  }
}
