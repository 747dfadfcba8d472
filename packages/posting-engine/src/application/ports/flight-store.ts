import type { Failure } from '@bilagsbro/booking/failure'
import type { Voucher } from '@bilagsbro/booking/voucher'
import type { Aftermath } from '#domain/flight.ts'
import type { Finding } from '#domain/posting.ts'
import type { Rate } from '#domain/token-bucket.ts'
import type { FlightPlan, FlightSize } from './accounting-system.ts'

/** The terms that a lane's next flight would be sent on. */
export interface FlightTerms {
  readonly flightId: string
  readonly plan: FlightPlan
  readonly principal: string
  readonly targetFingerprint: string
  /** Postings that ask for newer ones are not taken. */
  readonly credentialsVersion: number
  /** Vouchers at most. */
  readonly size: number
  /** Lines at most, where lines count; a voucher that has more flies alone. */
  readonly lines?: number | undefined
  /** Requests that a flight takes. */
  readonly costOf: (flight: FlightSize) => number
  readonly rate: Rate
  /** Calls at the same time, per principal. */
  readonly concurrency: number
  readonly leaseMs: number
}

export interface FlownPosting {
  readonly recordId: string
  readonly revision: number
  readonly reference: string
  readonly voucher: Voucher
  readonly tries: number
  /** In its first flight, of a posting that nobody can have sent before. */
  readonly isFresh?: boolean | undefined
  readonly traceparent?: string | undefined
}

export interface ClaimedFlight {
  readonly id: string
  readonly organizationId: string
  readonly plan: FlightPlan
  readonly principal: string
  /** Setbacks in a row that the lane had before this flight. */
  readonly setbacks: number
  readonly postings: readonly FlownPosting[]
}

/** The connection that a posting was made for. */
export interface WantedConnection {
  readonly targetFingerprint: string
  /** The oldest version that will do. */
  readonly credentialsVersion: number
}

export type Claim =
  /** The flight's intent is committed. */
  | { readonly kind: 'flight'; readonly flight: ClaimedFlight }
  /** The next lane's connection has to be read first. */
  | { readonly kind: 'connection_needed'; readonly organizationId: string }
  /** The postings of the next lane are meant for another ledger, or for newer secrets, than the terms. */
  | {
      readonly kind: 'connection_stale'
      readonly organizationId: string
      readonly wanted: WantedConnection
    }
  /** The next lane is stopped, and its postings were not given back yet. */
  | { readonly kind: 'stopped'; readonly organizationId: string; readonly failure: Failure }
  /** The next lane has to wait for its vendor's limits; other lanes may have work. */
  | { readonly kind: 'put_off' }
  | { readonly kind: 'nothing' }

/**
 * Lanes, flights and the vendors' limits. One lane per organisation; lanes take turns, manual work first.
 * Tokens and concurrency are kept per principal on the database's clock, so that any number of replicas
 * together keeps them. Nothing is locked between two calls. While a voucher that a ledger accepted does not show,
 * nothing more is sent for its organisation.
 */
export interface FlightStore {
  /**
   * Commits the intent of the next flight. A fresh posting is fresh in one flight only, unless it comes back unsent; none
   * is after a setback of its lane. `terms` gives none for an organisation whose connection is not
   * known yet; organisations in `except` are passed over.
   */
  claim(
    terms: (organizationId: string) => FlightTerms | undefined,
    except: readonly string[],
  ): Promise<Claim>
  /** Takes in the findings of a flight, by reference, and answers them. Harmless when repeated, or late. */
  concludeFlight(
    flight: Pick<ClaimedFlight, 'id' | 'organizationId' | 'principal' | 'setbacks' | 'postings'>,
    findings: ReadonlyMap<string, Finding>,
    aftermath: Aftermath,
  ): Promise<void>
  /** Gives back the queue of a lane that is stopped until a person acts. */
  giveBackHeld(organizationId: string, failure: Failure): Promise<void>
  /** Gives back the queue of a lane, except for one target if given, and for a while every request that arrives after. */
  stop(organizationId: string, failure: Failure, exceptTarget?: string): Promise<void>
}
