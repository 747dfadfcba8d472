import type { RecordApproved } from '@bilagsbro/events/record-approved'
import type { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import type {
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncQueued,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import { keptFailure, keptVoucher } from '#audit/kept.ts'
import type { Approval, RecordChange } from './change.ts'
import { waitingStatus } from './record.ts'

export const approval = (event: RecordApproved): Approval => ({
  ...keyOf(event),
  recordType: event.recordType,
  payeeKind: event.payee.kind,
  amount: event.total,
  approvedAt: event.approvedAt,
})

/** A withdrawal is a revision of its own, of nothing. */
export const withdrawal = (event: RecordWithdrawn): Approval => ({
  ...keyOf(event),
  recordType: 'withdrawal',
  amount: '0.00',
  approvedAt: event.withdrawnAt,
})

export const queuedChange = (event: SyncQueued): RecordChange => ({
  ...said(event),
  status: waitingStatus(event),
  reason: event.reason,
  moved: event.moved,
})

export const succeededChange = (event: SyncSucceeded): RecordChange => ({
  ...said(event),
  status: event.outcome,
  voucher: keptVoucher(event.voucher),
  connector: event.connector,
  reachedAt: event.at,
  corrects: event.corrects,
  mode: event.mode,
  moved: event.moved,
  reference: event.reference,
  attempts: event.attempt,
})

export const failedChange = (event: SyncFailed): RecordChange => ({
  ...said(event),
  status: event.nextAttemptAt ? 'retry_scheduled' : 'failed',
  failure: keptFailure(event.failure),
  reference: event.reference,
  attempts: event.attempt,
  nextAttemptAt: event.nextAttemptAt,
})

export const handledChange = (event: SyncHandled): RecordChange => ({
  ...said(event),
  status: 'handled',
  reason: { code: event.reason },
})

export const overdueChange = (event: SyncOverdue): RecordChange => ({
  ...said(event),
  status: 'delivered',
  reason: { code: 'overdue' },
  voucher: keptVoucher(event.voucher),
  connector: event.connector,
  reachedAt: event.deliveredAt,
  reference: event.reference,
})

interface Key {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
}

const keyOf = ({ organizationId, recordId, revision }: Key) => ({
  organizationId,
  recordId,
  revision,
})

const said = (event: Key & { readonly sequence: number }) => ({
  ...keyOf(event),
  sequence: event.sequence,
})
