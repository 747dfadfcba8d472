import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import {
  isTwice,
  isUnproven,
  suspends,
  waitsForPeriod,
  type Failure,
} from '@bilagsbro/booking/failure'
import type { PostingOutcome, PostingOutcomeOf } from '@bilagsbro/booking/posting-outcome'
import type { ClosedPeriods, MovedDate } from '@bilagsbro/booking/moved-date'
import type { CorrectedVoucher, LedgerVoucher } from '@bilagsbro/booking/voucher'
import { isLedgerAway } from '@bilagsbro/booking/waiting-cause'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Alarm } from './fact.ts'
import { judge, type Verdict } from './breaker.ts'
import { movedAfterRefusal } from './closed-period.ts'
import { isInLedger, noRound, unmarked, type RecordKey, type SyncRecord } from './record.ts'
import { againAt, retryAt, waitAsTold, type RetryPolicy } from './retry.ts'
import { markOf, next, refused, untried, waitFor, type Step } from './transitions.ts'

export type PostingAnswer = RecordKey & Answer

type Found = PostingOutcomeOf<'posted' | 'delivered'>

/** Not an adapter's answer: the posting was requested in a time that this database has lost. */
interface Requested {
  readonly kind: 'requested'
  readonly targetFingerprint: string
  readonly corrects?: CorrectedVoucher | undefined
  /** The version that the voucher was the trial of. */
  readonly trial?: number | undefined
  readonly mode?: 'draft' | undefined
  readonly moved?: MovedDate | undefined
}

/** An adapter's answer about a posting. */
export interface Answer {
  readonly attempt: number
  readonly connector: ConnectorType
  readonly outcome: PostingOutcome | Requested
  /** When the adapter gave it. */
  readonly completedAt?: string | undefined
}

export interface Settled extends Step {
  /** The answer's verdict on the connector; nothing when the answer is not final. */
  readonly verdict?: Verdict
  readonly alarm?: Alarm
}

/** The answer changes nothing; it may be an alarm all the same. */
type Unsettled = Refusal & { readonly alarm?: Alarm }

interface Context {
  readonly retry: RetryPolicy
  readonly now: Date
  readonly random: () => number
  /** The record's own posting date, where that is known. */
  readonly postingDate?: string | undefined
  /** What becomes of a record whose period is closed; left out, it waits. */
  readonly closedPeriods?: ClosedPeriods | undefined
}

/**
 * Settles a record by an answer. A voucher in the ledger is a fact, whatever the attempt and the state. Every other
 * answer counts only for a record that is on its way, or that was delivered and then removed or changed in the ledger.
 * An answer to a later attempt than the known one comes from a time that this database has lost; the record takes over
 * its attempt.
 */
export function settle(
  record: SyncRecord,
  answer: Answer,
  context: Context,
): Result<Settled, Unsettled> {
  const { outcome } = answer
  const marked = rejectedWhileMarked(record, answer)
  if (marked) return ok(marked)
  if (isFound(outcome)) return absorb(record, answer, outcome, context.now)
  const different = differentFrom(record, outcome)
  if (different) return err(alarming('record.posted_differently', different))
  const isLater = answer.attempt > record.attempt && !isInLedger(record)
  const isAwaited = record.state.status === 'sending' || isRejection(record, outcome)
  if (
    record.state.status === 'handled' ||
    answer.attempt < record.attempt ||
    !(isAwaited || isLater)
  )
    return refused(record, 'record.stale_answer', `settled by an answer to ${answer.attempt}`)
  const current = isLater ? takenOver(record, answer, context.now) : record
  if (outcome.kind === 'requested')
    return isLater
      ? ok(requested(current, outcome))
      : refused(record, 'record.known_request', 'sent')
  if (outcome.kind === 'in_doubt') return doubt(current, outcome.failure, context.now)
  return ok(
    outcome.kind === 'refused'
      ? refusedBy(current, outcome.failure, context)
      : returned(current, outcome, context),
  )
}

const requested = (
  record: SyncRecord,
  { targetFingerprint, corrects, mode, moved }: Requested,
): Step => ({
  record: { ...record, targetFingerprint, corrects, mode, moved, state: { status: 'sending' } },
  facts: [],
})

/** The ledger that the attempt went to, and the rules and the date of its voucher, are not known any more. */
const takenOver = (record: SyncRecord, { attempt, connector }: Answer, now: Date): SyncRecord => ({
  ...record,
  attempt,
  connector,
  targetFingerprint: undefined,
  configured: 0,
  mode: undefined,
  moved: undefined,
  requestedAt: now,
})

/**
 * Settles a record by answers that came before it could be settled, in the order in which they were given; each attempt
 * begins with its request. Only the facts of the last answer that counted are told.
 */
