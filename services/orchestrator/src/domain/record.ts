import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import { isUnproven, type Failure } from '@bilagsbro/booking/failure'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { LedgerVoucher } from '@bilagsbro/booking/voucher'

/** One revision of one approved record: what becomes one voucher. */
export interface RecordKey {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
}

export type HandledReason = 'by_person' | 'superseded' | 'before_send_from'

export type RecordState =
  | {
      readonly status: 'pending'
      /** Why it was last found to wait for somebody or something; nothing while its turn has not come. */
      readonly held?: PendingReason | undefined
      /** The last round in which it was looked at. */
      readonly lastRound: LastRound
    }
  | {
      readonly status: 'sending'
      /** Set when it may or may not be in the ledger. */
      readonly doubt?: Failure | undefined
      /** What it waited for before, and was told of, where only sending it shows whether that is over. */
      readonly held?: PendingReason | undefined
      /** The round in which it was sent. */
      readonly lastRound?: number | undefined
    }
  | { readonly status: 'delivered'; readonly voucher: LedgerVoucher }
  | { readonly status: 'posted'; readonly voucher: LedgerVoucher }
  | {
      readonly status: 'retry_scheduled'
      readonly failure: Failure
      readonly nextAttemptAt: Date
    }
  | { readonly status: 'failed'; readonly failure: Failure }
  | { readonly status: 'handled'; readonly reason: HandledReason }

export type Status = RecordState['status']

/**
 * A round of an organisation's waiting records, or why no round lets the record go: it awaits the outcome of a lower
 * revision, or was heard of while the past was read, and nothing is decided of it before that is over.
 */
export type LastRound = number | 'awaits_revision' | 'unread'

/** Before the first round of any organisation. */
export const noRound = 0

export interface SyncRecord extends RecordKey {
  /** What its voucher carries in the ledger. */
  readonly reference: string
  readonly contentHash: string
  readonly approvedAt: Date
  readonly createdAt: Date
  readonly traceparent?: string | undefined
  /** Of the last event about it. */
  readonly sequence: number
  /** How often it was sent; an answer names the one it answers. */
  readonly attempt: number
  /** How many attempts failed in a way that counts against the limit. */
  readonly failures: number
  readonly runId?: string | undefined
  readonly mappingVersion: number
  /** What it was last sent by, and to which ledger. */
  readonly connector?: ConnectorType | undefined
  readonly targetFingerprint?: string | undefined
  readonly requestedAt?: Date | undefined
  /** The version of the organisation by whose rules its voucher was made that was sent last. */
  readonly configured: number
  readonly state: RecordState
}

export const isSameRecord = (a: RecordKey, b: RecordKey): boolean =>
  a.recordId === b.recordId && a.revision === b.revision && a.organizationId === b.organizationId

/** Its voucher is in the ledger, or with somebody there who will book it. */
export const isInLedger = ({ state }: SyncRecord): boolean =>
  state.status === 'posted' || state.status === 'delivered'

/** It is in the ledger, or may be: what a person alone can tell. Nothing is booked beside it. */
export const mayBeInLedger = (record: SyncRecord): boolean => {
  const { state } = record
  if (state.status === 'failed') return isUnproven(state.failure)
  return isInLedger(record) || (state.status === 'handled' && state.reason === 'by_person')
}

/** Nothing of it can be in the ledger, nor is it on its way. */
export const isUnsent = (record: SyncRecord): boolean => {
  const { status } = record.state
  if (status === 'failed') return !mayBeInLedger(record)
  return status === 'pending' || status === 'retry_scheduled'
}
