import {
  heldFrom,
  isWithdrawal,
  type ApprovedRecord,
  type RecordContent,
} from '@bilagsbro/booking/approved-record'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { idOf } from '@bilagsbro/kernel/name'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { contentHashOf, isCurrentHash } from '#domain/content-hash.ts'
import { isSameRecord, noRound, type SyncRecord } from '#domain/record.ts'
import type { Use } from '#domain/use.ts'
import { openBatch, type Batch } from './batch.ts'
import { among } from './courses.ts'
import { dispatch } from './dispatch.ts'
import { createKnownUses } from './known-uses.ts'
import type { Policy } from './policy.ts'
import type { RecordId, SyncStore, SyncUnit } from './ports/sync-store.ts'
import { settleByAnswers } from './settle-held-back.ts'
import { relateRevisions, withdrawUnwanted } from './relate-revisions.ts'

/** A revision of a record: approved, or withdrawn. */
export interface Approval {
  readonly content: RecordContent
  /** The record's id as it was sent; reading may have changed it to another form of the same id. */
  readonly sentId?: string | undefined
  readonly traceparent?: string | undefined
}

/** An approval that can never be accepted, and the reason in a sentence. */
export interface UnusableApproval {
  readonly approval: Approval
  readonly reason: string
}

interface Deps {
  readonly store: SyncStore
  /** Tells those of the organisations that nobody has announced until now. */
  readonly unknownOrganizations: (ids: readonly string[]) => Promise<ReadonlySet<string>>
  readonly clock: Clock
  readonly newId: NewId
  readonly random: () => number
  readonly policy: Policy
  /** Whether the past is known. */
  readonly mayDecide: () => boolean
  readonly alarm: (sentence: string) => void
}

/**
 * Keeps approved and withdrawn records, and sends the approved ones that may go at once; none before the past was read.
 * The same again changes nothing.
 */
export function createAcceptRecords(deps: Deps) {
  const { store, unknownOrganizations, clock, newId, mayDecide } = deps
  const uses = createKnownUses()
  return async (approvals: readonly Approval[]): Promise<UnusableApproval[]> => {
    const unknown = await unknownOrganizations(
      approvals.map(({ content }) => content.organizationId),
    )
    const known = approvals.filter(({ content }) => !unknown.has(content.organizationId))
    const unusable = approvals
      .filter(({ content }) => unknown.has(content.organizationId))
      .map((approval) => ({ approval, reason: notAnnounced(approval) }))
    if (known.length === 0) return unusable
    const ids = known.map(({ content }) => content.organizationId)
    const { conflicting, used } = await store.change(ids, async (unit) => {
      const batch = await openBatch(unit, clock.now(), newId)
      const revisions = await unit.revisions(known.flatMap(keysOf))
      const kept = await withCurrentHashes(unit, revisions)
      const { accepted, unusable: conflicts } = mayDecide()
        ? acceptAll(batch, known, kept, await decideBy(unit, batch, known, deps))
        : acceptAll(batch, known, kept, holdBack(batch))
      const unknownUses = uses.unknownIn(accepted)
      await tellFirstUses(unit, batch, unknownUses)
      await batch.save()
      return { conflicting: conflicts, used: unknownUses }
    })
    uses.remember(used)
    return [...unusable, ...conflicting]
  }
}

function acceptAll(
  batch: Batch,
  approvals: readonly Approval[],
  kept: readonly SyncRecord[],
  decide: Decide,
) {
  const byRecord = Map.groupBy(kept, identityOf)
  const unusable: UnusableApproval[] = []
  const accepted: ApprovedRecord[] = []
  for (const approval of approvals) {
    const identity = identityOf(approval.content)
    const revisions = byRecord.get(identity) ?? []
    const fresh = freshRecord(approval, revisions, batch.now)
    const known = revisions.find(({ revision }) => revision === fresh.revision)
    if (known && known.contentHash !== fresh.contentHash)
      unusable.push({ approval, reason: otherContent(fresh) })
    if (known) continue
    batch.add({ record: fresh, content: approval.content })
    if (!isWithdrawal(approval.content)) accepted.push(approval.content)
    byRecord.set(identity, decide(fresh, revisions, approval.content))
  }
  return { accepted, unusable }
}

/** Decides about a fresh record, which was added, and gives back all revisions of it as they are then. */
type Decide = (
  fresh: SyncRecord,
  others: readonly SyncRecord[],
  content: RecordContent,
) => SyncRecord[]

