import type { Failure } from '@bilagsbro/booking/failure'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { CorrectedVoucher, Voucher } from '@bilagsbro/booking/voucher'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Priority, RecordFact } from './fact.ts'
import { mayGoAgain } from './cause.ts'
import type { Connector } from './organization.ts'
import {
  aheadOfRounds,
  isRetry,
  isUnsent,
  noRound,
  type HandledReason,
  type LastRound,
  type RecordState,
  type SyncRecord,
} from './record.ts'
import { nextSequence } from './sequence.ts'

/** A record after a transition, and the facts that others are told. */
export interface Step {
  readonly record: SyncRecord
  readonly facts: readonly RecordFact[]
}

export interface Sending {
  readonly connector: Connector
  readonly mappingVersion: number
  /** The version of the organisation whose rules made the voucher. */
  readonly configured: number
  /** The organisation's round. */
  readonly round: number
  readonly runId: string
  readonly priority: Priority
  readonly voucher: Voucher
  /** The version that the voucher is the trial of. */
  readonly trial?: number | undefined
  /** From when on all requests of the organisation are known; left out, they may not be. */
  readonly knownSince?: Date | undefined
}

/** Sends the next attempt. Nothing else sends one. */
export function send(record: SyncRecord, sending: Sending, now: Date): Result<Step, Refusal> {
  if (!isDue(record, now)) return refused(record, 'record.not_waiting', 'sent')
  const { connector, mappingVersion, configured, round, runId } = sending
  const recalled = record.connector === connector.type ? [] : recallOf(record, now)
  const sent: SyncRecord = {
    ...record,
    attempt: record.attempt + 1,
    runId,
    mappingVersion,
    configured,
    connector: connector.type,
    targetFingerprint: connector.targetFingerprint,
    corrects: correctedBy(sending.voucher),
    mode: sending.voucher.mode,
    moved: sending.voucher.moved,
    requestedAt: now,
    state: {
      status: 'sending',
      lastRound: round,
      held: heldByPeriod(record),
      isRetry: markOf(record),
    },
  }
  return ok({
    record: sent,
    facts: [
      ...recalled,
      { ...requestOf(sent, sending, now), unsentBefore: unsentBefore(sent, sending) },
    ],
  })
}

/**
 * Nobody can have asked for the voucher of the first attempt before its record was approved, unless in a time that is
 * not known here. The trial is to be seen in the ledger.
 */
const unsentBefore = (
  { attempt, approvedAt }: SyncRecord,
  { knownSince, trial }: Sending,
): Date | undefined =>
  attempt === 1 && trial === undefined && knownSince !== undefined && approvedAt >= knownSince
    ? approvedAt
    : undefined

const correctedBy = ({ corrects }: Voucher): CorrectedVoucher | undefined =>
  corrects && {
    revision: corrects.revision,
    reference: corrects.reference,
    voucherNumber: corrects.voucherNumber,
  }

const heldByPeriod = ({ state }: SyncRecord): PendingReason | undefined =>
  state.status === 'pending' && state.held?.code === 'period_closed' ? state.held : undefined

/** Requests an unanswered posting again, with the same attempt, so that no second voucher can come of it. */
export function requestAgain(
  record: SyncRecord,
  sending: Sending,
  now: Date,
): Result<Step, Refusal> {
  if (record.state.status !== 'sending') return refused(record, 'record.not_sending', 'asked for')
  const again = { ...record, requestedAt: now }
  return ok({ record: again, facts: [requestOf(again, sending, now)] })
}

/** Asks the posting back. The record stays on its way until the answer. */
export function withdraw(record: SyncRecord, now: Date): Result<Step, Refusal> {
  const { connector } = record
  if (record.state.status !== 'sending' || !connector)
    return refused(record, 'record.not_sending', 'taken back')
  const asked = { ...record, requestedAt: now }
  return ok({ record: asked, facts: [{ kind: 'withdrawn', record: asked, connector, at: now }] })
}

/** The record waits, for a reason. Others are told of a new reason only. */
export function hold(
  record: SyncRecord,
  reason: PendingReason,
  lastRound: LastRound,
  now: Date,
): Result<Step, Refusal> {
  const { state } = record
  if (!isDue(record, now)) return refused(record, 'record.not_waiting', 'held')
  return ok(
    waitFor(record, state.status === 'pending' ? state.held : undefined, reason, lastRound, now),
  )
}

/** The record waits; `told` is the reason that others were told last. */
export function waitFor(
  record: SyncRecord,
  told: PendingReason | undefined,
  reason: PendingReason,
  lastRound: LastRound,
  now: Date,
): Step {
  const pending = { status: 'pending', lastRound, isRetry: staysRetry(record, reason) } as const
  if (isSameReason(told, reason))
    return { record: { ...record, state: { ...pending, held: told } }, facts: [] }
  const held = next(record, { ...pending, held: reason }, now)
  return { record: held, facts: [{ kind: 'queued', record: held, reason, at: now }] }
}

