import type { DimensionName } from './mapping.ts'

/** Why an approved record is not sent, and what is missing. */
export interface PendingReason {
  readonly code:
    | 'connector_disabled'
    | 'not_configured'
    | 'mapping_missing'
    | 'connector_suspended'
    | 'awaiting_run'
    | 'awaiting_revision'
    | 'awaiting_retry'
    /** Another record goes first, and is read back. */
    | 'awaiting_trial'
    | 'in_doubt'
    | 'period_closed'
    /** Its period is closed: it goes with another date. */
    | 'date_moved'
    | 'revision_unproven'
    | 'other_ledger'
    /** A person put it back: its turn comes. */
    | 'reopened'
  readonly categories?: readonly string[] | undefined
  readonly payeeKinds?: readonly string[] | undefined
  /** Payees whose number in the ledger is not known. */
  readonly payees?: readonly string[] | undefined
  /** Dimensions that the mapping names no dimension of the ledger for. */
  readonly dimensions?: readonly DimensionName[] | undefined
  /** yyyy-mm-dd: no version of the mapping is effective on it, or its period is closed; or the day that the voucher carries instead. */
  readonly postingDate?: string | undefined
  /** ISO 8601: when the schedule lets the record go. */
  readonly nextRunAt?: string | undefined
  /** The earlier revision that a person has to speak for, or that is in another ledger than the one of today. */
  readonly revision?: number | undefined
}
