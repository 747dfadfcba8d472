import type { CatalogueKind } from '@bilagsbro/adapter-api/catalogue'
import type { Failure } from '@bilagsbro/booking/failure'
import type { Voucher } from '@bilagsbro/booking/voucher'
import { expect } from 'vitest'
import type {
  AccountingSystem,
  Connection,
  Flight,
  FlightOutcome,
  Posting,
} from './accounting-system.ts'
import type { VoucherOutcome } from '#domain/flight.ts'

/** Faults of a vendor, or of the network before it, in a call that sends vouchers. Each hits the next such call only. */
export const faults = [
  /** 5xx, and nothing was carried out. */
  'fails_before_commit',
  /** The connection is cut, and nothing was carried out. */
  'drops_before_commit',
  /** Carried out, then the connection is cut. */
  'drops_after_commit',
  /** Carried out, then 5xx. */
  'fails_after_commit',
  /** Carried out, and answered after the deadline of the call. */
  'answers_too_late',
  /** Carried out after the call was given up, but within the settle horizon. */
  'commits_too_late',
  /** Carried out, and not to be found for a while. */
  'hides',
  /** Asks for fewer requests; nothing was carried out. */
  'throttles',
  /** Carried out, and answered with something that is not an answer. */
  'rambles',
] as const
export type Fault = (typeof faults)[number]

/** One accounting system before a simulator of its vendor that a test can look into and upset. */
export interface SystemHarness extends AsyncDisposable {
  /** Its limits allow a test to wait for them: a settle horizon and call timeout of at most a second or so. */
  readonly system: AccountingSystem
  /** The same with time enough for a call on any machine, for all but calls that are to be given up. */
  readonly patient: AccountingSystem
  connection(): Connection
  /** A voucher that the ledger takes, another one every time. */
  voucher(): Voucher
  newReference(): string
  /** The engine says of each voucher that nobody can have sent it before. */
  readonly isFresh?: boolean
  /** What the ledger holds under a reference: one entry per voucher, staged ones included. */
  ledger(
    reference: string,
  ): Promise<readonly { lines: readonly { account: string; amount: string }[] }[]>
  readonly faults: Readonly<Record<Fault, (() => Promise<void>) | { readonly impossible: string }>>
  /** Takes all faults back. */
  calm(): Promise<void>
  /** Of an accounting system that answers `delivered`: what people and jobs do in the ledger with what it holds. */
  readonly desk?: {
    /** All that waits is booked, or found to be at fault. */
    book(): Promise<void>
    /** Somebody deletes what waits under a reference. */
    remove(reference: string): Promise<void>
  }
  /** Vouchers that the ledger says no to, and the failure that says why. */
  readonly unacceptable: readonly {
    readonly name: string
    readonly voucher: Voucher
    readonly failure: Partial<Failure>
    /** It is held all the same: that it cannot be booked shows only when somebody tries. */
    readonly late?: boolean
  }[]
  /** Ways into a ledger that do not lead there, and the failure that names the cause. */
  readonly broken: readonly {
    readonly name: string
    readonly connection: Connection
    readonly failure: Partial<Failure>
    /** In place of `patient`, where it is out of time that the cause is known. */
    readonly system?: AccountingSystem
  }[]
  readonly catalogue: readonly { readonly kind: CatalogueKind; readonly code: string }[]
}

export const arrived = {
  kind: expect.stringMatching(/^(posted|delivered)$/),
  voucher: { number: expect.any(String), date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) },
}

/** Does with a flight what the engine does, without its database: until every voucher has its last outcome. */
export async function settleAll(
  harness: SystemHarness,
  postings: readonly Posting[],
  first?: FlightOutcome & { readonly flight: Flight },
): Promise<Map<string, VoucherOutcome>> {
  const last = new Map<string, VoucherOutcome>()
  let open = postings
  let size = postings.length
  let flown = first
  for (let round = 0; open.length > 0; round++) {
    if (round > 20) throw new Error(`still open: ${JSON.stringify([...last])}`)
    flown ??= await post(harness, flightWith(harness, open.slice(0, size)))
    const { flight, outcomes, stop } = flown
    flown = undefined
    const doubtful = flight.postings.filter(
      ({ reference }) => (outcomes.get(reference)?.kind ?? 'in_doubt') === 'in_doubt',
    )
    if (stop?.retryAfter) await passed(Date.parse(stop.retryAfter) - Date.now())
    for (const [reference, outcome] of outcomes) last.set(reference, outcome)
    if (doubtful.length > 0) await resolve(harness, flight, doubtful, last)
    if (flight.postings.length === 1 && !stop) blameAlone(flight.postings[0]!, last)
    const wasOpen = open.length
    open = open.filter(({ reference }) => (last.get(reference)?.kind ?? 'unsent') === 'unsent')
    if (open.length === wasOpen && !stop) size = Math.max(1, Math.ceil(size / 2))
  }
  return last
}

