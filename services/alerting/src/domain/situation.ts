import type { Cause } from '@bilagsbro/booking/cause'
import type { Span } from './span.ts'
import type { TroubleKind } from './trouble.ts'
import type { Thresholds } from './thresholds.ts'

/** Troubles of one kind and cause that began in the same minute, and lie without a gap; of waits, with gaps. */
export interface Troubles extends Span {
  readonly kind: TroubleKind
  readonly cause: string
}

/** How many attempts failed in a minute, and when the last of them did. */
export interface Failures {
  readonly at: number
  readonly count: number
}

/** A state of a connector that holds from a moment on, by its version. */
export interface Switch {
  readonly at: number
  readonly isEnabled: boolean
  readonly secretsExpireAt?: number | undefined
}

/** A connector was suspended or went on, by its sequence. */
export interface Breaking {
  readonly at: number
  readonly cause?: Cause | undefined
}

/** The log of an organisation was found to be broken, or whole again, by the sequence of what was told. */
export interface LogCheck {
  readonly at: number
  readonly isIntact: boolean
}

/** What is known of an organisation: all that is not over before `since`. */
export interface Situation {
  readonly since: number
  /** Everything that was told before this moment is known. */
  readonly now: number
  readonly thresholds: Thresholds
  readonly switches: readonly Switch[]
  readonly breakings: readonly Breaking[]
  readonly logChecks: readonly LogCheck[]
  readonly troubles: readonly Troubles[]
  readonly failures: readonly Failures[]
  /** When a record waited for the first time, ever. */
  readonly firstWaitingAt?: number | undefined
  /** When records reached the ledger: apart from each other by an hour at most, or nothing came between. */
  readonly successes: readonly Span[]
  /** When the alert about errors was last over, before `since`: failures until then do not count. */
  readonly ratedUntil?: number | undefined
}
