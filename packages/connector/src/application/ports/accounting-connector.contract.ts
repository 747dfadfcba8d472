import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Failure, Voucher } from '#domain/voucher.ts'
import type {
  AccountingConnector,
  CatalogueKind,
  Connection,
  Flight,
  FlightOutcome,
  Outcome,
  Posting,
} from './accounting-connector.ts'

/** What a vendor, or the way to it, can do to a call that sends vouchers. Each hits the next such call only. */
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

/** One connector before a simulator of its vendor that a test can look into and upset. */
export interface ConnectorHarness extends AsyncDisposable {
  /** Its limits allow a test to wait for them: a settle horizon and call timeout of at most a second or so. */
  readonly connector: AccountingConnector
  connection(): Connection
  /** A voucher that the ledger takes, another one every time. */
  voucher(): Voucher
  newReference(): string
  /** What the ledger holds under a reference: one entry per voucher, staged ones included. */
  ledger(
    reference: string,
  ): Promise<readonly { lines: readonly { account: string; amount: string }[] }[]>
  readonly faults: Readonly<Record<Fault, (() => Promise<void>) | { readonly impossible: string }>>
  /** Takes all faults back. */
  calm(): Promise<void>
  /** Vouchers that the ledger says no to, and the failure that says why. */
  readonly unacceptable: readonly {
    readonly name: string
    readonly voucher: Voucher
    readonly failure: Partial<Failure>
  }[]
  /** Ways into a ledger that do not lead there, and the failure that names the cause. */
  readonly broken: readonly {
    readonly name: string
    readonly connection: Connection
    readonly failure: Partial<Failure>
  }[]
  readonly catalogue: readonly { readonly kind: CatalogueKind; readonly code: string }[]
}

/** What the posting engine builds on. A connector that passes keeps its promises under every fault listed. */
export function accountingConnectorContract(
  name: string,
  open: () => Promise<ConnectorHarness>,
): void {
  describe(`accounting connector: ${name}`, () => {
    let harness: ConnectorHarness
    beforeAll(async () => {
      harness = await open()
    })
    afterEach(() => harness.calm())
    afterAll(() => harness[Symbol.asyncDispose]())

    sending(() => harness)
    describe('under faults', () => truth(() => harness))
    reading(() => harness)
  })
}

function sending(given: () => ConnectorHarness): void {
  test('a full flight is posted, each voucher once, with our accounts and amounts', async () => {
    const flight = flightOf(given(), given().connector.limits.flightSize)
    const { outcomes, stop } = await post(given(), flight)
    expect(stop).toBeUndefined()
    for (const posting of flight.postings) {
      expect(outcomes.get(posting.reference)).toMatchObject(arrived)
      await expectOnce(given(), posting)
    }
  })

  test('a flight of one is posted', async () => {
    const flight = flightOf(given(), 1)
    const { outcomes } = await post(given(), flight)
    expect(outcomes.get(flight.postings[0]!.reference)).toMatchObject(arrived)
  })

  test('vouchers that are not acceptable never reach the ledger and do not take others along', async () => {
    const harness = given()
    for (const { name, voucher, failure } of harness.unacceptable) {
      const good = [postingOf(harness), postingOf(harness)]
      const bad = { reference: harness.newReference(), voucher }
      const last = await settleAll(harness, [good[0]!, bad, good[1]!])
      expect(last.get(bad.reference), name).toMatchObject({ kind: 'refused', failure })
      expect(await harness.ledger(bad.reference), name).toHaveLength(0)
      for (const posting of good) await expectOnce(harness, posting)
    }
  })

  test('what was posted is found, what was not is absent, and what differs is told apart', async () => {
    const harness = given()
    if (!harness.connector.canFind) return
    const [there, other, absent] = [postingOf(harness), postingOf(harness), postingOf(harness)]
    await settleAll(harness, [there, other])
    const { lines } = other.voucher
    const changed = lines.map((line) => ({ ...line, amount: doubled(line.amount) }))
    const found = await find(harness, [
      there,
      absent,
      { ...other, voucher: { ...other.voucher, lines: changed } },
    ])
    expect(found.get(there.reference)).toMatchObject(arrived)
    expect(found.has(absent.reference)).toBe(false)
    expect(found.get(other.reference)).toMatchObject({ kind: 'different' })
  })

  test('twenty flights at once are all posted once', async () => {
    const harness = given()
    const groups = Array.from({ length: 20 }, () => [postingOf(harness), postingOf(harness)])
    await Promise.all(groups.map((group) => settleAll(harness, group)))
    for (const posting of groups.flat()) await expectOnce(harness, posting)
  })

  test('revoking is harmless when nothing is there, when repeated, and after posting', async () => {
    const harness = given()
    const { connector } = harness
    const flight = flightOf(harness, 2)
    const revoke = () =>
      connector.revoke(flight.plan, harness.connection(), deadline(connector.limits.callTimeoutMs))
    expect(await revoke()).toMatchObject({ ok: true })
    const later = flightOf(harness, 2)
    await post(harness, later)
    const again = () =>
      connector.revoke(later.plan, harness.connection(), deadline(connector.limits.callTimeoutMs))
    expect(await again()).toMatchObject({ ok: true })
    expect(await again()).toMatchObject({ ok: true })
    for (const posting of later.postings) await expectOnce(harness, posting)
  })

  test('a call ends soon after its signal', async () => {
    const harness = given()
    const started = performance.now()
    await harness.connector
      .post(flightOf(harness, 1), harness.connection(), AbortSignal.abort())
      .catch(() => undefined)
    expect(performance.now() - started).toBeLessThan(1000)
  })
}

