import type { Failure } from '@bilagsbro/booking/failure'
import { expect, test } from 'vitest'
import {
  claim,
  claimOf,
  goOn,
  newOrganization,
  posted,
  refused,
  requests,
  said,
  concludeAll,
  findings,
  type Stores,
} from '#testing/stores-harness.ts'
import { testRequest } from '#testing/vouchers.ts'

const auth: Failure = { class: 'auth', code: 'credentials.wrong', message: 'No.' }

/** The promises of `FlightStore.claim`. */
export function claiming(given: () => Stores) {
  test('twenty claims at once give one flight a lane, and no posting to two flights', async () => {
    const stores = given()
    const lanes = Array.from({ length: 5 }, newOrganization)
    for (const lane of lanes) await stores.postings.accept(requests(lane, 30))
    const flights = (
      await Promise.all(Array.from({ length: 20 }, () => claim(stores, { size: 10 })))
    ).filter((flight) => flight !== undefined)
    expect(flights.map(({ organizationId }) => organizationId).toSorted()).toEqual(lanes.toSorted())
    await concludeAll(stores, flights)
  })

  test('lanes take turns', async () => {
    const stores = given()
    const [large, small] = [newOrganization(), newOrganization()]
    await stores.postings.accept(requests(large, 40))
    const first = await claimOf(stores, large, { size: 10 })
    await stores.postings.accept(requests(small, 5))
    const second = await claimOf(stores, small, { size: 10 })
    await concludeAll(stores, [first, second])
  })

  test('MANUAL-6: what a person waits for goes first, across lanes and within one', async () => {
    const stores = given()
    const [busy, other] = [newOrganization(), newOrganization()]
    await stores.postings.accept(requests(busy, 20))
    const manual = testRequest('urgent', { organizationId: other, priority: 'manual' })
    await stores.postings.accept([...requests(other, 20), manual])
    const flight = await claimOf(stores, other, { size: 1 })
    expect(flight.postings).toMatchObject([{ recordId: 'urgent' }])
    await concludeAll(stores, [flight])
  })

  test('what waits already goes first when a person asks for it', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const batch = requests(organization, 5)
    await stores.postings.accept(batch)
    await stores.postings.accept([{ ...batch[4]!, priority: 'manual' }])
    const flight = await claimOf(stores, organization, { size: 1 })
    expect(flight.postings).toMatchObject([{ recordId: 'r4' }])
    await concludeAll(stores, [flight])
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
    await concludeAll(stores, flights)
  })

  test('replicas together keep the requests of a principal', async () => {
    const stores = given()
    const principal = newOrganization()
    const rate = { requestsPerMinute: 1, burst: 10 }
    for (let at = 0; at < 8; at++) await stores.postings.accept(requests(newOrganization(), 5))
    const flights = (
      await Promise.all(
        Array.from({ length: 20 }, () =>
          claim(stores, { principal, rate, costOf: ({ vouchers }) => vouchers - 1 }),
        ),
      )
    ).filter((flight) => flight !== undefined)
    expect(flights).toHaveLength(2)
    await concludeAll(stores, flights)
  })

  test('a posting that may only fly with so many flies with no more', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 6))
    const whole = await claimOf(stores, organization)
    const halved = findings(whole, { kind: 'queued', tries: 0, maxFlightSize: 3 })
    await stores.flights.concludeFlight(whole, halved, goOn)
    const half = await claimOf(stores, organization)
    expect(half.postings).toHaveLength(3)
    await stores.flights.concludeFlight(half, findings(half, posted), goOn)
    await concludeAll(stores, [])
  })

  test('wide vouchers fly with as many lines as a flight may have, and the widest alone', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const wide = (at: number, lines: number) => {
      const one = testRequest(`r${at}`, { organizationId: organization })
      const [debit, credit] = one.voucher.lines
      const all = [...Array.from({ length: lines - 1 }, () => debit!), credit!]
      return { ...one, voucher: { ...one.voucher, lines: all } }
    }
    await stores.postings.accept([200, 20, 20, 20, 150, 30].map((lines, at) => wide(at, lines)))
    const sizes: number[] = []
    for (let flights = 0; flights < 4; flights++) {
      const flight = await claimOf(stores, organization, { lines: 50 })
      sizes.push(flight.postings.length)
      await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
    }
    expect(sizes).toEqual([1, 2, 1, 1])
    await concludeAll(stores, [])
  })

  test('how small a flight must be is remembered, whoever asks for the posting again', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const batch = requests(organization, 6)
    await stores.postings.accept(batch)
    const whole = await claimOf(stores, organization)
    const away = {
      kind: 'returned',
      reason: 'lane_stopped',
      failure: auth,
      maxFlightSize: 3,
      tries: 2,
    } as const
    await stores.flights.concludeFlight(whole, findings(whole, away), goOn)
    await stores.postings.accept(batch.map((one) => ({ ...one, attempt: 2 })))
    const half = await claimOf(stores, organization)
    expect(half.postings).toMatchObject([{ tries: 2 }, { tries: 2 }, { tries: 2 }])
    await stores.flights.concludeFlight(half, findings(half, refused), goOn)
    await stores.postings.accept(
      half.postings.map((one) => ({
        ...testRequest(one.recordId, { organizationId: organization }),
        attempt: 3,
      })),
    )
    const rest = await claimOf(stores, organization)
    await stores.flights.concludeFlight(rest, findings(rest, posted), goOn)
    const last = await claimOf(stores, organization)
    expect(last.postings).toMatchObject([{ tries: 0 }, { tries: 0 }, { tries: 0 }])
    await concludeAll(stores, [last])
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
