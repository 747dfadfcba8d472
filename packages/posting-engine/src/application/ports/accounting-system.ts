import type { ConnectionReport } from '@bilagsbro/adapter-api/calls'
import type { CatalogueEntry, CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { CredentialField, CredentialGroup } from '@bilagsbro/adapter-api/credential-schema'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Failure } from '@bilagsbro/booking/failure'
import type { LedgerCodeKind } from '@bilagsbro/booking/ledger-code'
import type { MappingOption, PostingMode } from '@bilagsbro/booking/mapping'
import type { PostingOutcomeOf } from '@bilagsbro/booking/posting-outcome'
import type { Voucher } from '@bilagsbro/booking/voucher'
import type { Result } from '@bilagsbro/kernel/result'
import type { VoucherOutcome } from '#domain/flight.ts'
import type { FollowUpPolicy } from '#domain/follow-up.ts'

/** One organisation's access to its ledger. A connection is in memory only, and only while calls are made with it. */
export interface Connection {
  readonly organizationId: string
  /** Changes exactly when the ledger that is posted to does. */
  readonly targetFingerprint: string
  readonly credentialsVersion: number
  /** The connector is off: nothing may be sent. Look-ups for vouchers that were sent go on. */
  readonly isOff?: boolean | undefined
  /** The fields that identify the target: tenant, environment, company, base address. Not secret. */
  readonly target: Readonly<Record<string, string>>
  /** In clear. Never logged, traced or stored. */
  readonly secrets: Readonly<Record<string, string>>
}

export interface Posting {
  /** The voucher carries it in the ledger and is found by it. 16 characters. */
  readonly reference: string
  readonly voucher: Voucher
  /**
   * Nobody can have sent the voucher before. Left out where somebody may have, or where a person wants to see it in the ledger.
   */
  readonly isFresh?: boolean | undefined
}

/** How much of a flight there is to send, and to look for. */
export interface FlightSize {
  readonly vouchers: number
  /** Of all vouchers together. */
  readonly lines: number
  /** Vouchers that are not fresh: they are looked for before they are sent, where the ledger can be looked in. */
  readonly lookedFor: number
}

/** Vouchers that are sent together, under an intent that was committed before the first byte. */
export interface Flight {
  readonly id: string
  /** Drawn by `plan`: enough for `revoke` to find everything that `post` may have left behind. */
  readonly plan: FlightPlan
  readonly postings: readonly Posting[]
  /**
   * Asked right before each request that can book: a request that begins too late may still be carried out when
   * everybody takes it for lost. The signal alone does not see a machine that stood still. A voucher whose request was
   * not begun is `unsent`, with `tooLate`.
   */
  readonly inTime: () => boolean
}
export type FlightPlan = Readonly<Record<string, string>>

export interface FlightOutcome {
  /** One outcome for every posting of the flight, by reference. */
  readonly outcomes: ReadonlyMap<string, VoucherOutcome>
  /** Set where the whole lane must stop: `auth`, `unreachable`, `config`, or `rate_limited` with its `retryAfter`. */
  readonly stop?: Failure
}

export type Found =
  | PostingOutcomeOf<'posted' | 'delivered'>
  /** The reference is in the ledger with other accounts or amounts, or more than once: for a person. */
  | {
      readonly kind: 'different'
      readonly failure: Failure
      /** Two numbers that it is there under, where it is there more than once; the same number where it is so under one. */
      readonly twice?: readonly [string, string]
    }
  /** The accounting system holds it and will not book it as it is: the failure says why. Never sent again while it is there. */
  | { readonly kind: 'rejected'; readonly failure: Failure }
  /** Answered by `replay` alone: the ledger said no to this voucher, and nothing of the voucher is there. */
  | { readonly kind: 'refused'; readonly failure: Failure }

/** Who settles a doubt: a look-up in the ledger, the same request again where the ledger promised to recognise it, or a person. */
export type SettledBy = 'look_up' | 'replay' | 'person'

export interface Limits {
  /** Vouchers per flight at most. */
  readonly flightSize: number
  /** Lines of all vouchers of a flight at most; a voucher that has more flies alone. Left out where only vouchers count. */
  readonly flightLines?: number
  /** Flights of one organisation in the air at the same time, unless the installation says otherwise. Left out: one. */
  readonly flightsPerLane?: number
  /** Calls of this port at the same time, per principal. */
  readonly concurrency: number
  /** Requests per minute, per principal. */
  readonly requestsPerMinute: number
  /** How long one call of this port may take, in milliseconds. */
  readonly callTimeoutMs: number
  /** How long after a call was given up the vendor may still carry it out, in milliseconds. */
  readonly settleHorizonMs: number
  /**
   * How long a voucher may show nowhere while the vendor moves it from one place to another (staged to booked). Two
   * looks that find nothing count as two only if they began that far apart. Left out where a voucher always shows.
   */
  readonly moveMs?: number
  /**
   * For how long the vendor may still take back a voucher that it shows: the time that one of its operations may run,
   * where uncommitted vouchers show. After a lost answer, a voucher that is seen is posted only when it is seen again
   * that much later. Left out where only committed vouchers show.
   */
  readonly rollbackHorizonMs?: number
}

