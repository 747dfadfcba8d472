import { fingerprintOf } from '@bilagsbro/booking/cause'
import { idOf } from '@bilagsbro/kernel/name'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { causesOfWaiting } from '#domain/cause.ts'
import type { SyncRecord } from '#domain/record.ts'
import type { Batch } from './batch.ts'
import { dispatchProbe, dispatchWaiting } from './dispatch.ts'
import type { Asked, Change, Once } from './once.ts'
import type { Policy } from './policy.ts'
import type { LeftRecord, Selection } from './ports/retry-store.ts'
import type { SyncUnit } from './ports/sync-store.ts'
import { relateRevisions } from './relate-revisions.ts'
import { refusalToSend, tryAgain } from './start-run.ts'

/** Which records a person wants to have sent again. */
export type Wanted =
  | { readonly all: true }
  /** The fingerprint of a cause. */
  | { readonly cause: string }
  | { readonly records: readonly Named[] }

type Named = Pick<SyncRecord, 'recordId' | 'revision'>

export interface RetriedRecords {
  /** Nothing where no record goes. */
  readonly runId?: string
  readonly taken: number
  /** Records that were left as they are: 1,000 at most. */
  readonly skipped: readonly LeftRecord[]
}

/** Has failed records sent again, in one run of their own and ahead of others. A suspended connector is probed at once. */
export function createRetryRecords({ once, policy }: { once: Once; policy: Policy }) {
  return (asked: Asked, wanted: Wanted): Promise<Result<RetriedRecords, Refusal>> =>
    once(asked, async (change) => {
      const { unit, batch, organization } = change
      const { organizationId } = organization
      const refusal = refusalToSend(batch, organization)
      if (refusal) return err(refusal)
      const selection = await selectionOf(unit, organizationId, wanted)
      if (!selection) return err(unknownCause)
      const skipped = await unit.retries.left(organizationId, selection, mostLeft)
      if ((await unit.retries.count(organizationId, selection)) === 0)
        return missingFrom(wanted, skipped) ?? ok({ taken: 0, skipped })
      const { id: runId } = batch.runs.start(organizationId, 'retry', { actor: asked.actor })
      const taken = await take(unit, batch, organizationId, selection, runId)
      const missing = missingFrom(wanted, [...taken, ...skipped])
      if (missing) return missing
      await sendTaken(change, policy)
      return ok({ runId, taken: taken.length, skipped })
    })
}

const mostLeft = 1_000

async function selectionOf(
  unit: SyncUnit,
  organizationId: string,
  wanted: Wanted,
): Promise<Selection | undefined> {
  if ('all' in wanted) return { kind: 'failed' }
  if ('records' in wanted)
    return {
      kind: 'records',
      records: wanted.records.map(({ recordId, revision }) => ({
        organizationId,
        recordId: idOf(recordId),
        revision,
      })),
    }
  const fingerprint = wanted.cause
  if (await unit.retries.hasCause(organizationId, fingerprint))
    return { kind: 'cause', fingerprint }
  const period = await periodOf(unit, organizationId, fingerprint)
  return period === undefined ? undefined : { kind: 'period', period }
}

/** The period that records wait for by this cause: yyyy-mm. */
export async function periodOf(
  { retries }: Pick<SyncUnit, 'retries'>,
  organizationId: string,
  fingerprint: string,
): Promise<string | undefined> {
  const periods = await retries.periods(organizationId)
  return periods.find((one) => fingerprintOfPeriod(one) === fingerprint)
}

const fingerprintOfPeriod = (period: string): string => {
  const [cause] = causesOfWaiting({ code: 'period_closed', postingDate: period }, {})
  return fingerprintOf(cause!)
}

/** Records that follow another revision are related anew: what went wrong with them says nothing about that one. */
async function take(
  unit: SyncUnit,
  batch: Batch,
  organizationId: string,
  selection: Selection,
  runId: string,
): Promise<SyncRecord[]> {
  const taken = await unit.retries.take(organizationId, selection, { runId, now: batch.now })
  const reason = { code: 'awaiting_retry' } as const
  batch.tell(taken.map((record) => ({ kind: 'queued', record, reason, at: batch.now })))
  await relate(unit, batch, taken)
  return taken
}

/** Reconciles those of the records that have a lower revision. */
export async function relate(
  unit: SyncUnit,
  batch: Batch,
  records: readonly SyncRecord[],
): Promise<void> {
  const later = records.filter(({ revision }) => revision > 1)
  if (later.length === 0) return
  await batch.save()
  const revisions = await unit.revisions(later)
  for (const ofOne of Map.groupBy(revisions, ({ recordId }) => recordId).values())
    relateRevisions(batch, ofOne)
}

async function sendTaken({ unit, batch, organization }: Change, policy: Policy): Promise<void> {
  const { organizationId } = organization
  const { suspension } = batch.organization(organizationId)
  if (suspension) tryAgain(batch, batch.organization(organizationId))
  await dispatchWaiting(unit, batch, organizationId, policy)
  await dispatchProbe(unit, batch, organizationId, policy)
}

/** The refusal of a request that names a record that is not there; nothing where all are. */
function missingFrom(wanted: Wanted, found: readonly Named[]): Result<never, Refusal> | undefined {
  if (!('records' in wanted)) return undefined
  const there = new Set(found.map(nameOf))
  const at = wanted.records.findIndex(
    ({ recordId, revision }) => !there.has(nameOf({ recordId: idOf(recordId), revision })),
  )
  if (at < 0) return undefined
  const { recordId, revision } = wanted.records[at]!
  const params = { at: String(at), recordId, revision: String(revision) }
  return err({ kind: 'missing', code: 'record.not_found', params })
}

const nameOf = ({ recordId, revision }: Named) => `${revision} ${recordId}`

export const unknownCause: Refusal = { kind: 'missing', code: 'cause.not_found' }