const holdBack =
  (batch: Batch): Decide =>
  (fresh, others) => {
    const record: SyncRecord = { ...fresh, state: { status: 'pending', lastRound: 'unread' } }
    batch.take(fresh, { record, facts: [] })
    return [...others, record]
  }

async function decideBy(
  unit: SyncUnit,
  batch: Batch,
  approvals: readonly Approval[],
  deps: Deps,
): Promise<Decide> {
  const answered = approvals.filter(({ content }) => batch.answered(content.organizationId))
  const answers =
    answered.length === 0 ? [] : await unit.takeAnswers(answered.map(({ content }) => content))
  return (fresh, others, content) => {
    const known = answers.length === 0 ? fresh : settleByAnswers(batch, fresh, answers, deps)
    const related = relateApproved(batch, [...others, known])
    const record = related.find(({ revision }) => revision === fresh.revision)!
    // What corrects an earlier one goes in the next round, which reads what the earlier one has in the ledger.
    const turn = isItsTurn(record) ? among({ record, content }, related) : undefined
    if (turn?.course.kind === 'alone')
      related[related.indexOf(record)] = dispatch(batch, turn, deps.policy.outstanding)
    return related
  }
}

async function tellFirstUses(unit: SyncUnit, batch: Batch, uses: readonly Use[]): Promise<void> {
  if (uses.length === 0) return
  const first = await unit.addUses(uses, batch.now)
  batch.tell(first.map((use) => ({ kind: 'first_used', ...use, at: batch.now })))
}

const isItsTurn = ({ state }: SyncRecord) =>
  state.status === 'pending' && state.lastRound === noRound

const relateApproved = (batch: Batch, revisions: readonly SyncRecord[]): SyncRecord[] =>
  revisions.length === 1 && !revisions[0]!.isWithdrawal
    ? [...revisions]
    : withdrawUnwanted(batch, relateRevisions(batch, revisions))

const identityOf = ({ organizationId, recordId }: RecordId) =>
  `${organizationId}\n${idOf(recordId)}`

/** The keys that a record may be kept under: earlier versions of the software took each form of an id for another id. */
function keysOf({ content: { organizationId, recordId }, sentId = recordId }: Approval) {
  const decomposed = recordId.normalize('NFD')
  if (decomposed === recordId && sentId === recordId) return [{ organizationId, recordId }]
  const forms = new Set([recordId, decomposed, sentId])
  return [...forms].map((form): RecordId => ({ organizationId, recordId: form }))
}

/** A hash by an earlier rule cannot be compared, so the kept content is hashed by the current rule. */
async function withCurrentHashes(
  unit: SyncUnit,
  kept: readonly SyncRecord[],
): Promise<readonly SyncRecord[]> {
  const outdated = kept.filter(({ contentHash }) => !isCurrentHash(contentHash))
  if (outdated.length === 0) return kept
  const contents = await unit.contents(outdated)
  return kept.map((record) => {
    const found = contents.find((other) => isSameRecord(other.record, record))
    return found ? { ...record, contentHash: contentHashOf(found.content) } : record
  })
}

/** The record under the id of its other revisions, where there are any: all revisions stand in one place. */
function freshRecord(
  { content, traceparent }: Approval,
  revisions: readonly SyncRecord[],
  now: Date,
): SyncRecord {
  const { organizationId, recordId, revision } = content
  return {
    organizationId,
    recordId: revisions[0]?.recordId ?? recordId,
    revision,
    reference: voucherReference(organizationId, recordId, revision),
    contentHash: contentHashOf(content),
    approvedAt: new Date(heldFrom(content)),
    createdAt: now,
    traceparent,
    sequence: 0,
    attempt: 0,
    failures: 0,
    mappingVersion: 0,
    configured: 0,
    isWithdrawal: isWithdrawal(content) || undefined,
    state: { status: 'pending', lastRound: noRound },
  }
}

const notAnnounced = ({ content: { organizationId } }: Approval) =>
  `organizationId: no organisation ${JSON.stringify(organizationId)} is known here. Create it, then replay this dead letter.`

const otherContent = (record: SyncRecord) =>
  `revision: record ${JSON.stringify(record.recordId)} is already known in revision ${record.revision} with other content. Send what changed as a higher revision.`
