import type { Failure } from '@bilagsbro/booking/failure'
import { expect, test } from 'vitest'
import {
  claim,
  claimOf,
  goOn,
  newOrganization,
  poll,
  posted,
  requests,
  said,
  findings,
  type Stores,
} from '#testing/stores-harness.ts'
import { testRequest } from '#testing/vouchers.ts'
import type { Finding } from '#domain/posting.ts'

const auth: Failure = { class: 'auth', code: 'credentials.wrong', message: 'No.' }

/** The promises of `FlightStore.concludeFlight`. */
export function settling(given: () => Stores) {
  test('settling twice, or from twenty callers, answers once', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 4))
    const flight = await claimOf(stores, organization)
    await Promise.all(
      Array.from({ length: 20 }, () =>
        stores.flights.concludeFlight(flight, findings(flight, posted), goOn),
      ),
    )
    expect(said(stores, organization)).toHaveLength(4)
  })

  test('a stopped lane gives back what waits and what comes soon after', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 5))
    const flight = await claimOf(stores, organization, { size: 2 })
    const returned = findings(flight, {
      kind: 'returned',
      reason: 'lane_stopped',
      failure: auth,
    })
    await stores.flights.concludeFlight(flight, returned, { kind: 'stop', failure: auth })
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
    const again = findings(flight, { kind: 'queued', tries: 0 })
    const heldAt = Date.now()
    await stores.flights.concludeFlight(flight, again, { kind: 'throttle', milliseconds: 300 })
    const next = await poll(() => claim(stores, { principal }))
    expect(Date.now() - heldAt).toBeGreaterThanOrEqual(300)
    await stores.flights.concludeFlight(next, findings(next, posted), goOn)
    expect(said(stores, organization)).toHaveLength(2)
  })

  test('a lane with a setback waits before its next flight', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 1))
    const flight = await claimOf(stores, organization)
    const again = findings(flight, { kind: 'queued', tries: 1 })
    const pausedAt = Date.now()
    await stores.flights.concludeFlight(flight, again, { kind: 'pause' })
    const next = await poll(() => claim(stores))
    expect(Date.now() - pausedAt).toBeGreaterThanOrEqual(stores.pauseMs)
    expect(next).toMatchObject({ setbacks: 1, postings: [{ tries: 1 }] })
    await stores.flights.concludeFlight(next, findings(next, posted), goOn)
  })

  test('half a character or a NUL in what a vendor says keeps nothing from being settled', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 3))
    const flight = await claimOf(stores, organization)
    const message = `No\0 ${'🧾'.slice(0, 1)}`
    const failure: Failure = { class: 'data', code: message, message }
    const [one, two, three] = flight.postings.map(({ reference }) => reference)
    const outcomes = new Map<string, Finding>([
      [one!, { kind: 'refused', failure }],
      [two!, { kind: 'in_doubt', failure }],
      [three!, { ...posted, voucher: { ...posted.voucher, number: message } }],
    ])
    await stores.flights.concludeFlight(flight, outcomes, { kind: 'stop', failure })
    expect(said(stores, organization).toSorted()).toEqual([
      'r0 1 refused',
      'r1 1 in_doubt',
      'r2 1 posted',
    ])
    const told = JSON.stringify(stores.answers.slice(-3))
    expect(told).toContain('No\ufffd \ufffd')
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
  })

  test('one posting under two voucher numbers is told', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 1))
    const flight = await claimOf(stores, organization)
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
    const other = { ...posted, voucher: { ...posted.voucher, number: 'V2' } }
    await stores.flights.concludeFlight(flight, findings(flight, other), goOn)
    expect(stores.twice).toContain(flight.postings[0]!.reference)
    // The second one is told, and the first one stays known.
    expect(said(stores, organization)).toEqual(['r0 1 posted', 'r0 1 posted'])
    expect(stores.answers.at(-1)).toMatchObject({
      data: { outcome: { voucher: { number: 'V2' } } },
    })
  })
}
