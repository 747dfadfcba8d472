import { beforeAll, describe, expect, test } from 'vitest'
import {
  claim,
  goOn,
  lookTerms,
  posted,
  said,
  settlements,
  type Stores,
} from '#testing/stores-harness.ts'
import { testRequest } from '#testing/vouchers.ts'
import type { Settlement } from '#domain/posting.ts'
import type { Failure } from '#domain/voucher.ts'
import type { ClaimedFlight } from './flight-store.ts'

const auth: Failure = { class: 'auth', code: 'credentials.wrong', message: 'No.' }
const refused = { kind: 'refused', failure: { class: 'data', code: 'x', message: 'No.' } } as const
const doubt = {
  kind: 'in_doubt',
  failure: { class: 'transient', code: 'x', message: '?' },
} as const

let organizations = 0
const newOrganization = () => `organization-${++organizations}`
const requests = (organizationId: string, count: number) =>
  Array.from({ length: count }, (_, at) => testRequest(`r${at}`, { organizationId }))

/** The promises of `PostingStore`, `FlightStore` and `DoubtStore`, on one database. */
export function storesContract(name: string, open: () => Promise<Stores>): void {
  describe(`stores: ${name}`, () => {
    let stores: Stores
    beforeAll(async () => {
      stores = await open()
    })
    const given = () => stores
    describe('accepting', () => accepting(given))
    describe('claiming', () => claiming(given))
    describe('settling', () => settling(given))
    describe('doubts', () => doubting(given))
  })
}

/** The flight of one organisation; whatever else waits is put back. */
async function claimOf(stores: Stores, organizationId: string, given = {}): Promise<ClaimedFlight> {
  const flight = await claim(stores, given)
  expect(flight?.organizationId).toBe(organizationId)
  return flight!
}

function accepting(given: () => Stores) {
  test('a batch that comes twice is queued once, and is not answered before it is settled', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 3))
    await stores.postings.accept(requests(organization, 3))
    const flight = await claimOf(stores, organization)
    expect(flight.postings).toHaveLength(3)
    expect(await claim(stores)).toBeUndefined()
    expect(said(stores, organization)).toEqual([])
    await stores.flights.settle(flight, settlements(flight, posted), goOn)
  })

  test('RETRY-5: what is settled is answered again, whatever the attempt, and not sent again', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const [one] = requests(organization, 1)
    await stores.postings.accept([one!])
    const flight = await claimOf(stores, organization)
    await stores.flights.settle(flight, settlements(flight, posted), goOn)
    await stores.postings.accept([one!])
    await stores.postings.accept([{ ...one!, attempt: 2 }])
    expect(said(stores, organization)).toEqual(['r0 1 posted', 'r0 1 posted', 'r0 2 posted'])
    expect(await claim(stores)).toBeUndefined()
  })

  test('RETRY-2: a refused posting is sent again with a higher attempt and what that holds', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const [one] = requests(organization, 1)
    await stores.postings.accept([one!])
    const first = await claimOf(stores, organization)
    await stores.flights.settle(first, settlements(first, refused), goOn)
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const voucher = { ...one!.voucher, description: 'Corrected' }
    await stores.postings.accept([one!, { ...one!, attempt: 2, voucher, traceparent }])
    const second = await claimOf(stores, organization)
    expect(second.postings).toMatchObject([{ voucher, traceparent, tries: 0 }])
    await stores.flights.settle(second, settlements(second, posted), goOn)
    expect(said(stores, organization)).toEqual(['r0 1 refused', 'r0 2 posted'])
    expect(stores.answers.at(-1)).toMatchObject({ traceparent })
  })

  test('a withdrawn posting is not sent; one in the air is answered by its outcome', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const [first, second] = requests(organization, 2)
    await stores.postings.accept([first!])
    const flight = await claimOf(stores, organization)
    await stores.postings.accept([second!])
    await stores.postings.withdraw([first!, second!])
    expect(said(stores, organization)).toEqual(['r1 1 returned'])
    const again = settlements(flight, { kind: 'queued', tries: 0 })
    await stores.flights.settle(flight, again, goOn)
    expect(said(stores, organization)).toEqual(['r1 1 returned', 'r0 1 returned'])
    expect(await claim(stores)).toBeUndefined()
  })

  test('a withdrawal that comes before its request keeps it from being sent, until it is asked for anew', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const [one] = requests(organization, 1)
    await stores.postings.withdraw([one!])
    await stores.postings.withdraw([one!])
    await stores.postings.accept([one!])
    expect(said(stores, organization)).toEqual(Array(3).fill('r0 1 returned'))
    expect(await claim(stores)).toBeUndefined()
    await stores.postings.accept([{ ...one!, attempt: 2 }])
    const flight = await claimOf(stores, organization)
    expect(flight.postings).toMatchObject([{ voucher: one!.voucher }])
    await stores.flights.settle(flight, settlements(flight, posted), goOn)
  })

  test('twenty callers with the same hundred postings queue each of them once', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const batch = requests(organization, 100)
    await Promise.all(
      Array.from({ length: 20 }, (_, at) =>
        stores.postings.accept(at % 2 ? batch : batch.toReversed()),
      ),
    )
    const flight = await claimOf(stores, organization, { size: 500 })
    expect(new Set(flight.postings.map(({ recordId }) => recordId)).size).toBe(100)
    expect(flight.postings).toHaveLength(100)
    await stores.flights.settle(flight, settlements(flight, posted), goOn)
  })
}

