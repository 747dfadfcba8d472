import type { ConnectorConfigured, ConnectorToggled } from '@bilagsbro/events/connector-configured'
import type { Failure } from '@bilagsbro/booking/failure'
import type { MovedDate } from '@bilagsbro/booking/moved-date'
import type { LedgerVoucher } from '@bilagsbro/booking/voucher'
import type { RecordApproved } from '@bilagsbro/events/record-approved'
import type { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import type {
  ConnectorResumed,
  ConnectorSuspended,
  SyncCompleted,
  SyncDoubled,
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncQueued,
  SyncStarted,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import { idOf } from '@bilagsbro/kernel/name'
import { waitingStatus } from '#records/record.ts'
import type { Entry } from './entry.ts'
import { harmless } from './harmless.ts'
import { keptVoucher } from './kept.ts'
import { answered } from './ledger-answer.ts'

export const approvedEntry = (data: RecordApproved): Entry => ({
  organizationId: data.organizationId,
  subject: idOf(data.recordId),
  revision: data.revision,
  sequence: 0,
  at: data.approvedAt,
  status: 'approved',
  actor: data.approvedBy,
  more: { recordType: data.recordType, amount: data.total, payeeKind: data.payee.kind },
})

/**
 * Kept by the orchestrator as a dead letter, because nobody had announced its organisation. It comes again, and is taken
 * up: an entry of its own, which this one comes before.
 */
export const setAside = (entry: Entry): Entry => ({ ...entry, status: 'set_aside', sequence: -1 })

export const withdrawnEntry = (data: RecordWithdrawn): Entry => ({
  organizationId: data.organizationId,
  subject: idOf(data.recordId),
  revision: data.revision,
  sequence: 0,
  at: data.withdrawnAt,
  status: 'withdrawn',
  actor: data.withdrawnBy,
  note: data.reason,
})

export const configuredEntry = (data: ConnectorConfigured): Entry => ({
  ...ofSettings(data),
  status: 'configured',
  code: data.connector?.type,
  mappingVersion: data.mapping.version,
  note: waiverIn(data),
  more: {
    name: data.organizationName,
    enabled: data.connector?.enabled ?? false,
    schedule: data.schedule,
    secretsExpireAt: data.connector?.secretsExpireAt,
    dimensions: data.mapping.dimensions,
  },
})

/** Told with the version that the waiver came with, and with no later one. */
function waiverIn({ connector, version }: ConnectorConfigured): string | undefined {
  const trial = connector?.trial
  return trial?.waived && trial.version === version ? waived(trial.waived.reason) : undefined
}

const waiverBy = ({ by, note }: ConnectorSuspended | ConnectorResumed): string | undefined =>
  by === undefined ? undefined : waived(note)

const waived = (reason = '') => `Trial waived: ${reason}`

export const toggledEntry = (data: ConnectorToggled): Entry => ({
  ...ofSettings(data),
  status: data.enabled ? 'enabled' : 'disabled',
  code: data.connector,
  note: data.trial === 'waived' ? waived(data.reason) : data.reason,
})

export const suspendedEntry = (data: ConnectorSuspended): Entry => ({
  ...ofBreaker(data),
  status: 'suspended',
  actor: data.by,
  code: data.cause.code,
  message: harmless(data.cause.message),
  note: waiverBy(data),
  more: {
    connector: data.connector,
    ...ofFailure(data.cause),
    about: data.cause.subject,
    nextProbeAt: data.nextProbeAt,
  },
})

export const resumedEntry = (data: ConnectorResumed): Entry => ({
  ...ofBreaker(data),
  status: 'resumed',
  actor: data.by,
  note: waiverBy(data),
})

export const queuedEntry = (data: SyncQueued): Entry => ({
  ...ofRecord(data),
  status: waitingStatus(data),
  actor: data.by,
  code: data.reason.code,
  message: data.moved && wordsOn(data.moved),
  more: { reason: withoutPayees(data.reason), moved: data.moved && withoutNote(data.moved) },
  ...apart({ note: data.note, movedNote: data.moved?.note, payees: data.reason.payees }),
})

export const succeededEntry = (data: SyncSucceeded): Entry => ({
  ...ofRecord(data),
  ...ofAttempt(data),
  status: data.outcome,
  voucherNumber: data.voucher.number,
  more: {
    connector: data.connector,
    ...ofVoucher(data.voucher),
    answeredAt: data.answeredAt,
    ...answered(data.answer),
    corrects: data.corrects,
    mode: data.mode,
    moved: data.moved && withoutNote(data.moved),
  },
  message: aboutVoucher(data),
  ...apart({ movedNote: data.moved?.note }),
})

function aboutVoucher({ corrects, moved }: SyncSucceeded): string | undefined {
  const words = [
    ...(corrects ? [`Corrects ${corrects.reference} (${corrects.voucherNumber}).`] : []),
    ...(moved ? [wordsOn(moved)] : []),
  ]
  return words.length > 0 ? words.join(' ') : undefined
}

const wordsOn = ({ from, to, rule, by }: MovedDate) =>
  `Dated ${to} instead of ${from} (${rule}, by ${by ?? 'policy'}).`

export const failedEntry = (data: SyncFailed): Entry => ({
  ...ofRecord(data),
  ...ofAttempt(data),
  status: 'failed',
  code: data.failure.code,
  message: harmless(data.failure.message),
  more: {
    ...ofFailure(data.failure),
    nextAttemptAt: data.nextAttemptAt,
    about: isOfSomebody(data.failure) ? undefined : data.failure.subject,
  },
  ...apart({ subject: isOfSomebody(data.failure) ? data.failure.subject : undefined }),
})

export const handledEntry = (data: SyncHandled): Entry => ({
  ...ofRecord(data),
  status: 'handled',
  actor: data.by,
  code: data.reason,
  note: data.note,
  voucherNumber: data.voucherNumber,
})

export const overdueEntry = (data: SyncOverdue): Entry => ({
  ...ofRecord(data),
  status: 'overdue',
  reference: data.reference,
  voucherNumber: data.voucher.number,
  more: {
    connector: data.connector,
    ...ofVoucher(data.voucher),
    deliveredAt: data.deliveredAt,
  },
})

/** That a straight answer was the second one, nothing else in the log says. */
export const doubledEntry = (data: SyncDoubled): Entry => ({
  ...ofRecord(data),
  status: 'doubled',
  code: data.kind,
  reference: data.reference,
  voucherNumber: data.vouchers.at(-1),
  more: { vouchers: data.vouchers.join(', ') },
})

export const runStartedEntry = (data: SyncStarted): Entry => ({
  ...ofRun(data),
  at: data.startedAt,
  status: 'started',
  code: data.trigger,
  more: { takesUntil: data.takesUntil, ready: data.ready },
})

export const runCompletedEntry = (data: SyncCompleted): Entry => ({
  ...ofRun(data),
  at: data.completedAt,
  status: 'completed',
  message: JSON.stringify(data.counts),
  more: {
    trigger: data.trigger,
    startedAt: data.startedAt,
    takesUntil: data.takesUntil,
    ready: data.ready,
  },
})

/** What says something of a person is kept apart from the line, so that it can be erased. */
function apart(content: Readonly<Record<string, unknown>>): Pick<Entry, 'payload'> {
  const isSomething = Object.values(content).some((value) => value !== undefined)
  return isSomething ? { payload: content } : {}
}

const withoutPayees = (reason: SyncQueued['reason']) => ({ ...reason, payees: undefined })
const withoutNote = (moved: MovedDate) => ({ ...moved, note: undefined })
const isOfSomebody = ({ subject }: Failure) => subject?.kind === 'payee'

const ofFailure = ({ class: cls, retryAfter, answer }: Failure) => ({
  class: cls,
  retryAfter,
  ...answered(answer),
})

function ofVoucher(voucher: LedgerVoucher) {
  const { date, url } = keptVoucher(voucher)
  return { voucherDate: date, voucherUrl: url }
}

const ofSettings = (data: ConnectorConfigured | ConnectorToggled) => ({
  organizationId: data.organizationId,
  subject: data.organizationId,
  sequence: data.version,
  at: data.changedAt,
  actor: data.changedBy,
})

const ofBreaker = ({ organizationId, sequence, at }: ConnectorSuspended | ConnectorResumed) => ({
  organizationId,
  subject: organizationId,
  sequence,
  at,
})

const ofRecord = (
  data: SyncQueued | SyncSucceeded | SyncFailed | SyncHandled | SyncOverdue | SyncDoubled,
) => ({
  organizationId: data.organizationId,
  subject: idOf(data.recordId),
  revision: data.revision,
  sequence: data.sequence,
  at: data.at,
})

const ofAttempt = ({ attempt, reference, mappingVersion, runId }: SyncSucceeded | SyncFailed) => ({
  attempt,
  reference,
  mappingVersion,
  runId,
})

const ofRun = ({ organizationId, runId, sequence, actor }: SyncStarted | SyncCompleted) => ({
  organizationId,
  subject: runId,
  runId,
  sequence,
  actor,
})
