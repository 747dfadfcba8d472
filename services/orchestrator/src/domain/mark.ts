import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Failure } from '@bilagsbro/booking/failure'
import { isLeftOut } from './admission.ts'
import { doubtOf } from './doubt.ts'
import type { Organization } from './organization.ts'
import { isUnsent, type MarkedState, noRound, type SyncRecord } from './record.ts'
import { next, recallOf, refused, type Step } from './transitions.ts'
import type { Word } from './word.ts'

/** A person closes a record that is not sent: it failed, it waits, or nobody in the ledger will book it. */
export function markHandled(record: SyncRecord, word: Word, now: Date): Result<Step, Refusal> {
  const { state } = record
  const isUnread = state.status === 'pending' && state.lastRound === 'unread'
  const isOpen = state.status === 'failed' || state.status === 'delivered' || isUnsent(record)
  if (isUnread || !isOpen) return refused(record, 'record.not_unsent', 'marked as handled')
  return ok(marked(record, hiddenBy(record), word, now))
}

/** The mark takes the place of a state, which it keeps. */
function marked(
  record: SyncRecord,
  before: MarkedState | undefined,
  word: Word | undefined,
  now: Date,
): Step {
  const reason = 'by_person'
  const handled = next(record, { status: 'handled', reason, before }, now)
  // What is delivered is followed on in the ledger: whether it is booked there after all is a fact.
  const recalled = before?.status === 'delivered' ? [] : recallOf(record, now)
  return {
    record: handled,
    facts: [{ kind: 'handled', record: handled, reason, word, at: now }, ...recalled],
  }
}

const hiddenBy = ({ state }: SyncRecord): MarkedState | undefined => {
  if (state.status === 'delivered') return { status: 'delivered', voucher: state.voucher }
  return state.status === 'failed' ? { status: 'failed', failure: state.failure } : undefined
}

/** A mark that the database had lost takes its place again; nothing where the record is settled. */
export function markAgain(record: SyncRecord, word: Word | undefined, now: Date): Step | undefined {
  const { status } = record.state
  if (status === 'posted' || status === 'handled') return undefined
  const before =
    status === 'sending' ? ({ status: 'failed', failure: spokenFor } as const) : hiddenBy(record)
  return marked(record, before, word, now)
}

/** The record without the mark that a person took back in a time that the database has lost. */
export function withoutMark(record: SyncRecord): SyncRecord {
  const { state } = record
  const isMarked =
    state.status === 'handled' &&
    (state.reason === 'by_person' || state.reason === 'before_send_from')
  return isMarked ? { ...record, state: state.before ?? awaitingTurn } : record
}

/** A person has found in the ledger what nobody else could prove. */
export function sayInLedger(record: SyncRecord, word: Word, now: Date): Result<Step, Refusal> {
  const failure = unprovenOf(record)
  if (!failure) return refused(record, 'record.not_in_doubt', 'spoken for')
  return ok(marked(record, { status: 'failed', failure }, word, now))
}

/**
 * A person has found nothing in the ledger: the record has its turn again, and the attempt is asked back, so that it
 * holds no lane. While the adapter is in doubt, it may still find the voucher: the record stays on its way, and nothing
 * goes beside it, until the adapter has given it back.
 */
export function sayNotInLedger(record: SyncRecord, word: Word, now: Date): Result<Step, Refusal> {
  const failure = unprovenOf(record)
  if (!failure) return refused(record, 'record.not_in_doubt', 'spoken for')
  const doubted = inDoubt(record, failure)
  if (doubted) return ok(askedBack(doubted, word, now))
  const opened = reopened(record, word, now)
  return ok({ record: opened.record, facts: [...opened.facts, ...recallOf(record, now)] })
}

/** The record on its way, while the adapter may be in doubt; also where a word about it was taken back. */
function inDoubt(record: SyncRecord, failure: Failure): SyncRecord | undefined {
  if (record.state.status === 'sending') return record
  return failure.code === spokenFor.code
    ? { ...record, state: { status: 'sending', doubt: failure } }
    : undefined
}

