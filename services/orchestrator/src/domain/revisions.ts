import { isUnproven, type Failure } from '@bilagsbro/booking/failure'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import { earlierByHand } from './cause.ts'
import { isUnsent, isUntold, mayBeInLedger, type SyncRecord } from './record.ts'
import { awaitRevision, fail, handle, pending, requeue, retry, type Step } from './transitions.ts'

const byHand: Failure = {
  class: 'data',
  code: earlierByHand,
  message:
    'revision: a person settled an earlier revision of this record by hand. Correct it in the ledger by hand, too, then mark this one as handled; nothing is sent beside it.',
}

const twice: Failure = {
  class: 'data',
  code: 'revision.earlier_twice',
  message:
    'revision: the ledger holds more than one earlier revision of this record. Reverse one of them there, correct the other by hand, then mark this one as handled.',
}

/** What becomes of a revision, by the other revisions of its record. */
export type Course =
  /** Nothing of an earlier one is in the ledger. */
  | { readonly kind: 'alone' }
  /** It corrects the voucher of an earlier one. */
  | { readonly kind: 'corrects'; readonly earlier: SyncRecord }
  /** It withdraws what is in no ledger, or is taken back there already. */
  | { readonly kind: 'withdrawn' }
  /** It withdraws what was left out, and may have been booked by hand. */
  | { readonly kind: 'withdraws_left_out' }
  | { readonly kind: 'superseded'; readonly by: 'superseded' | 'withdrawn' }
  /** It is not certain yet what an earlier one became. */
  | { readonly kind: 'awaits'; readonly reason: PendingReason }
  /** A person has to correct the ledger. */
  | { readonly kind: 'fails'; readonly failure: Failure }

/** Nothing is decided about a revision before it is certain what became of all earlier ones. */
export function courseOf(record: SyncRecord, revisions: readonly SyncRecord[]): Course {
  const higher = highestOf(revisions.filter(({ revision }) => revision > record.revision))
  if (higher) return { kind: 'superseded', by: reasonBy(higher) }
  const lower = revisions.filter(({ revision }) => revision < record.revision)
  if (lower.some(isUncertain)) return { kind: 'awaits', reason: { code: 'awaiting_revision' } }
  const unproven = highestOf(lower.filter(isUnprovenThere))
  if (unproven) {
    const { revision } = unproven
    return { kind: 'awaits', reason: { code: 'revision_unproven', revision } }
  }
  const there = lower.filter(mayBeInLedger)
  const earlier = highestOf(there)
  if (!earlier && record.isWithdrawal)
    return { kind: lower.some(isLeftOutUntold) ? 'withdraws_left_out' : 'withdrawn' }
  if (!earlier) return { kind: 'alone' }
  if (there.some(({ state }) => state.status !== 'posted'))
    return { kind: 'fails', failure: byHand }
  if (!isChain(there)) return { kind: 'fails', failure: twice }
  return record.isWithdrawal && earlier.isWithdrawal
    ? { kind: 'withdrawn' }
    : { kind: 'corrects', earlier }
}

/** Whether each of these revisions corrects the one before it: together, they are what the last one says. */
export function isChain(booked: readonly SyncRecord[]): boolean {
  const inOrder = booked.toSorted((a, b) => a.revision - b.revision)
  return inOrder.every(
    ({ corrects }, at) => at === 0 || corrects?.revision === inOrder[at - 1]!.revision,
  )
}

/**
 * Reconciles the revisions of one record: a lower revision that is not in the ledger is superseded, and the highest
 * follows its course. Harmless when repeated.
 */
export function reconcile(revisions: readonly SyncRecord[], now: Date): Step[] {
  const highest = highestOf(revisions)
  if (!highest || (revisions.length < 2 && !highest.isWithdrawal)) return []
  const superseded = revisions
    .filter((record) => record !== highest && isUnsent(record))
    .map((record) => handle(record, reasonBy(highest), now))
  return [...superseded, ...reconcileHighest(highest, courseOf(highest, revisions), now)]
    .filter((step) => step.ok)
    .map(({ value }) => value)
}

function reconcileHighest(highest: SyncRecord, course: Course, now: Date) {
  const open = opened(highest, course)
  const { state } = open
  if (state.status !== 'pending' && state.status !== 'retry_scheduled') return []
  const held = state.status === 'pending' ? state.held : undefined
  const awaits =
    state.status === 'pending' && state.lastRound === 'awaits_revision' ? held : undefined
  const asks = held?.code === 'revision_unproven'
  switch (course.kind) {
    case 'fails':
      return [fail(open, course.failure, now)]
    case 'withdrawn':
      return [handle(open, 'withdrawn', now)]
    case 'awaits':
      return awaits?.code === course.reason.code ? [] : [awaitRevision(open, course.reason, now)]
    default:
      if (isBlocked(highest)) return [retry(highest, 'itself', now)]
      return awaits || asks || open !== highest ? [requeue(open)] : []
  }
}

/**
 * A withdrawal of what was in no ledger is open again when something of it is found there after all, and what failed
 * for a mark when the mark does not stand any more.
 */
function opened(highest: SyncRecord, course: Course): SyncRecord {
  const { state } = highest
  const isOver = state.status === 'handled' && state.reason === 'withdrawn'
  const isOpen =
    (isOver && !course.kind.startsWith('withdraw')) ||
    (isBlocked(highest) && course.kind !== 'fails')
  return isOpen ? { ...highest, state: pending } : highest
}

const isBlocked = ({ state }: SyncRecord): boolean =>
  state.status === 'failed' && state.failure.code === earlierByHand

/** Revisions that are on their way and are not wanted any more: they are asked back. */
export function unwanted(revisions: readonly SyncRecord[]): SyncRecord[] {
  return revisions.filter((record) => isOnItsWay(record) && !isWanted(record, revisions))
}

function isWanted(record: SyncRecord, revisions: readonly SyncRecord[]): boolean {
  if (revisions.some(({ revision }) => revision > record.revision)) return false
  const isBeside = revisions.some(
    (other) => other.revision < record.revision && mayBeInLedger(other),
  )
  return !isBeside || isOnCourse(record, courseOf(record, revisions))
}

/** Whether what was sent of a record is what its course is today. */
export const isOnCourse = ({ corrects }: SyncRecord, course: Course): boolean =>
  course.kind === 'corrects'
    ? corrects?.revision === course.earlier.revision
    : course.kind === 'alone' && corrects === undefined

const highestOf = (records: readonly SyncRecord[]): SyncRecord | undefined =>
  records.reduce<SyncRecord | undefined>(
    (highest, record) => (highest && highest.revision > record.revision ? highest : record),
    undefined,
  )

const reasonBy = ({ isWithdrawal }: SyncRecord) => (isWithdrawal ? 'withdrawn' : 'superseded')

const isOnItsWay = ({ state }: SyncRecord): boolean => state.status === 'sending'

const isLeftOutUntold = (record: SyncRecord): boolean =>
  isUntold(record) &&
  record.state.status === 'handled' &&
  record.state.reason === 'before_send_from'

/** In time, it is posted or not; nobody has to do anything. */
const isUncertain = ({ state }: SyncRecord): boolean =>
  state.status === 'sending' || state.status === 'delivered'

const isUnprovenThere = ({ state }: SyncRecord): boolean =>
  state.status === 'failed' && isUnproven(state.failure)