/** It waits for another record alone, and follows it at once; in its run, while that is open. */
const staysRetry = (record: SyncRecord, { code }: PendingReason): true | undefined =>
  waitsForOther.has(code) ? markOf(record) : undefined

const waitsForOther: ReadonlySet<PendingReason['code']> = new Set([
  'awaiting_trial',
  'connector_suspended',
  'awaiting_revision',
  'revision_unproven',
] as const)

/** It is not certain yet what became of an earlier revision. */
export function awaitRevision(
  record: SyncRecord,
  reason: PendingReason,
  now: Date,
): Result<Step, Refusal> {
  const { state } = record
  if (state.status !== 'pending' && state.status !== 'retry_scheduled')
    return refused(record, 'record.not_waiting', 'held')
  const held = state.status === 'pending' ? state.held : undefined
  return ok(waitFor(record, held, reason, 'awaits_revision', now))
}

/** The record's turn comes again: the lower revision is not on its way any more. */
export function requeue(record: SyncRecord): Result<Step, Refusal> {
  if (record.state.status !== 'pending') return refused(record, 'record.not_waiting', 'requeued')
  return ok({ record: { ...record, state: { ...record.state, lastRound: noRound } }, facts: [] })
}

/**
 * A record that failed, or waits for its period, goes again, before all others. Its attempts count from none when a person asks for it, in the run of
 * that person; by itself, it has one more.
 */
export function retry(
  record: SyncRecord,
  by: { readonly runId: string } | 'itself',
  now: Date,
): Result<Step, Refusal> {
  const { state } = record
  if (!mayGoAgain(state)) return refused(record, 'record.not_for_retry', 'tried again')
  const asked = by === 'itself' ? {} : { runId: by.runId, failures: 0 }
  const awaiting = { code: 'awaiting_retry' } as const
  const again = next(
    { ...record, ...asked },
    { status: 'pending', held: awaiting, lastRound: aheadOfRounds },
    now,
  )
  return ok({
    record: again,
    facts: [{ kind: 'queued', record: again, reason: awaiting, at: now }],
  })
}

/** A person has to look at the record; nothing was sent. */
export function fail(record: SyncRecord, failure: Failure, now: Date): Result<Step, Refusal> {
  const { status } = record.state
  if (status !== 'pending' && status !== 'retry_scheduled')
    return refused(record, 'record.not_waiting', 'failed')
  const failed = next(record, { status: 'failed', failure }, now)
  return ok({ record: failed, facts: [{ kind: 'failed', record: failed, failure, at: now }] })
}

/**
 * The record is handled without being sent. An earlier attempt that came back is asked back all the same, for an adapter
 * that lost its memory of the return.
 */
export function handle(
  record: SyncRecord,
  reason: Exclude<HandledReason, 'by_person'>,
  now: Date,
): Result<Step, Refusal> {
  if (!isUnsent(record)) return refused(record, 'record.not_unsent', 'marked as handled')
  const handled = next(record, { status: 'handled', reason }, now)
  const told = { kind: 'handled', record: handled, reason, at: now } as const
  return ok({ record: handled, facts: [told, ...recallOf(record, now)] })
}

/** Asks back the attempt that was sent last, where there is one. */
export const recallOf = (
  record: SyncRecord,
  at: Date,
): Extract<RecordFact, { kind: 'withdrawn' }>[] =>
  record.attempt > 0 && record.connector
    ? [{ kind: 'withdrawn', record, connector: record.connector, at }]
    : []

export const pending: RecordState = { status: 'pending', lastRound: noRound }

/** It was not tried: its turn comes again, as it was. */
export const untried = (record: SyncRecord): SyncRecord => ({
  ...record,
  state: isRetry(record) ? { ...pending, isRetry: true } : pending,
})

/** The mark of a record that goes again, in whatever state comes next. */
export const markOf = (record: SyncRecord): true | undefined => isRetry(record) || undefined

export function next(record: SyncRecord, state: RecordState, now: Date): SyncRecord {
  return { ...record, state, sequence: nextSequence(record.sequence, now) }
}

export function refused(record: SyncRecord, code: string, verb: string): Result<never, Refusal> {
  const message = `A record that is ${record.state.status} cannot be ${verb}.`
  return err({ kind: 'conflict', code, message })
}

function isDue({ state }: SyncRecord, now: Date): boolean {
  if (state.status === 'pending') return typeof state.lastRound === 'number'
  return state.status === 'retry_scheduled' && state.nextAttemptAt <= now
}

function requestOf(record: SyncRecord, sending: Sending, now: Date): RecordFact {
  const { connector, priority, voucher, trial } = sending
  const { type, credentialsVersion } = connector
  const request = { connector: type, credentialsVersion, priority, voucher, trial }
  return { kind: 'requested', record, ...request, at: now }
}

const details = [
  'categories',
  'payeeKinds',
  'payees',
  'dimensions',
  'postingDate',
  'nextRunAt',
  'revision',
] as const

function isSameReason(a: PendingReason | undefined, b: PendingReason): boolean {
  return (
    a?.code === b.code && details.every((name) => String(a[name] ?? '') === String(b[name] ?? ''))
  )
}