/** Days (yyyy-mm-dd) from and to which can be posted on, both included; without an end where there is none. */
export interface OpenDays {
  readonly from?: string | undefined
  readonly to?: string | undefined
}

/**
 * One kind of accounting system. Every implementation passes `accounting-system.contract.ts`.
 *
 * Expected failures are answers (`Failure` with its class); anything thrown is treated as `in_doubt` by the
 * engine. No method outlives its signal. Nothing here retries: when to try again is the engine's and the
 * orchestrator's to decide.
 */
export interface AccountingSystem {
  readonly type: ConnectorType
  readonly limits: Limits
  readonly credentialFields: readonly CredentialField[]
  /** What the fields name as their groups, in the order of a form; left out where the fields are few. */
  readonly credentialGroups?: readonly CredentialGroup[]
  /** Each is a complete set of secrets, by name; exactly one of them is saved. */
  readonly secretSets: readonly (readonly string[])[]
  /** The parts of a mapping that the ledger has a place for; left out, all of them. */
  readonly mappingOptions?: readonly MappingOption[]
  /** How vouchers can reach its books; left out, they are booked. A voucher of another mode is refused by the engine. */
  readonly postingModes?: readonly PostingMode[]
  /** How doubts of this connection are settled: `look_up` needs `find` to tell, `replay` needs `replay`. Makes no call. */
  settlesBy(connection: Connection): SettledBy
  /** How delivered vouchers are followed until `find` shows them booked or gone. Left out where no outcome is `delivered`. */
  readonly followUp?: FollowUpPolicy
  /** Whom the vendor counts requests against; organisations may share a principal. Not secret. */
  principalOf(connection: Connection): string
  /** Limits of this connection, where they are others. Left out where all connections are alike. */
  paceOf?(
    connection: Connection,
  ): Pick<Limits, 'requestsPerMinute' | 'concurrency'> & Partial<Pick<Limits, 'flightSize'>>
  /** How many requests a flight takes as a rule, from the look-up before it to what proves its vouchers. */
  requestsFor(flight: FlightSize, connection: Connection): number
  /** How many requests `find` or `replay` of so many vouchers takes at most, and `revoke` after it. */
  requestsPerLook(vouchers: number): number
  /** Reads only. A failure names its cause: wrong or expired secret, unknown tenant, environment or company, missing permission, unreachable, throttled, TLS. */
  testConnection(
    connection: Connection,
    signal: AbortSignal,
  ): Promise<Result<ConnectionReport, Failure>>
  /** Entries of the ledger that can be mapped to, at most 20,000. */
  catalogue(
    connection: Connection,
    kind: CatalogueKind,
    signal: AbortSignal,
  ): Promise<Result<CatalogueEntry[], Failure>>
  /** The kinds of codes whose lists in the catalogue are whole, so that a code that a list lacks is not in the ledger. Left out: none. */
  readonly listed?: readonly Exclude<LedgerCodeKind, 'period'>[]
  /** The days that can be posted on, as far as the ledger tells. Left out where it does not. Reads only. */
  openDays?(connection: Connection, signal: AbortSignal): Promise<Result<OpenDays, Failure>>
  /** Draws what a flight needs before it is sent, without any call. */
  plan(): FlightPlan
  /**
   * Sends the flight. Answers `posted` only for vouchers that the ledger shows, never on the vendor's promise alone; of a
   * fresh voucher, an answer is proof where the connection declares what proves a booking.
   */
  post(flight: Flight, connection: Connection, signal: AbortSignal): Promise<FlightOutcome>
  /**
   * Looks in the ledger. A posting that the map lacks is not there now, which proves nothing before the settle horizon.
   * Only an answer of the ledger itself is a look: a gateway's 404, or a page for people, is a failure.
   */
  find(
    postings: readonly Posting[],
    connection: Connection,
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Found>, Failure>>
  /**
   * Makes the requests of a flight in doubt again, for a ledger that promised to carry out each key once: its answer
   * tells the outcome of the first request. A posting that the map lacks is still open, and is never sent in another
   * way. `different`: the ledger says no, or has another voucher under the key. Left out where no connection settles
   * doubts by replay.
   */
  replay?(
    flight: Flight,
    connection: Connection,
    signal: AbortSignal,
  ): Promise<Result<ReadonlyMap<string, Found>, Failure>>
  /** Makes everything that an abandoned flight left behind unbookable. Harmless when repeated, and when nothing is there. */
  revoke(
    plan: FlightPlan,
    connection: Connection,
    signal: AbortSignal,
  ): Promise<Result<void, Failure>>
}
