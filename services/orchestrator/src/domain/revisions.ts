import type { Failure } from '@bilagsbro/booking/failure'
import { isInLedger, isUnsent, mayBeInLedger, type SyncRecord } from './record.ts'
import { awaitRevision, fail, handle, requeue, type Step } from './transitions.ts'

const alreadyPosted: Failure = {
  class: 'data',
  code: 'revision.already_posted',
  message:
    'revision: an earlier revision of this record is in the ledger already. Correct it there by hand, then mark this one as handled.',
}

const earlierUnproven: Failure = {
  class: 'data',
  code: 'revision.earlier_unproven',
  message:
    'revision: an earlier revision of this record may be in the ledger. Look there for its reference. If it is there, correct it by hand and mark this one as handled; nothing is sent beside it.',
}

/**
 * Reconciles the revisions of one record. A lower revision that is not in the ledger is superseded. The highest waits
 * while a lower one is on its way, and is held for a person when a lower one is in the ledger or may be. Harmless when
 * repeated.
 */
export function reconcile(revisions: readonly SyncRecord[], now: Date): Step[] {
  if (revisions.length < 2) return []
  const inOrder = revisions.toSorted((a, b) => a.revision - b.revision)
  const highest = inOrder.at(-1)!
  const lower = inOrder.slice(0, -1)
  const superseded = lower.filter(isUnsent).map((record) => handle(record, 'superseded', now))
  return [...superseded, ...reconcileHighest(highest, lower, now)]
    .filter((step) => step.ok)
    .map(({ value }) => value)
}

function reconcileHighest(highest: SyncRecord, lower: readonly SyncRecord[], now: Date) {
  const { state } = highest
  if (state.status !== 'pending' && state.status !== 'retry_scheduled') return []
  if (lower.some(isInLedger)) return [fail(highest, alreadyPosted, now)]
  if (lower.some(mayBeInLedger)) return [fail(highest, earlierUnproven, now)]
  const awaits = state.status === 'pending' && state.lastRound === 'awaits_revision'
  if (lower.some(isOnItsWay)) return awaits ? [] : [awaitRevision(highest, now)]
  return awaits ? [requeue(highest)] : []
}

/** Revisions that are on their way and are not wanted any more: they are asked back. */
export function unwanted(revisions: readonly SyncRecord[]): SyncRecord[] {
  return revisions.filter(
    (record) =>
      isOnItsWay(record) &&
      revisions.some(
        (other) =>
          other.revision > record.revision ||
          (other.revision < record.revision && mayBeInLedger(other)),
      ),
  )
}

const isOnItsWay = ({ state }: SyncRecord): boolean => state.status === 'sending'