/** A voucher that is not taken even alone answers for itself. */
function blameAlone({ reference }: Posting, last: Map<string, VoucherOutcome>): void {
  const outcome = last.get(reference)
  if (outcome?.kind !== 'unsent' || !outcome.failure || outcome.failure.class === 'transient')
    return
  last.set(reference, { kind: 'refused', failure: outcome.failure })
}

async function resolve(
  harness: SystemHarness,
  flight: Flight,
  doubtful: readonly Posting[],
  last: Map<string, VoucherOutcome>,
): Promise<void> {
  const { patient, system } = harness
  await passed(system.limits.callTimeoutMs + system.limits.settleHorizonMs)
  if (patient.settlesBy(harness.connection()) === 'replay')
    return await replay(harness, { ...flight, postings: doubtful }, last)
  await find(harness, doubtful)
  const revoked = await patient.revoke(flight.plan, harness.connection(), timeOf(patient))
  if (!revoked.ok) throw new Error(`revoke: ${JSON.stringify(revoked.error)}`)
  const found = await find(harness, doubtful)
  for (const { reference } of doubtful) {
    const there = found.get(reference)
    if (there && 'failure' in there) throw new Error(`${reference}: ${there.failure.message}`)
    last.set(reference, there ?? { kind: 'unsent' })
  }
}

async function replay(
  harness: SystemHarness,
  flight: Flight,
  last: Map<string, VoucherOutcome>,
): Promise<void> {
  const { patient } = harness
  const found = await patient.replay!(flight, harness.connection(), timeOf(patient))
  if (!found.ok) throw new Error(`replay: ${JSON.stringify(found.error)}`)
  for (const [reference, there] of found.value) {
    if ('failure' in there) throw new Error(`${reference}: ${there.failure.message}`)
    last.set(reference, there)
  }
  const open = flight.postings.filter(({ reference }) => !found.value.has(reference))
  if (open.length > 0) throw new Error(`still in doubt: ${JSON.stringify(open)}`)
}

export async function post(
  harness: SystemHarness,
  flight: Flight,
  system = harness.patient,
): Promise<FlightOutcome & { readonly flight: Flight }> {
  const outcome: FlightOutcome = await system
    .post(flight, harness.connection(), timeOf(system))
    .catch(() => ({ outcomes: new Map() }))
  expectNoSecret({ ...outcome, outcomes: [...outcome.outcomes] }, harness.connection())
  return { ...outcome, flight }
}

export async function find(harness: SystemHarness, postings: readonly Posting[]) {
  const { patient } = harness
  const found = await patient.find(postings, harness.connection(), timeOf(patient))
  if (!found.ok) throw new Error(`find: ${JSON.stringify(found.error)}`)
  return found.value
}

export const timeOf = ({ limits }: AccountingSystem) => deadline(limits.callTimeoutMs)
export const deadline = (milliseconds: number) => AbortSignal.timeout(milliseconds)
export const passed = (milliseconds: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)))

export const postingOf = (harness: SystemHarness): Posting => ({
  reference: harness.newReference(),
  voucher: harness.voucher(),
  isFresh: harness.isFresh,
})

export const flightOf = (harness: SystemHarness, size: number) =>
  flightWith(
    harness,
    Array.from({ length: size }, () => postingOf(harness)),
  )

export const flightWith = (harness: SystemHarness, postings: readonly Posting[]): Flight => ({
  id: crypto.randomUUID(),
  plan: harness.patient.plan(),
  postings,
  inTime: () => true,
})

export async function expectOnce(harness: SystemHarness, { reference, voucher }: Posting) {
  const entries = await harness.ledger(reference)
  expect({ reference, entries: entries.length }).toEqual({ reference, entries: 1 })
  const shown = (lines: readonly { account: string; amount: string }[]) =>
    lines.map(({ account, amount }) => `${account} ${Number(amount).toFixed(2)}`).toSorted()
  expect(shown(entries[0]!.lines)).toEqual(shown(voucher.lines))
}

export function expectNoSecret(value: unknown, connection: Connection) {
  const text = JSON.stringify(value)
  const secrets = Object.values(connection.secrets).filter((secret) => secret.length > 3)
  expect(secrets.filter((secret) => text.includes(secret))).toHaveLength(0)
}

export const doubled = (amount: string) => (Number(amount) * 2).toFixed(2)