function claiming(given: () => Stores) {
  test('twenty claims at once give one flight a lane, and no posting to two flights', async () => {
    const stores = given()
    const lanes = Array.from({ length: 5 }, newOrganization)
    for (const lane of lanes) await stores.postings.accept(requests(lane, 30))
    const flights = (
      await Promise.all(Array.from({ length: 20 }, () => claim(stores, { size: 10 })))
    ).filter((flight) => flight !== undefined)
    expect(flights.map(({ organizationId }) => organizationId).toSorted()).toEqual(lanes.toSorted())
    await settleEverything(stores, flights)
  })

  test('lanes take turns', async () => {
    const stores = given()
    const [large, small] = [newOrganization(), newOrganization()]
    await stores.postings.accept(requests(large, 40))
    const first = await claimOf(stores, large, { size: 10 })
    await stores.postings.accept(requests(small, 5))
    const second = await claimOf(stores, small, { size: 10 })
    await settleEverything(stores, [first, second])
  })

  test('MANUAL-6: what a person waits for goes first, across lanes and within one', async () => {
    const stores = given()
    const [busy, other] = [newOrganization(), newOrganization()]
    await stores.postings.accept(requests(busy, 20))
    const manual = testRequest('urgent', { organizationId: other, priority: 'manual' })
    await stores.postings.accept([...requests(other, 20), manual])
    const flight = await claimOf(stores, other, { size: 1 })
    expect(flight.postings).toMatchObject([{ recordId: 'urgent' }])
    await settleEverything(stores, [flight])
  })

  test('what waits already goes first when a person asks for it', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const batch = requests(organization, 5)
    await stores.postings.accept(batch)
    await stores.postings.accept([{ ...batch[4]!, priority: 'manual' }])
    const flight = await claimOf(stores, organization, { size: 1 })
    expect(flight.postings).toMatchObject([{ recordId: 'r4' }])
    await settleEverything(stores, [flight])
  })

  test('replicas together keep the concurrency of a principal, whatever organisations share it', async () => {
    const stores = given()
    const principal = newOrganization()
    for (let at = 0; at < 8; at++) await stores.postings.accept(requests(newOrganization(), 5))
    const flights = (
      await Promise.all(
        Array.from({ length: 20 }, () => claim(stores, { principal, concurrency: 3 })),
      )
    ).filter((flight) => flight !== undefined)
    expect(flights).toHaveLength(3)
    await settleEverything(stores, flights)
  })

  test('replicas together keep the requests of a principal', async () => {
    const stores = given()
    const principal = newOrganization()
    const rate = { requestsPerMinute: 1, burst: 10 }
    for (let at = 0; at < 8; at++) await stores.postings.accept(requests(newOrganization(), 5))
    const flights = (
      await Promise.all(
        Array.from({ length: 20 }, () => claim(stores, { principal, rate, costOf: (n) => n - 1 })),
      )
    ).filter((flight) => flight !== undefined)
    expect(flights).toHaveLength(2)
    await settleEverything(stores, flights)
  })

  test('a posting that may only fly with so many flies with no more', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 6))
    const whole = await claimOf(stores, organization)
    const halved = settlements(whole, { kind: 'queued', tries: 0, maxFlightSize: 3 })
    await stores.flights.settle(whole, halved, goOn)
    const half = await claimOf(stores, organization)
    expect(half.postings).toHaveLength(3)
    await stores.flights.settle(half, settlements(half, posted), goOn)
    await settleEverything(stores, [])
  })

  test('what was made for another ledger or newer secrets is not taken', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept([
      testRequest('r0', { organizationId: organization, credentialsVersion: 2 }),
    ])
    await expect(claim(stores)).rejects.toThrow('connection_stale')
    await expect(claim(stores, { targetFingerprint: 'ledger-2' })).rejects.toThrow('stale')
    await stores.flights.stop(organization, auth, 'ledger-2')
    expect(said(stores, organization)).toEqual(['r0 1 returned'])
  })
}

