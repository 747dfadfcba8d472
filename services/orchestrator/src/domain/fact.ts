import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerAnswer } from '@bilagsbro/booking/ledger-answer'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { LedgerVoucher, Voucher } from '@bilagsbro/booking/voucher'
import type { Suspension } from './breaker.ts'
import type { Organization } from './organization.ts'
import type { HandledReason, SyncRecord } from './record.ts'
import type { Run } from './run.ts'
import type { Use } from './use.ts'
import type { Word } from './word.ts'

/** A posting that a person waits for goes first. */
export type Priority = 'normal' | 'manual'

/**
 * What must never happen: a second voucher for one revision, vouchers for two revisions of which none corrects the other,
 * or another voucher than was posted.
 */
export interface Alarm {
  readonly kind: 'second_voucher' | 'second_revision' | 'posted_differently'
  /** A sentence, for the people who run the installation. */
  readonly message: string
  /** The numbers of the vouchers, as far as they are known. */
  readonly vouchers: readonly string[]
}

/** An event of a record. `record` is as it was right after; its sequence is the event's. */
export type RecordFact = { readonly record: SyncRecord; readonly at: Date } & (
  | { readonly kind: 'queued'; readonly reason: PendingReason; readonly word?: Word | undefined }
  | {
      readonly kind: 'succeeded'
      readonly outcome: 'posted' | 'delivered'
      readonly connector: ConnectorType
      readonly attempt: number
      readonly voucher: LedgerVoucher
      readonly answer?: LedgerAnswer | undefined
      readonly answeredAt?: string | undefined
    }
  | {
      readonly kind: 'failed'
      readonly failure: Failure
      readonly nextAttemptAt?: Date | undefined
    }
  | { readonly kind: 'handled'; readonly reason: HandledReason; readonly word?: Word | undefined }
  | {
      readonly kind: 'requested'
      readonly connector: ConnectorType
      readonly credentialsVersion: number
      readonly priority: Priority
      readonly voucher: Voucher
      /** The version that the voucher is the trial of. */
      readonly trial?: number | undefined
      /** Nobody asked for the voucher before. Left out where somebody may have. */
      readonly unsentBefore?: Date | undefined
    }
  | {
      readonly kind: 'overdue'
      readonly connector: ConnectorType
      readonly voucher: LedgerVoucher
      readonly deliveredAt: Date
    }
  | { readonly kind: 'doubled'; readonly alarm: Alarm }
  | {
      readonly kind: 'withdrawn'
      readonly connector: ConnectorType
      /** A person has looked in the ledger, and found nothing there. */
      readonly notInLedger?: true
    }
)

export type RunFact =
  | { readonly kind: 'run_started'; readonly run: Run }
  | { readonly kind: 'run_completed'; readonly run: Run }

export type ConnectorFact = {
  readonly organization: Organization
  readonly connector: ConnectorType
  readonly at: Date
  readonly word?: Pick<Word, 'by' | 'note'> | undefined
} & ({ readonly kind: 'suspended'; readonly suspension: Suspension } | { readonly kind: 'resumed' })

/** The first use of a category or a kind of payee in an organisation. */
export interface UseFact extends Use {
  readonly kind: 'first_used'
  readonly at: Date
}

/** A fact that others are told. Facts are told in the order in which they happened. */
export type Fact = RecordFact | RunFact | ConnectorFact | UseFact
