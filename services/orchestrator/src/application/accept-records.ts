import type { Clock } from '@bilagsbro/kernel/clock'
import { contentHash } from '@bilagsbro/kernel/content-hash'
import type { NewId } from '@bilagsbro/kernel/ids'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { ApprovedRecord } from '#domain/approved-record.ts'
import { notLooked, type SyncRecord } from '#domain/record.ts'
import type { Use } from '#domain/use.ts'
import { openBatch, type Batch } from './batch.ts'
import { dispatch } from './dispatch.ts'
import { createKnownUses } from './known-uses.ts'
import type { Policy } from './policy.ts'
import type { SyncStore, SyncUnit } from './ports/sync-store.ts'
import { relateRevisions, withdrawUnwanted } from './relate-revisions.ts'

export interface Approval {
  readonly content: ApprovedRecord
  readonly traceparent?: string | undefined
}

/** An approval that can never be accepted, and a sentence why. */
export interface Rejected {
  readonly approval: Approval
  readonly reason: string
}

interface Deps {
  readonly store: SyncStore
  /** Resolves when every organisation that was announced before the call is known. */
  readonly organizationsCaughtUp: () => Promise<void>
  readonly clock: Clock
  readonly newId: NewId
  readonly policy: Policy
}

/** Keeps approved records, and sends those that may go at once. The same again changes nothing. */
export function createAcceptRecords({ store, organizationsCaughtUp, clock, newId, policy }: Deps) {
  const uses = createKnownUses()
  const unknownOf = async (approvals: readonly Approval[]) => {
    const ids = [...new Set(approvals.map(({ content }) => content.organizationId))]
    const unknown = await store.unknown(ids)
    if (unknown.length === 0) return new Set<string>()
    await organizationsCaughtUp()
    return new Set(await store.unknown(unknown))
  }
  return async (approvals: readonly Approval[]): Promise<Rejected[]> => {
    const unknown = await unknownOf(approvals)
    const known = approvals.filter(({ content }) => !unknown.has(content.organizationId))
    const rejected = approvals
      .filter(({ content }) => unknown.has(content.organizationId))
      .map((approval) => ({ approval, reason: unknownOrganization(approval) }))
    if (known.length === 0) return rejected
    const ids = known.map(({ content }) => content.organizationId)
    const { conflicting, used } = await store.change(ids, async (unit) => {
      const batch = await openBatch(unit, clock.now(), newId)
      const kept = await unit.revisions(known.map(({ content }) => content))
      const { accepted, rejected: others } = acceptAll(batch, known, kept, policy)
      const unknownUses = uses.unknownIn(accepted)
      await tellFirstUses(unit, batch, unknownUses)
      await batch.save()
      return { conflicting: others, used: unknownUses }
    })
    uses.remember(used)
    return [...rejected, ...conflicting]
  }
}

function acceptAll(
  batch: Batch,
  approvals: readonly Approval[],
  kept: readonly SyncRecord[],
  policy: Policy,
) {
  const byRecord = Map.groupBy(kept, recordOf)
  const rejected: Rejected[] = []
  const accepted: ApprovedRecord[] = []
  for (const approval of approvals) {
    const fresh = freshRecord(approval, batch.now)
    const revisions = byRecord.get(recordOf(fresh)) ?? []
    const known = revisions.find(({ revision }) => revision === fresh.revision)
    if (known && known.contentHash !== fresh.contentHash)
      rejected.push({ approval, reason: otherContent(fresh) })
    if (known) continue
    batch.add({ record: fresh, content: approval.content })
    accepted.push(approval.content)
    const related = settleAmong(batch, [...revisions, fresh])
    byRecord.set(recordOf(fresh), related)
    const record = related.find(({ revision }) => revision === fresh.revision)!
    if (record.state.status === 'pending' && record.state.looked === notLooked)
      related[related.indexOf(record)] = dispatch(
        batch,
        { record, content: approval.content },
        policy.outstanding,
      )
  }
  return { accepted, rejected }
}

async function tellFirstUses(unit: SyncUnit, batch: Batch, uses: readonly Use[]): Promise<void> {
  if (uses.length === 0) return
  const first = await unit.addUses(uses, batch.now)
  batch.tell(first.map((use) => ({ kind: 'first_used', ...use, at: batch.now })))
}

const settleAmong = (batch: Batch, revisions: readonly SyncRecord[]): SyncRecord[] =>
  revisions.length === 1
    ? [...revisions]
    : withdrawUnwanted(batch, relateRevisions(batch, revisions))

const recordOf = ({ organizationId, recordId }: SyncRecord) => `${organizationId}\n${recordId}`

function freshRecord({ content, traceparent }: Approval, now: Date): SyncRecord {
  const { organizationId, recordId, revision } = content
  return {
    organizationId,
    recordId,
    revision,
    reference: voucherReference(organizationId, recordId, revision),
    contentHash: contentHash(content),
    approvedAt: new Date(content.approvedAt),
    createdAt: now,
    traceparent,
    sequence: 0,
    attempt: 0,
    failures: 0,
    mappingVersion: 0,
    state: { status: 'pending', looked: notLooked },
  }
}

const unknownOrganization = ({ content: { organizationId } }: Approval) =>
  `organizationId: no organisation ${JSON.stringify(organizationId)} is known here. Create it, then replay this dead letter.`

const otherContent = (record: SyncRecord) =>
  `revision: record ${JSON.stringify(record.recordId)} is already known in revision ${record.revision} with other content. Send what changed as a higher revision.`