function askedBack(record: SyncRecord, word: Word, now: Date): Step {
  const asked = next({ ...record, requestedAt: now }, record.state, now)
  const recalled = recallOf(asked, now).map((fact) => ({ ...fact, notInLedger: true }) as const)
  const reason = { code: 'in_doubt' } as const
  return {
    record: asked,
    facts: [{ kind: 'queued', record: asked, reason, word, at: now }, ...recalled],
  }
}

/** A person has found what was left out in the ledger: it was booked by hand. */
export const sayLeftOutInLedger = (record: SyncRecord, word: Word, now: Date): Step =>
  marked(record, undefined, word, now)

/** Nobody has booked what was left out: the revision above it stands for it. */
export function sayLeftOutNowhere(record: SyncRecord, word: Word, now: Date): Step {
  const reason = 'superseded'
  const before = { status: 'failed', failure: saidNowhere } as const
  const told = next(record, { status: 'handled', reason, before }, now)
  return { record: told, facts: [{ kind: 'handled', record: told, reason, word, at: now }] }
}

const saidNowhere: Failure = {
  class: 'data',
  code: 'record.said_nowhere',
  message: 'A person has looked for it, and it is in no ledger.',
}

/** The failure that a word about the record hides; nothing where the record is certain. */
function unprovenOf(record: SyncRecord): Failure | undefined {
  const failure = doubtOf(record)
  return failure && record.state.status === 'sending' ? spokenFor : failure
}

/** What a doubt is when the word about it is taken back: the adapter may have stopped looking. */
const spokenFor: Failure = {
  class: 'accepted_unseen',
  code: 'posting.spoken_for',
  message:
    'It was not certain whether the voucher arrived, and what a person said of it was taken back. Look for it in the ledger, and say whether it is there.',
}

/**
 * Takes back a mark. The record is what it was before: delivered, or failed; a record that waited is decided about
 * anew. Nothing was sent since: whatever is sent is not handled any more. A record that its connector would leave out
 * again stays as it is.
 */
export function unmark(
  record: SyncRecord,
  organization: Pick<Organization, 'connector'>,
  word: Word,
  now: Date,
): Result<Step, Refusal> {
  const { state } = record
  if (state.status !== 'handled') return refused(record, 'record.not_handled', 'put back')
  if (state.reason !== 'by_person' && state.reason !== 'before_send_from') return err(superseded)
  if (state.reason === 'before_send_from' && isLeftOut(organization, { record })) return err(tooOld)
  const opened = reopened(record, word, now)
  return ok(state.before ? comeBack(opened, state.before, now) : opened)
}

/** A revision that failed for the sake of a lower one has its turn again, once a person has spoken of that one. */
export const unblock = (record: SyncRecord, word: Word, now: Date): Result<Step, Refusal> =>
  record.state.status === 'failed' && record.state.failure.code.startsWith('revision.')
    ? ok(reopened(record, word, now))
    : refused(record, 'record.not_blocked', 'unblocked')

/** The record's turn comes, by a person's word. */
function reopened(record: SyncRecord, word: Word, now: Date): Step {
  const waiting = next(record, awaitingTurn, now)
  const reason = awaitingTurn.held
  return { record: waiting, facts: [{ kind: 'queued', record: waiting, reason, word, at: now }] }
}

const awaitingTurn = {
  status: 'pending',
  held: { code: 'reopened' },
  lastRound: noRound,
} as const

function comeBack({ record, facts }: Step, before: MarkedState, now: Date): Step {
  const back = next(record, before, now)
  if (before.status === 'failed')
    return {
      record: back,
      facts: [...facts, { kind: 'failed', record: back, failure: before.failure, at: now }],
    }
  const { voucher } = before
  const { attempt } = record
  const delivered = {
    outcome: 'delivered',
    connector: record.connector!,
    attempt,
    voucher,
  } as const
  return {
    record: back,
    facts: [...facts, { kind: 'succeeded', record: back, ...delivered, at: now }],
  }
}

const tooOld: Refusal = {
  kind: 'conflict',
  code: 'record.before_send_from',
  message: 'The connector sends nothing that is so old. Enable it from an earlier date first.',
}

const superseded: Refusal = {
  kind: 'conflict',
  code: 'record.superseded',
  message: 'A higher revision took the place of this one. Look at that revision.',
}
