import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import { isUnproven, type Failure } from '@bilagsbro/booking/failure'
import type { MovedDate } from '@bilagsbro/booking/moved-date'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { CorrectedVoucher, LedgerVoucher } from '@bilagsbro/booking/voucher'

/** One revision of one approved record: it becomes one voucher. */
export interface RecordKey {
  readonly organizationId: string
  readonly recordId: string
  readonly revision: number
}

export type HandledReason = 'by_person' | 'superseded' | 'withdrawn' | 'before_send_from'

export type RecordState =
  | {
      readonly status: 'pending'
      /** The reason that the record was last found to wait for; nothing while its turn has not come. */
      readonly held?: PendingReason | undefined
      /** The last round in which the record was looked at. */
      readonly lastRound: LastRound
      /** Goes again, and waits all the same: it keeps its leave to go before the schedule, and its run while that is open. */
      readonly isRetry?: boolean | undefined
    }
  | {
      readonly status: 'sending'
      /** Set when the voucher may or may not be in the ledger. */
      readonly doubt?: Failure | undefined
      /** The reason that was told before the record was sent, where only sending shows whether the reason still holds. */
      readonly held?: PendingReason | undefined
      /** The round in which the record was sent. */
      readonly lastRound?: number | undefined
      /** It went again: should it come back unsent, it still does. */
      readonly isRetry?: boolean | undefined
    }
  | {
      readonly status: 'delivered'
      readonly voucher: LedgerVoucher
      /** Others were told that it waits in the ledger for too long. */
      readonly isOverdue?: boolean | undefined
    }
  | { readonly status: 'posted'; readonly voucher: LedgerVoucher }
  | {
      readonly status: 'retry_scheduled'
      readonly failure: Failure
      readonly nextAttemptAt: Date
      /** It went again, and still does. */
      readonly isRetry?: boolean | undefined
    }
  | {
      readonly status: 'failed'
      readonly failure: Failure
      /** When the record goes again by itself: nothing but the absence of its ledger made it fail. */
      readonly againAt?: Date | undefined
    }
  | {
      readonly status: 'handled'
      readonly reason: HandledReason
      /**
       * The state that a person's mark took the place of; nothing where the record only waited. Of a superseded record:
       * that a person has said that it is in no ledger.
       */
      readonly before?: MarkedState | undefined
    }

/** A state that a person's mark hides, and that comes back when the mark is taken back. */
export type MarkedState =
  | { readonly status: 'delivered'; readonly voucher: LedgerVoucher }
  | { readonly status: 'failed'; readonly failure: Failure }

export type Status = RecordState['status']
/** A status as people are told: what is in doubt is apart from what is simply on its way. */
export type ShownStatus = Status | 'in_doubt'

export const statusOf = ({ state }: SyncRecord): ShownStatus =>
  state.status === 'sending' && state.doubt ? 'in_doubt' : state.status

/**
 * A round of an organisation's waiting records, or why no round lets the record go. `awaits_revision`: a lower revision
 * is on its way. `unread`: the record came while the past was read, and is decided when the past is known.
 */
export type LastRound = number | 'awaits_revision' | 'unread'

/** Before the first round of any organisation. */
export const noRound = 0

/** Before all others: a failed record that goes again. */
export const aheadOfRounds = -1

export interface SyncRecord extends RecordKey {
  /** The reference that its voucher carries in the ledger. */
  readonly reference: string
  readonly contentHash: string
  readonly approvedAt: Date
  readonly createdAt: Date
  readonly traceparent?: string | undefined
  /** The sequence of the last event about the record. */
  readonly sequence: number
  /** How often the record was sent; an answer names the attempt that it answers. */
  readonly attempt: number
  /** How many attempts failed in a way that counts against the limit. */
  readonly failures: number
  readonly runId?: string | undefined
  readonly mappingVersion: number
  /** The type of connector that last sent the record, and the ledger that it was sent to. */
  readonly connector?: ConnectorType | undefined
  readonly targetFingerprint?: string | undefined
  readonly requestedAt?: Date | undefined
  /** The version of the organisation by whose rules the last voucher was made; 0 where it is not known. */
  readonly configured: number
  /** The voucher of an earlier revision that the last voucher corrects. */
  readonly corrects?: CorrectedVoucher | undefined
  /** Set where the last voucher was left in the ledger as a draft. */
  readonly mode?: 'draft' | undefined
  /** Another date than its own, because the ledger that it was last sent to has closed the period of that one. */
  readonly moved?: MovedDate | undefined
  /** The revision has no lines: the record is not to be in the ledger. */
  readonly isWithdrawal?: boolean | undefined
  readonly state: RecordState
}

/** The same text for all revisions of a record. */
export const recordOf = ({ organizationId, recordId }: Omit<RecordKey, 'revision'>): string =>
  `${organizationId}\n${recordId}`

/** Another text for every revision. */
export const revisionOf = (key: RecordKey): string => `${recordOf(key)}\n${key.revision}`

export const isSameRecord = (a: RecordKey, b: RecordKey): boolean =>
  a.recordId === b.recordId && a.revision === b.revision && a.organizationId === b.organizationId

/** The voucher is in the ledger, or with somebody there who will book it. */
export const isInLedger = ({ state }: SyncRecord): boolean =>
  state.status === 'posted' || state.status === 'delivered'

/** The voucher is in the ledger, or may be, which a person alone can tell. Nothing is booked beside it. */
export const mayBeInLedger = (record: SyncRecord): boolean => {
  const { state } = record
  if (state.status === 'failed') return isUnproven(state.failure)
  return isInLedger(record) || (state.status === 'handled' && state.reason === 'by_person')
}

/**
 * Nothing of the record was ever sent, and nobody has said that it is in no ledger. Where it is older than what its
 * connector sends, somebody may have booked it by hand.
 */
export const isUntold = ({ state, attempt }: SyncRecord): boolean =>
  attempt === 0 &&
  state.status === 'handled' &&
  (state.reason === 'before_send_from' || state.reason === 'superseded') &&
  !state.before

/** The record as it would be without a person's mark. */
export const unmarked = (record: SyncRecord): SyncRecord => {
  const { state } = record
  return state.status === 'handled' && state.before ? { ...record, state: state.before } : record
}

/** Nothing of the record can be in the ledger or on its way there. */
export const isUnsent = (record: SyncRecord): boolean => {
  const { status } = record.state
  if (status === 'failed') return !mayBeInLedger(record)
  return status === 'pending' || status === 'retry_scheduled'
}

/** The record had failed or met a closed period, and goes again, or will when what it waits for lets it. */
export const isAwaitingRetry = (record: SyncRecord): boolean =>
  record.state.status !== 'sending' && isRetry(record)

/** Whether the record goes again, or is on its way because it did. */
export function isRetry({ state }: SyncRecord): boolean {
  if (state.status === 'sending' || state.status === 'retry_scheduled')
    return state.isRetry === true
  if (state.status !== 'pending') return false
  const code = state.held?.code
  return state.isRetry === true || code === 'awaiting_retry' || code === 'date_moved'
}