function truth(given: () => ConnectorHarness): void {
  test.for(faults)(
    'RETRY-5: a vendor that %s gets no voucher twice and loses none',
    async (fault) => {
      const harness = given()
      const inject = harness.faults[fault]
      if (typeof inject !== 'function') return expect(inject.impossible).not.toBe('')
      const postings = [postingOf(harness), postingOf(harness), postingOf(harness)]
      await inject()
      const first = await post(harness, flightWith(harness, postings))
      if (fault === 'throttles') expect(first.stop).toMatchObject({ class: 'rate_limited' })
      for (const { reference } of postings) {
        const outcome = first.outcomes.get(reference)
        expect(outcome?.kind, 'no voucher is to blame').not.toBe('refused')
        if (outcome?.kind === 'posted' || outcome?.kind === 'delivered')
          expect(await harness.ledger(reference)).toHaveLength(1)
      }
      if (fault !== 'hides') await harness.calm()
      const last = await settleAll(harness, postings, first)
      for (const posting of postings) {
        expect(last.get(posting.reference)).toMatchObject(arrived)
        await expectOnce(harness, posting)
      }
    },
  )

  test('what is said to be unsent is not in the ledger, nor on its way there', async () => {
    const harness = given()
    for (const fault of faults) {
      const inject = harness.faults[fault]
      if (typeof inject !== 'function') continue
      const postings = [postingOf(harness), postingOf(harness)]
      await inject()
      const { outcomes } = await post(harness, flightWith(harness, postings))
      await harness.calm()
      await passed(harness.connector.limits.settleHorizonMs)
      for (const { reference } of postings)
        if (outcomes.get(reference)?.kind === 'unsent')
          expect(await harness.ledger(reference), fault).toHaveLength(0)
    }
  })

  test('a way that does not lead there sends nothing, stops the lane and names the cause', async () => {
    const harness = given()
    for (const { name, connection, failure } of harness.broken) {
      const posting = postingOf(harness)
      const flight = flightWith(harness, [posting])
      const { callTimeoutMs } = harness.connector.limits
      const { outcomes, stop } = await harness.connector.post(
        flight,
        connection,
        deadline(callTimeoutMs),
      )
      expect(stop, name).toMatchObject(failure)
      expect(outcomes.get(posting.reference)?.kind, name).toBe('unsent')
      expect(await harness.ledger(posting.reference), name).toHaveLength(0)
      expectNoSecret({ stop, outcomes: [...outcomes] }, connection)
    }
  })
}

function reading(given: () => ConnectorHarness): void {
  test('CONFIG-5: a connection test says what was found, or names the cause, within 10 s', async () => {
    const { connector, connection, broken } = given()
    const report = await connector.testConnection(connection(), deadline(10_000))
    expect(report).toMatchObject({ ok: true, value: { name: expect.any(String) } })
    for (const way of broken) {
      const answer = await connector.testConnection(way.connection, deadline(10_000))
      expect(answer, way.name).toMatchObject({ ok: false, error: way.failure })
      expectNoSecret(answer, way.connection)
    }
  })

  test('the catalogue names what can be mapped to', async () => {
    const { connector, connection, catalogue } = given()
    for (const { kind, code } of catalogue) {
      const answer = await connector.catalogue(connection(), kind, deadline(10_000))
      expect(answer).toMatchObject({ ok: true })
      if (answer.ok) expect(answer.value.map((entry) => entry.code)).toContain(code)
    }
  })

  test('a principal is stable and holds no secret', () => {
    const { connector, connection } = given()
    const principal = connector.principalOf(connection())
    expect(connector.principalOf(connection())).toBe(principal)
    expectNoSecret(principal, connection())
  })

  test('limits are such that the engine can keep them', () => {
    const { limits, requestsFor, credentialFields } = given().connector
    for (const limit of Object.values(limits)) expect(limit).toBeGreaterThan(0)
    expect(requestsFor(limits.flightSize)).toBeGreaterThanOrEqual(1)
    expect(credentialFields.length).toBeGreaterThan(0)
  })
}

