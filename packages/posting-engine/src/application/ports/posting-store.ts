import type { OpenPostings } from '@bilagsbro/adapter-api/calls'
import type { Voucher } from '@bilagsbro/booking/voucher'
import type { PostingOutcome } from '@bilagsbro/booking/posting-outcome'
import type { PostingKey } from '#domain/posting.ts'

export interface PostingRequest extends PostingKey {
  readonly attempt: number
  readonly reference: string
  readonly targetFingerprint: string
  readonly credentialsVersion: number
  readonly priority: 'normal' | 'manual'
  readonly voucher: Voucher
  /**
   * When the record was approved (ISO 8601), where nobody can have asked for the voucher before: not at this adapter, nor
   * at another. Left out where somebody may have.
   */
  readonly unsentBefore?: string | undefined
  /** W3C trace context of the request; its answer continues it. */
  readonly traceparent?: string | undefined
}

export interface Withdrawal extends PostingKey {
  readonly attempt: number
  /** When a person said that the voucher is not in the ledger (ISO 8601). */
  readonly saidAbsentAt?: string | undefined
  readonly traceparent?: string | undefined
}

/** An answer that was given in a time that the database has lost, read from `posting.completed`. */
export interface RecalledAnswer extends PostingKey {
  readonly attempt: number
  readonly outcome: PostingOutcome
}

/**
 * `past`: read in a new epoch, while a predecessor's requests and withdrawals are still being read. Nothing is answered
 * as returned then that the predecessor may have sent.
 */
export type ReadIn = 'present' | 'past'

/**
 * The memory of every posting that was requested. A change commits together with the answers (`posting.completed`)
 * that follow from it, or not at all; answers are published after the commit. The same call a second time changes
 * nothing, but answers again. Any number of callers, in any order.
 */
export interface PostingStore {
  /**
   * Queues new postings, and decides known ones by `request`. Postings for a stopped lane are returned at once. A new one
   * is fresh where it was unsent before the moment from which this database knows of everything that is sent.
   */
  accept(requests: readonly PostingRequest[], readIn?: ReadIn): Promise<void>
  /** Decides each by `withdraw`, or `withdrawInPast`; the withdrawal of an unknown posting is remembered. */
  withdraw(withdrawals: readonly Withdrawal[], readIn?: ReadIn): Promise<void>
  /**
   * Decides each by `recall`, in the order given, also for postings that were not requested yet. To be called before
   * anything is sent. Answers nothing.
   */
  recall(answers: readonly RecalledAnswer[]): Promise<void>
  /** The open postings of one organisation, whichever ledger they are for. */
  open(organizationId: string): Promise<OpenPostings>
}