export function settleAfterwards(
  record: SyncRecord,
  answers: readonly Answer[],
  context: Context,
): Step & { readonly alarms: readonly Alarm[] } {
  let settled: Step = { record, facts: [] }
  const alarms: Alarm[] = []
  for (const answer of answers.toSorted(byAttempt)) {
    const result = settle(settled.record, answer, context)
    if (result.ok) settled = result.value
    const alarm = alarmOf(result)
    if (alarm !== undefined) alarms.push(alarm)
  }
  return { ...settled, alarms }
}

const byAttempt = (a: Answer, b: Answer) =>
  a.attempt - b.attempt || Number(isRequest(b)) - Number(isRequest(a))
const isRequest = ({ outcome }: Answer) => outcome.kind === 'requested'

export const alarmOf = (result: Result<Settled, Unsettled>): Alarm | undefined =>
  result.ok ? result.value.alarm : result.error.alarm

const alarming = (code: string, alarm: Alarm): Unsettled => ({
  kind: 'conflict',
  code,
  message: alarm.message,
  alarm,
})

/** The record stays handled; without its mark, it is what the ledger says of it now. */
function rejectedWhileMarked(
  record: SyncRecord,
  { attempt, outcome }: Answer,
): Settled | undefined {
  const { state } = record
  if (state.status !== 'handled' || outcome.kind !== 'refused' || attempt < record.attempt)
    return undefined
  if (!isRejection(unmarked(record), outcome)) return undefined
  const { failure } = outcome
  return {
    record: { ...record, state: { ...state, before: { status: 'failed', failure } } },
    facts: [],
    verdict: judge(failure),
  }
}

/** The record was delivered, and its voucher was removed or changed in the ledger instead of being booked. */
const isRejection = ({ state }: SyncRecord, outcome: Answer['outcome']): boolean =>
  state.status === 'delivered' && outcome.kind === 'refused' && isUnproven(outcome.failure)

const isFound = (outcome: Answer['outcome']): outcome is Found =>
  outcome.kind === 'posted' || outcome.kind === 'delivered'

function absorb(
  record: SyncRecord,
  answer: Answer,
  { kind, voucher, answer: told }: Found,
  now: Date,
): Result<Settled, Unsettled> {
  const { attempt, connector, completedAt: answeredAt } = answer
  const bare = unmarked(record)
  const { state } = bare
  const second = secondVoucher(bare, answer, voucher)
  if (state.status === 'posted' || (state.status === 'delivered' && kind === 'delivered'))
    return second
      ? err(alarming('record.second_voucher', second))
      : refused(record, 'record.already_in_ledger', kind)
  // The delivery came before the rejection, in whatever order the answers arrive.
  if (kind === 'delivered' && isRejected(bare) && attempt <= record.attempt)
    return refused(record, 'record.already_rejected', kind)
  const isLast = attempt === record.attempt
  const known = isLast ? record : { ...record, ...unknownRequest }
  const settled = next(
    { ...known, attempt: Math.max(record.attempt, attempt), connector },
    { status: kind, voucher },
    now,
  )
  const success = { outcome: kind, connector, attempt, voucher, answer: told, answeredAt, at: now }
  return ok({
    record: settled,
    facts: [{ kind: 'succeeded', record: settled, ...success }],
    verdict: { kind: 'works' },
    ...(second && { alarm: second }),
  })
}

const unknownRequest = {
  targetFingerprint: undefined,
  configured: 0,
  mode: undefined,
  moved: undefined,
}

const isRejected = ({ state }: SyncRecord): boolean =>
  state.status === 'failed' &&
  (state.failure.class === 'rejected_in_ledger' || state.failure.class === 'different_in_ledger')

/**
 * Whether the ledger holds another voucher than the known one. A delivered voucher may be booked under a new number;
 * another attempt, or another accounting system, books another voucher.
 */
function secondVoucher(
  { state, attempt, connector }: SyncRecord,
  answer: Answer,
  found: LedgerVoucher,
): Alarm | undefined {
  if (state.status !== 'posted' && state.status !== 'delivered') return undefined
  const first = state.voucher
  const isElsewhere = connector !== undefined && connector !== answer.connector
  const isOther = state.status === answer.outcome.kind || attempt !== answer.attempt
  if (!isElsewhere && !(isOther && first.number !== found.number)) return undefined
  return {
    kind: 'second_voucher',
    message: `The ledger holds two vouchers for one revision: ${first.number} and ${found.number}. Reverse one of them there.`,
    vouchers: [first.number, found.number],
  }
}

/** The posted voucher is not in the ledger as it was posted, or is there once more. Having been posted stays a fact. */
function differentFrom(
  { state, reference }: SyncRecord,
  outcome: Answer['outcome'],
): Alarm | undefined {
  if (state.status !== 'posted' || outcome.kind !== 'refused') return undefined
  const { failure } = outcome
  if (failure.class !== 'different_in_ledger') return undefined
  return {
    kind: isTwice(failure) ? 'second_voucher' : 'posted_differently',
    vouchers: [state.voucher.number],
    message: `${reference} was posted as ${state.voucher.number}, but the ledger does not hold it so now: ${failure.message}`,
  }
}

