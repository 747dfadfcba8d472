import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerVoucher } from '@bilagsbro/booking/voucher'
import type { Followed } from '#domain/follow-up.ts'
import type { LookTerms } from './doubt-store.ts'
import type { FlownPosting, WantedConnection } from './flight-store.ts'

export interface FollowUpTerms extends LookTerms {
  /** Postings of one look at most. */
  readonly size: number
  /** Postings that are due within so many milliseconds come along: the call costs the same. */
  readonly soonMs: number
}

export interface FollowedPosting extends FlownPosting {
  readonly followed: Followed
}

/** Postings of one organisation that were delivered, or accepted and do not show, claimed for one look-up. */
export interface FollowUpLook {
  readonly organizationId: string
  readonly principal: string
  /** On the database's clock, before the look-up began. */
  readonly lookedAt: Date
  /** Names the claim of the principal's one place for looks like this. */
  readonly place: string
  readonly postings: readonly FollowedPosting[]
}

export type FollowUpClaim =
  | { readonly kind: 'look'; readonly look: FollowUpLook }
  | { readonly kind: 'connection_needed'; readonly organizationId: string }
  | {
      readonly kind: 'connection_stale'
      readonly organizationId: string
      readonly wanted: WantedConnection
    }
  /** The vendor's limits leave no room just now. */
  | { readonly kind: 'put_off'; readonly organizationId: string; readonly waitMs: number }
  | { readonly kind: 'nothing' }

/** The finding of a look for one delivered posting. */
export type FollowedUp =
  | { readonly kind: 'posted' | 'delivered'; readonly voucher: LedgerVoucher }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | {
      readonly kind: 'look_later'
      /** Left out, the posting is not looked for any more. */
      readonly inMs?: number | undefined
      readonly absentSince?: Date | undefined
    }

/**
 * Postings that the ledger holds and has not booked, or accepted and does not show. Each posting is looked for again
 * and again, by whichever replica comes first, on the database's clock; a principal has one look at a time. A look that
 * is never concluded is made again when its lease is over.
 */
export interface FollowUpStore {
  claimFollowUp(
    terms: (organizationId: string) => FollowUpTerms | undefined,
    except: readonly string[],
  ): Promise<FollowUpClaim>
  /**
   * Takes in the findings of a look, by reference, answers those that are final, and keeps when to look for the others.
   * `posted` is a fact whoever saw it; every other finding counts only from the latest look at a posting. While `throttleMs`
   * last, the principal makes no request. Harmless when repeated.
   */
  concludeFollowUp(
    look: FollowUpLook,
    found: ReadonlyMap<string, FollowedUp>,
    throttleMs: number,
  ): Promise<void>
}
