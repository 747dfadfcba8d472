import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { judge, type Verdict } from './breaker.ts'
import { suspends, type Failure } from './failure.ts'
import { isInLedger, type ConnectorType, type SyncRecord } from './record.ts'
import { retryAt, waitAsTold, type RetryPolicy } from './retry.ts'
import { next, pending, refused, type Step } from './transitions.ts'
import type { LedgerVoucher } from './voucher.ts'

interface Found {
  readonly kind: 'posted' | 'delivered'
  readonly voucher: LedgerVoucher
}
interface Returned {
  readonly kind: 'returned'
  readonly reason: 'withdrawn' | 'lane_stopped'
  readonly failure?: Failure | undefined
}
export type Outcome =
  | Found
  | { readonly kind: 'refused'; readonly failure: Failure }
  | Returned
  | { readonly kind: 'in_doubt'; readonly failure: Failure }

/** What an adapter says of a posting. */
export interface Answer {
  readonly attempt: number
  readonly connector: ConnectorType
  readonly outcome: Outcome
}

export interface Settled extends Step {
  /** What the answer says of the connector; nothing when it is not final. */
  readonly verdict?: Verdict
}

interface Context {
  readonly retry: RetryPolicy
  readonly now: Date
  readonly random: () => number
}

/**
 * What an answer means for a record. Being in the ledger is a fact, whatever the attempt and the state; everything
 * else counts only for a record that is on its way, or was delivered and is rejected. An answer to a later attempt than the one known comes from
 * before this database was rebuilt, and is taken over with its number.
 */
export function settle(
  record: SyncRecord,
  answer: Answer,
  context: Context,
): Result<Settled, Refusal> {
  const { outcome } = answer
  if (isFound(outcome)) return absorb(record, answer, outcome, context.now)
  const awaited = record.state.status === 'sending' || isRejection(record, outcome)
  if (!awaited || answer.attempt < record.attempt)
    return refused(record, 'record.stale_answer', `settled by an answer to ${answer.attempt}`)
  const current = { ...record, attempt: answer.attempt }
  if (outcome.kind === 'in_doubt') return doubt(current, outcome.failure, context.now)
  return ok(
    outcome.kind === 'refused'
      ? refusedBy(current, outcome.failure, context)
      : returned(current, outcome, context),
  )
}

/** What was delivered, and was removed there instead of being booked. */
const isRejection = ({ state }: SyncRecord, outcome: Outcome): boolean =>
  state.status === 'delivered' &&
  outcome.kind === 'refused' &&
  outcome.failure.class === 'rejected_in_ledger'

const isFound = (outcome: Outcome): outcome is Found =>
  outcome.kind === 'posted' || outcome.kind === 'delivered'

function absorb(
  record: SyncRecord,
  { attempt, connector }: Answer,
  { kind, voucher }: Found,
  now: Date,
): Result<Settled, Refusal> {
  const { state } = record
  if (state.status === 'posted' || (state.status === 'delivered' && kind === 'delivered'))
    return state.status === kind && state.voucher.number !== voucher.number
      ? err(secondVoucher(state.voucher, voucher))
      : refused(record, 'record.already_in_ledger', kind)
  // It was delivered before it was rejected, in whatever order that is heard.
  if (kind === 'delivered' && isRejected(record) && attempt <= record.attempt)
    return refused(record, 'record.already_rejected', kind)
  const settled = next(
    { ...record, attempt: Math.max(record.attempt, attempt) },
    { status: kind, voucher },
    now,
  )
  const told = { outcome: kind, connector, attempt, voucher, at: now }
  return ok({
    record: settled,
    facts: [{ kind: 'succeeded', record: settled, ...told }],
    verdict: { kind: 'works' },
  })
}

const isRejected = ({ state }: SyncRecord): boolean =>
  state.status === 'failed' && state.failure.class === 'rejected_in_ledger'

const secondVoucher = (first: LedgerVoucher, second: LedgerVoucher): Refusal => ({
  kind: 'conflict',
  code: 'record.second_voucher',
  message: `The ledger holds two vouchers for one revision: ${first.number} and ${second.number}. Reverse one of them there.`,
})

function doubt(record: SyncRecord, failure: Failure, now: Date): Result<Settled, Refusal> {
  if (record.state.status === 'sending' && record.state.doubt)
    return refused(record, 'record.already_in_doubt', 'put in doubt again')
  const doubted = next(record, { status: 'sending', doubt: failure }, now)
  const reason = { code: 'in_doubt' } as const
  return ok({
    record: doubted,
    facts: [{ kind: 'queued', record: doubted, reason, at: now }],
  })
}

function refusedBy(record: SyncRecord, failure: Failure, context: Context): Settled {
  const { retry, now, random } = context
  const verdict = judge(failure)
  // Not this record's fault: its attempt does not count, and its turn comes when the connector works again.
  if (suspends(failure)) return { record: { ...record, state: pending }, facts: [], verdict }
  if (failure.class === 'rate_limited')
    return tryLater(record, failure, waitAsTold(failure.retryAfter, retry, now, random), context)
  if (failure.class !== 'transient') return final(record, failure, now)
  const failures = record.failures + 1
  const at = retryAt(failures, retry, now, random)
  const counted = { ...record, failures }
  return at ? tryLater(counted, failure, at, context) : final(counted, failure, now)
}

function tryLater(
  record: SyncRecord,
  failure: Failure,
  nextAttemptAt: Date,
  { now }: Context,
): Settled {
  const later = next(record, { status: 'retry_scheduled', failure, nextAttemptAt }, now)
  return {
    record: later,
    facts: [{ kind: 'failed', record: later, failure, nextAttemptAt, at: now }],
    verdict: judge(failure),
  }
}

function final(record: SyncRecord, failure: Failure, now: Date): Settled {
  const failed = next(record, { status: 'failed', failure }, now)
  return {
    record: failed,
    facts: [{ kind: 'failed', record: failed, failure, at: now }],
    verdict: judge(failure),
  }
}

/** Nothing was tried, so nothing failed: no attempt is used up and none is told of. */
function returned(
  record: SyncRecord,
  { reason, failure }: Returned,
  { retry, now, random }: Context,
): Settled {
  if (reason === 'withdrawn')
    return { record: { ...record, state: pending }, facts: [], verdict: { kind: 'untried' } }
  if (failure && suspends(failure))
    return { record: { ...record, state: pending }, facts: [], verdict: judge(failure) }
  const cause = failure ?? laneStopped
  const nextAttemptAt = waitAsTold(cause.retryAfter, retry, now, random)
  return {
    record: { ...record, state: { status: 'retry_scheduled', failure: cause, nextAttemptAt } },
    facts: [],
    verdict: { kind: 'unclear' },
  }
}

const laneStopped: Failure = {
  class: 'transient',
  code: 'lane.stopped',
  message: 'The adapter stopped sending before it came to this record. It is sent again later.',
}

/** Whether an answer that put this record into the ledger put a second revision of it there. */
export const isSecondRevision = (record: SyncRecord, others: readonly SyncRecord[]): boolean =>
  isInLedger(record) && others.some((other) => other !== record && isInLedger(other))
