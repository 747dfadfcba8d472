import { randomUUID } from 'node:crypto'
import type {
  Claim,
  ClaimedFlight,
  FlightStore,
  FlightTerms,
} from '#application/ports/flight-store.ts'
import type { DoubtStore, LookTerms } from '#application/ports/doubt-store.ts'
import type { FollowUpStore, FollowUpTerms } from '#application/ports/follow-up-store.ts'
import type { PostingStore } from '#application/ports/posting-store.ts'
import type { Finding } from '#domain/posting.ts'
import type { RecordedAnswer } from './recording-outbox.ts'
import { testRequest } from './vouchers.ts'

export interface Stores {
  readonly postings: PostingStore
  readonly flights: FlightStore
  readonly doubts: DoubtStore
  readonly followUps: FollowUpStore
  /** From a setback of a lane to its next flight. */
  readonly pauseMs: number
  /** From a delivery to the first look. */
  readonly followUpMs: number
  /** For how long after the database was born a call of a predecessor may still be carried out. */
  readonly predecessorMs: number
  readonly answers: readonly RecordedAnswer[]
  readonly twice: readonly string[]
  /** As a database that is restored: its past is read anew. */
  readonly newEpoch: () => Promise<void>
}

export const terms = (given: Partial<FlightTerms> = {}): FlightTerms => ({
  flightId: randomUUID(),
  plan: { journal: 'ABC' },
  principal: 'client-1',
  targetFingerprint: 'ledger-1',
  credentialsVersion: 1,
  size: 50,
  costOf: () => 1,
  rate: { requestsPerMinute: 600_000, burst: 100_000 },
  concurrency: 100,
  leaseMs: 60_000,
  ...given,
})

export const lookTerms = (given: Partial<LookTerms> = {}): LookTerms => ({
  principal: 'client-1',
  targetFingerprint: 'ledger-1',
  rate: { requestsPerMinute: 600_000, burst: 100_000 },
  concurrency: 100,
  costOf: () => 1,
  leaseMs: 60_000,
  ...given,
})

export const followUpTerms = (given: Partial<FollowUpTerms> = {}): FollowUpTerms => ({
  ...lookTerms(),
  size: 50,
  soonMs: 0,
  ...given,
})

/** Claims until there is a flight, or nothing more to claim. */
export async function claim(
  { flights }: Stores,
  given: Partial<FlightTerms> | ((organizationId: string) => Partial<FlightTerms>) = {},
): Promise<ClaimedFlight | undefined> {
  for (;;) {
    const next: Claim = await flights.claim(
      (organizationId) => terms(typeof given === 'function' ? given(organizationId) : given),
      [],
    )
    if (next.kind === 'flight') return next.flight
    if (next.kind === 'nothing') return undefined
    if (next.kind !== 'put_off') throw new Error(next.kind)
  }
}

export const findings = (flight: ClaimedFlight, finding: Finding) =>
  new Map(flight.postings.map(({ reference }) => [reference, finding]))

export const goOn = { kind: 'go_on' } as const
export const posted = {
  kind: 'posted',
  voucher: { number: 'V1', date: '2026-11-21' },
} as const satisfies Finding

export const delivered = { ...posted, kind: 'delivered' } as const satisfies Finding

/** `recordId attempt outcome` of each answer about an organisation. */
export const said = ({ answers }: Stores, organizationId: string) =>
  answers
    .filter(({ data }) => data.organizationId === organizationId)
    .map(({ data }) => `${data.recordId} ${data.attempt} ${data.outcome.kind}`)

let organizations = 0
export const newOrganization = () => `organization-${++organizations}`
export const requests = (organizationId: string, count: number) =>
  Array.from({ length: count }, (_, at) => testRequest(`r${at}`, { organizationId }))

export const refused = {
  kind: 'refused',
  failure: { class: 'data', code: 'x', message: 'No.' },
} as const

export const doubted = { ...refused, kind: 'in_doubt' } as const satisfies Finding

/** The flight of one organisation; whatever else waits is put back. */
export async function claimOf(
  stores: Stores,
  organizationId: string,
  given = {},
): Promise<ClaimedFlight> {
  const flight = await claim(stores, given)
  if (flight?.organizationId !== organizationId)
    throw new Error(`a flight of ${flight?.organizationId}, not of ${organizationId}`)
  return flight
}

/** Leaves nothing waiting for the next test. */
export async function concludeAll(stores: Stores, flights: readonly ClaimedFlight[]) {
  for (const flight of flights)
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
  const deadline = Date.now() + 5_000
  for (let idle = 0; idle < 3 && Date.now() < deadline;) {
    const flight = await claim(stores, (organizationId) => ({
      principal: `of ${organizationId}`,
      size: 500,
    }))
    if (flight) await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
    else await new Promise((resolve) => setTimeout(resolve, 30 * ++idle))
  }
}

export async function poll<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 30_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error('nothing came within 30 s')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