/** Leaves nothing waiting for the next test. */
async function settleEverything(stores: Stores, flights: readonly ClaimedFlight[]) {
  for (const flight of flights)
    await stores.flights.settle(flight, settlements(flight, posted), goOn)
  const deadline = Date.now() + 5_000
  for (let idle = 0; idle < 3 && Date.now() < deadline;) {
    const flight = await claim(stores, (organizationId) => ({
      principal: `of ${organizationId}`,
      size: 500,
    }))
    if (flight) await stores.flights.settle(flight, settlements(flight, posted), goOn)
    else await new Promise((resolve) => setTimeout(resolve, 30 * ++idle))
  }
}

function settling(given: () => Stores) {
  test('settling twice, or from twenty callers, answers once', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 4))
    const flight = await claimOf(stores, organization)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        stores.flights.settle(flight, settlements(flight, posted), goOn),
      ),
    )
    expect(said(stores, organization)).toHaveLength(4)
  })

  test('a stopped lane gives back what waits and what comes soon after', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 5))
    const flight = await claimOf(stores, organization, { size: 2 })
    const returned = settlements(flight, {
      kind: 'returned',
      reason: 'lane_stopped',
      failure: auth,
    })
    await stores.flights.settle(flight, returned, { kind: 'stop', failure: auth })
    expect(said(stores, organization)).toHaveLength(5)
    await stores.postings.accept([testRequest('late', { organizationId: organization })])
    expect(said(stores, organization).at(-1)).toBe('late 1 returned')
    expect(stores.answers.at(-1)?.data.outcome).toEqual({
      kind: 'returned',
      reason: 'lane_stopped',
      failure: auth,
    })
  })

  test('a vendor that throttles is left alone until the moment it named', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const principal = newOrganization()
    await stores.postings.accept(requests(organization, 2))
    const flight = await claimOf(stores, organization, { principal })
    const again = settlements(flight, { kind: 'queued', tries: 0 })
    await stores.flights.settle(flight, again, { kind: 'hold', milliseconds: 300 })
    const heldAt = performance.now()
    expect(await claim(stores, { principal })).toBeUndefined()
    const next = await poll(() => claim(stores, { principal }))
    expect(performance.now() - heldAt).toBeGreaterThan(250)
    await stores.flights.settle(next, settlements(next, posted), goOn)
    expect(said(stores, organization)).toHaveLength(2)
  })

  test('a lane with a setback waits before its next flight', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 1))
    const flight = await claimOf(stores, organization)
    const again = settlements(flight, { kind: 'queued', tries: 1 })
    await stores.flights.settle(flight, again, { kind: 'pause' })
    expect(await claim(stores)).toBeUndefined()
    const next = await poll(() => claim(stores))
    expect(next).toMatchObject({ setbacks: 1, postings: [{ tries: 1 }] })
    await stores.flights.settle(next, settlements(next, posted), goOn)
  })

  test('one posting under two voucher numbers is told', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 1))
    const flight = await claimOf(stores, organization)
    await stores.flights.settle(flight, settlements(flight, posted), goOn)
    const other = { ...posted, voucher: { ...posted.voucher, number: 'V2' } }
    await stores.flights.settle(flight, settlements(flight, other), goOn)
    expect(stores.twice).toContain(flight.postings[0]!.reference)
  })
}

