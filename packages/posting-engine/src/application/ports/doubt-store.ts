import type { DoubtReport } from '@bilagsbro/adapter-api/calls'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Doubt, Doubtful, Sighting } from '#domain/doubt.ts'
import type { Finding, PostingKey } from '#domain/posting.ts'
import type { Rate } from '#domain/token-bucket.ts'
import type { FlightPlan } from './accounting-system.ts'
import type { FlownPosting, WantedConnection } from './flight-store.ts'

export interface LookTerms {
  readonly principal: string
  readonly targetFingerprint: string
  readonly rate: Rate
  readonly concurrency: number
  /** Requests that a look-up of so many vouchers and a revocation take at most. */
  readonly costOf: (vouchers: number) => number
  readonly leaseMs: number
}

/** A flight in doubt, claimed for one look-up. */
export interface Look {
  /** Fences: conclusions of an older look at the same flight are ignored. */
  readonly id: string
  readonly flightId: string
  readonly organizationId: string
  readonly principal: string
  readonly plan: FlightPlan
  /** A forgotten predecessor may have sent the postings: its own plan is lost, and nothing can be revoked by it. */
  readonly isForgotten: boolean
  readonly doubt: Doubt
  /** On the database's clock, before the look-up began. */
  readonly lookedAt: Date
  /** The postings of the flight that are still in doubt. */
  readonly postings: readonly (FlownPosting & Doubtful)[]
}

export type LookClaim =
  | { readonly kind: 'look'; readonly look: Look }
  | { readonly kind: 'connection_needed'; readonly organizationId: string }
  | {
      readonly kind: 'connection_stale'
      readonly organizationId: string
      readonly wanted: WantedConnection
    }
  | { readonly kind: 'put_off' }
  | { readonly kind: 'nothing' }

/** Flights whose answer was lost, until a look-up has settled every posting of theirs. */
export interface DoubtStore {
  /**
   * To be called when the past has been read, before anything is sent: puts in doubt whatever a forgotten predecessor
   * may have sent, and answers so. Looks for these postings prove absence like any other. Once in each epoch; a call
   * again changes nothing.
   */
  doubtPast(): Promise<void>
  /** Puts flights whose lease ran out in doubt, and answers so once for each posting. Gives back the number of flights. */
  expire(): Promise<number>
  /**
   * After the database's clock was put back, nothing waits for the clock to catch up: a moment that lies further ahead
   * than a pause or a lease of so many milliseconds can reach is pulled back.
   */
  forgetFuture(leaseMs: number): Promise<void>
  claimLook(
    terms: (organizationId: string) => LookTerms | undefined,
    except: readonly string[],
  ): Promise<LookClaim>
  /**
   * Takes in the findings of the look-up. Postings without a finding stay in doubt, with their sightings, and are looked
   * for again. While `throttleMs` last, the principal makes no request. While an accepted posting does not show, nothing
   * more is sent for the organisation until each such posting is found, sent again or withdrawn.
   */
  concludeLook(
    look: Look,
    findings: ReadonlyMap<string, Finding>,
    rest: {
      readonly revoked: boolean
      readonly nextInMs: number
      readonly throttleMs: number
      readonly sightings?: ReadonlyMap<string, Sighting> | undefined
      /** How the look-up failed, where it did. */
      readonly failure?: Pick<Failure, 'code' | 'message'> | undefined
    },
  ): Promise<void>
  /** How a posting stands, and the latest look-ups for it; nothing where it is unknown. */
  report(key: PostingKey): Promise<DoubtReport | undefined>
}