const arrived = {
  kind: expect.stringMatching(/^(posted|delivered)$/),
  voucher: { number: expect.any(String), date: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/) },
}

/** Does with a flight what the engine does, without its database: until every voucher has its last outcome. */
async function settleAll(
  harness: ConnectorHarness,
  postings: readonly Posting[],
  first?: FlightOutcome & { readonly flight: Flight },
): Promise<Map<string, Outcome>> {
  const last = new Map<string, Outcome>()
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
    const wasOpen = open.length
    open = open.filter(({ reference }) => (last.get(reference)?.kind ?? 'unsent') === 'unsent')
    if (open.length === wasOpen && !stop) size = Math.max(1, Math.ceil(size / 2))
  }
  return last
}

async function resolve(
  harness: ConnectorHarness,
  flight: Flight,
  doubtful: readonly Posting[],
  last: Map<string, Outcome>,
): Promise<void> {
  const { connector } = harness
  const { callTimeoutMs, settleHorizonMs } = connector.limits
  await passed(callTimeoutMs + settleHorizonMs)
  await find(harness, doubtful)
  const revoked = await connector.revoke(flight.plan, harness.connection(), deadline(callTimeoutMs))
  expect(revoked).toMatchObject({ ok: true })
  const found = await find(harness, doubtful)
  for (const { reference } of doubtful) {
    const there = found.get(reference)
    expect(there?.kind).not.toBe('different')
    last.set(reference, there && there.kind !== 'different' ? there : { kind: 'unsent' })
  }
}

async function post(
  harness: ConnectorHarness,
  flight: Flight,
): Promise<FlightOutcome & { readonly flight: Flight }> {
  const { connector } = harness
  const signal = deadline(connector.limits.callTimeoutMs)
  const outcome: FlightOutcome = await connector
    .post(flight, harness.connection(), signal)
    .catch(() => ({ outcomes: new Map() }))
  expectNoSecret({ ...outcome, outcomes: [...outcome.outcomes] }, harness.connection())
  return { ...outcome, flight }
}

async function find(harness: ConnectorHarness, postings: readonly Posting[]) {
  const { connector } = harness
  const signal = deadline(connector.limits.callTimeoutMs)
  const found = await connector.find(postings, harness.connection(), signal)
  if (!found.ok) throw new Error(`find: ${JSON.stringify(found.error)}`)
  return found.value
}

const deadline = (milliseconds: number) => AbortSignal.timeout(milliseconds)
const passed = (milliseconds: number) =>
  new Promise((resolve) => setTimeout(resolve, Math.max(0, milliseconds)))

const postingOf = (harness: ConnectorHarness): Posting => ({
  reference: harness.newReference(),
  voucher: harness.voucher(),
})

const flightOf = (harness: ConnectorHarness, size: number) =>
  flightWith(
    harness,
    Array.from({ length: size }, () => postingOf(harness)),
  )

const flightWith = (harness: ConnectorHarness, postings: readonly Posting[]): Flight => ({
  id: crypto.randomUUID(),
  plan: harness.connector.plan(),
  postings,
})

async function expectOnce(harness: ConnectorHarness, { reference, voucher }: Posting) {
  const entries = await harness.ledger(reference)
  expect(entries, reference).toHaveLength(1)
  const shown = (lines: readonly { account: string; amount: string }[]) =>
    lines.map(({ account, amount }) => `${account} ${Number(amount).toFixed(2)}`).toSorted()
  expect(shown(entries[0]!.lines)).toEqual(shown(voucher.lines))
}

function expectNoSecret(value: unknown, connection: Connection) {
  const text = JSON.stringify(value)
  for (const secret of Object.values(connection.secrets))
    if (secret.length > 3) expect(text.includes(secret), 'a secret is shown').toBe(false)
}

const doubled = (amount: string) => (Number(amount) * 2).toFixed(2)
