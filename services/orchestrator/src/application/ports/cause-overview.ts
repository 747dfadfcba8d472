import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { Failed } from '#domain/cause.ts'
import type { Organization } from '#domain/organization.ts'

/** Records together: how many, how much they come to, and the first of their approvals. */
export interface Together {
  readonly count: number
  readonly amount: string
  readonly oldestAt: Date
}

export interface FailedTogether extends Together {
  readonly fingerprint: string
  /** The state of the record that failed last, and when that was. */
  readonly state: Failed
  readonly failedAt: Date
}

export interface WaitingTogether extends Together {
  readonly reason: PendingReason
}

/** Reads without deciding anything. */
export interface CauseOverview {
  /** An organisation with its failed records by cause, and its waiting records by their reason; nothing where it is unknown. */
  causes(organizationId: string): Promise<
    | {
        readonly organization: Organization
        readonly failed: readonly FailedTogether[]
        readonly waiting: readonly WaitingTogether[]
      }
    | undefined
  >
}