function doubt(record: SyncRecord, failure: Failure, now: Date): Result<Settled, Refusal> {
  // Nobody can look for the voucher: the connector does not work, whatever the record's outcome.
  const verdict: Verdict | undefined = suspends(failure)
    ? { kind: 'broken', failure, awaited: true }
    : undefined
  if (record.state.status === 'sending' && record.state.doubt)
    return verdict
      ? ok({ record, facts: [], verdict })
      : refused(record, 'record.already_in_doubt', 'put in doubt again')
  const lastRound = record.state.status === 'sending' ? record.state.lastRound : undefined
  const isRetry = markOf(record)
  const doubted = next(record, { status: 'sending', doubt: failure, lastRound, isRetry }, now)
  const reason = { code: 'in_doubt' } as const
  return ok({
    record: doubted,
    facts: [{ kind: 'queued', record: doubted, reason, at: now }],
    ...(verdict && { verdict }),
  })
}

function refusedBy(record: SyncRecord, failure: Failure, context: Context): Settled {
  const { retry, now, random } = context
  const verdict = judge(failure)
  // The fault is not the record's: the attempt does not count, and the record's turn comes when the connector works again.
  if (suspends(failure)) return { record: untried(record), facts: [], verdict }
  if (failure.class === 'rate_limited')
    return tryLater(record, failure, waitAsTold(failure.retryAfter, retry, now, random), context)
  if (waitsForPeriod(failure)) return meetClosedPeriod(record, verdict, context)
  if (failure.class !== 'transient') return final(record, failure, now)
  const failures = record.failures + 1
  const at = retryAt(failures, retry, now, random)
  const counted = { ...record, failures }
  if (at) return tryLater(counted, failure, at, context)
  return final(
    counted,
    failure,
    now,
    isLedgerAway(failure) ? againAt(failures, retry, now) : undefined,
  )
}

function meetClosedPeriod(record: SyncRecord, verdict: Verdict, context: Context): Settled {
  const { now, postingDate: own, closedPeriods } = context
  const moved = own === undefined ? undefined : movedAfterRefusal(record, own, closedPeriods, now)
  return { ...(moved ?? awaitPeriod(record, record.moved?.to ?? own, now)), verdict }
}

/** A round that began while the record was on its way may mean that the period was opened: the record is in that round, too. */
function awaitPeriod(record: SyncRecord, postingDate: string | undefined, now: Date): Step {
  const sent = record.state.status === 'sending' ? record.state : undefined
  const reason = {
    code: 'period_closed',
    ...(postingDate !== undefined && { postingDate }),
  } as const
  return waitFor(record, sent?.held, reason, sent?.lastRound ?? noRound, now)
}

function tryLater(
  record: SyncRecord,
  failure: Failure,
  nextAttemptAt: Date,
  { now }: Context,
): Settled {
  const isRetry = markOf(record)
  const later = next(record, { status: 'retry_scheduled', failure, nextAttemptAt, isRetry }, now)
  return {
    record: later,
    facts: [{ kind: 'failed', record: later, failure, nextAttemptAt, at: now }],
    verdict: judge(failure),
  }
}

function final(record: SyncRecord, failure: Failure, now: Date, goesAt?: Date): Settled {
  const failed = next(record, { status: 'failed', failure, againAt: goesAt }, now)
  const alarm = { kind: 'second_voucher', message: failure.message, vouchers: [] } as const
  return {
    record: failed,
    facts: [{ kind: 'failed', record: failed, failure, at: now }],
    verdict: judge(failure),
    ...(isTwice(failure) && { alarm }),
  }
}

/** Nothing was tried, so nothing failed: no attempt is used up, and no failure is told. */
function returned(
  record: SyncRecord,
  { reason, failure }: PostingOutcomeOf<'returned'>,
  { retry, now, random }: Context,
): Settled {
  if (reason === 'withdrawn')
    return { record: untried(record), facts: [], verdict: { kind: 'untried' } }
  if (failure && suspends(failure))
    return { record: untried(record), facts: [], verdict: judge(failure) }
  const cause = failure ?? laneStopped
  const nextAttemptAt = waitAsTold(cause.retryAfter, retry, now, random)
  return {
    record: {
      ...record,
      state: { status: 'retry_scheduled', failure: cause, nextAttemptAt, isRetry: markOf(record) },
    },
    facts: [],
    verdict: { kind: 'unclear' },
  }
}

const laneStopped: Failure = {
  class: 'transient',
  code: 'lane.stopped',
  message: 'The adapter stopped sending before it came to this record. It is sent again later.',
}
