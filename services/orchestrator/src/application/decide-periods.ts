import type { Choice, DateChoice } from '@bilagsbro/booking/moved-date'
import { postingDateOf } from '@bilagsbro/booking/posting-date'
import { idOf } from '@bilagsbro/kernel/name'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { decideDate } from '#domain/closed-period.ts'
import { statusOf, type RecordKey } from '#domain/record.ts'
import { unknownRecord, type ChangedRecords, type NamedRevision } from './change-named.ts'
import { dispatchWaiting } from './dispatch.ts'
import type { Asked, Change, Once } from './once.ts'
import type { Policy } from './policy.ts'
import type { KeptRecord } from './ports/sync-store.ts'
import { periodOf, unknownCause } from './retry-records.ts'

/** A person's choice for records that wait for their period. */
export interface PeriodDecision {
  /** These records, or all of one cause, by its fingerprint. */
  readonly of: { readonly records: readonly NamedRevision[] } | { readonly cause: string }
  readonly date: DateChoice
  readonly reason: string
}

/** Has records go under another date than their own, whose period is closed in the ledger. */
export const createDecidePeriods =
  ({ once, policy }: { readonly once: Once; readonly policy: Policy }) =>
  (asked: Asked, { of, date, reason }: PeriodDecision): Promise<Result<ChangedRecords, Refusal>> =>
    once(asked, async (change) => {
      const { unit, batch, organization } = change
      const found = 'cause' in of ? await waitingFor(change, of.cause) : await named(change, of)
      if (!found.ok) return found
      const { policies } = organization
      const choice: Choice = { rule: date, by: asked.actor, note: reason }
      const skipped: ChangedRecords['skipped'][number][] = []
      for (const { record, content } of found.value) {
        const own = postingDateOf(content, policies.postingDate)
        const step = decideDate(record, own, choice, batch.now)
        const { recordId, revision } = record
        if (step.ok) batch.take(record, step.value)
        else skipped.push({ recordId, revision, status: statusOf(record) })
      }
      await dispatchWaiting(unit, batch, organization.organizationId, policy)
      const changed = found.value.length - skipped.length
      return ok({ changed, skipped: skipped.slice(0, mostSkipped) })
    })

const mostSkipped = 1_000

type Found = Result<readonly KeptRecord[], Refusal>

async function waitingFor({ unit, organization }: Change, cause: string): Promise<Found> {
  const { organizationId } = organization
  const period = await periodOf(unit, organizationId, cause)
  return period === undefined
    ? err(unknownCause)
    : ok(await unit.closedPeriod(organizationId, period))
}

async function named(
  { unit, organization: { organizationId } }: Change,
  { records }: { readonly records: readonly NamedRevision[] },
): Promise<Found> {
  const keys = records.map(({ recordId, revision }): RecordKey => ({
    organizationId,
    recordId: idOf(recordId),
    revision,
  }))
  // A record that is named twice is decided about once.
  const kept = new Map((await unit.contents(keys)).map((one) => [nameOf(one.record), one]))
  const missing = keys.findIndex((key) => !kept.has(nameOf(key)))
  return missing >= 0 ? err(unknownRecord(records, missing)) : ok([...kept.values()])
}

const nameOf = ({ recordId, revision }: NamedRevision) => `${revision} ${recordId}`