function doubting(given: () => Stores) {
  const expired = async (stores: Stores, organization: string, count: number) => {
    await stores.postings.accept(requests(organization, count))
    const flight = await claimOf(stores, organization, { leaseMs: 1 })
    await poll(async () => (await stores.doubts.expire()) || undefined)
    return flight
  }
  const look = async ({ doubts }: Stores, leaseMs = 60_000) => {
    const claimed = await doubts.claimLook(() => lookTerms({ leaseMs }), [])
    return claimed.kind === 'look' ? claimed.look : undefined
  }

  test('a flight whose lease ran out is in doubt, and says so once', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await expired(stores, organization, 2)
    expect(await stores.doubts.expire()).toBe(0)
    expect(said(stores, organization).toSorted()).toEqual(['r0 1 in_doubt', 'r1 1 in_doubt'])
    const found = (await look(stores))!
    expect(found.postings).toHaveLength(2)
    expect(await look(stores)).toBeUndefined()
    await stores.doubts.concludeLook(
      found,
      new Map(found.postings.map(({ reference }) => [reference, posted])),
      { revoked: false, nextInMs: 0 },
    )
    expect(said(stores, organization).slice(2).toSorted()).toEqual(['r0 1 posted', 'r1 1 posted'])
    expect(await look(stores)).toBeUndefined()
  })

  test('RETRY-5: a sender that lost its lease is believed about what is in the ledger', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const flight = await expired(stores, organization, 1)
    await stores.flights.settle(flight, settlements(flight, posted), goOn)
    expect(said(stores, organization)).toEqual(['r0 1 in_doubt', 'r0 1 posted'])
    expect(await look(stores)).toBeUndefined()
  })

  test('what a look-up sends again is in the queue, and its old flight decides nothing more', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const flight = await expired(stores, organization, 1)
    const first = (await look(stores))!
    await stores.doubts.concludeLook(first, new Map(), { revoked: true, nextInMs: 0 })
    const second = (await poll(() => look(stores)))!
    expect(second.doubt.revokedAt!.getTime()).toBeLessThanOrEqual(second.lookedAt.getTime())
    const again = new Map([[flight.postings[0]!.reference, { kind: 'queued', tries: 0 } as const]])
    await stores.doubts.concludeLook(second, again, { revoked: false, nextInMs: 0 })
    await stores.flights.settle(flight, settlements(flight, refused), goOn)
    const next = await claimOf(stores, organization)
    expect(next.id).not.toBe(flight.id)
    await stores.flights.settle(next, settlements(next, posted), goOn)
    expect(said(stores, organization)).toEqual(['r0 1 in_doubt', 'r0 1 posted'])
  })

  test('a look-up that lost its lease decides nothing, but is believed about what is there', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const flight = await expired(stores, organization, 2)
    const old = (await look(stores, 1))!
    const current = (await poll(() => look(stores)))!
    expect(current.flightId).toBe(flight.id)
    const [there, absent] = flight.postings.map(({ reference }) => reference)
    await stores.doubts.concludeLook(
      old,
      new Map<string, Settlement>([
        [there!, posted],
        [absent!, { kind: 'queued', tries: 0 }],
      ]),
      { revoked: true, nextInMs: 0 },
    )
    expect(await claim(stores)).toBeUndefined()
    expect(said(stores, organization).slice(2)).toHaveLength(1)
    await stores.doubts.concludeLook(current, new Map([[absent!, posted]]), {
      revoked: false,
      nextInMs: 0,
    })
    expect(await look(stores)).toBeUndefined()
  })

  test('a flight that comes back with doubts is looked for, without those that were settled', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 3))
    const flight = await claimOf(stores, organization)
    const [one, ...others] = flight.postings.map(({ reference }) => reference)
    const outcome = new Map<string, Settlement>(others.map((other) => [other, doubt]))
    outcome.set(one!, posted)
    await stores.flights.settle(flight, outcome, goOn)
    const found = (await look(stores))!
    expect(found.postings.map(({ reference }) => reference).toSorted()).toEqual(others.toSorted())
    const settled = new Map(others.map((other) => [other, posted] as const))
    await stores.doubts.concludeLook(found, settled, { revoked: false, nextInMs: 0 })
    expect(said(stores, organization)).toHaveLength(5)
  })

  test('asked again while in doubt, the doubt is answered again', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const flight = await expired(stores, organization, 1)
    await stores.postings.accept(requests(organization, 1))
    expect(said(stores, organization)).toEqual(['r0 1 in_doubt', 'r0 1 in_doubt'])
    await stores.flights.settle(flight, settlements(flight, posted), goOn)
  })
}

async function poll<T>(ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 5_000
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error('nothing came within 5 s')
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
