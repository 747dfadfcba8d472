import { expect, test } from 'vitest'
import {
  claim,
  claimOf,
  goOn,
  lookTerms,
  newOrganization,
  poll,
  posted,
  refused,
  requests,
  said,
  findings,
  type Stores,
} from '#testing/stores-harness.ts'
import type { Finding } from '#domain/posting.ts'
import type { LookTerms } from './doubt-store.ts'

const doubt = {
  kind: 'in_doubt',
  failure: { class: 'transient', code: 'x', message: '?' },
} as const

/** The promises of `DoubtStore`. */
export function doubting(given: () => Stores) {
  const expired = async (stores: Stores, organization: string, count: number) => {
    await stores.postings.accept(requests(organization, count))
    const flight = await claimOf(stores, organization, { leaseMs: 1 })
    await poll(async () => (await stores.doubts.expire()) || undefined)
    return flight
  }
  const look = async ({ doubts }: Stores, terms: Partial<LookTerms> = {}) => {
    const claimed = await doubts.claimLook(() => lookTerms(terms), [])
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
      { revoked: false, nextInMs: 0, throttleMs: 0 },
    )
    expect(said(stores, organization).slice(2).toSorted()).toEqual(['r0 1 posted', 'r1 1 posted'])
    expect(await look(stores)).toBeUndefined()
  })

  test('RETRY-5: a sender that lost its lease is believed about what is in the ledger', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const flight = await expired(stores, organization, 1)
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
    expect(said(stores, organization)).toEqual(['r0 1 in_doubt', 'r0 1 posted'])
    expect(await look(stores)).toBeUndefined()
  })

  test('what a look-up sends again is in the queue, and its old flight decides nothing more', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const flight = await expired(stores, organization, 1)
    const first = (await look(stores))!
    await stores.doubts.concludeLook(first, new Map(), {
      revoked: true,
      nextInMs: 0,
      throttleMs: 0,
    })
    const second = (await poll(() => look(stores)))!
    expect(second.doubt.revokedAt!.getTime()).toBeLessThanOrEqual(second.lookedAt.getTime())
    const again = new Map([[flight.postings[0]!.reference, { kind: 'queued', tries: 0 } as const]])
    await stores.doubts.concludeLook(second, again, { revoked: false, nextInMs: 0, throttleMs: 0 })
    await stores.flights.concludeFlight(flight, findings(flight, refused), goOn)
    const next = await claimOf(stores, organization)
    expect(next.id).not.toBe(flight.id)
    await stores.flights.concludeFlight(next, findings(next, posted), goOn)
    expect(said(stores, organization)).toEqual(['r0 1 in_doubt', 'r0 1 posted'])
  })

  test('a look-up that lost its lease decides nothing, but is believed about what is there', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const flight = await expired(stores, organization, 2)
    const old = (await look(stores, { leaseMs: 1 }))!
    const current = (await poll(() => look(stores)))!
    expect(current.flightId).toBe(flight.id)
    const [there, absent] = flight.postings.map(({ reference }) => reference)
    await stores.doubts.concludeLook(
      old,
      new Map<string, Finding>([
        [there!, posted],
        [absent!, { kind: 'queued', tries: 0 }],
      ]),
      { revoked: true, nextInMs: 0, throttleMs: 0 },
    )
    expect(await claim(stores)).toBeUndefined()
    expect(said(stores, organization).slice(2)).toHaveLength(1)
    await stores.doubts.concludeLook(current, new Map([[absent!, posted]]), {
      revoked: false,
      nextInMs: 0,
      throttleMs: 0,
    })
    expect(await look(stores)).toBeUndefined()
  })

  test('a flight that comes back with doubts is looked for, without those that were settled', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 3))
    const flight = await claimOf(stores, organization)
    const [one, ...others] = flight.postings.map(({ reference }) => reference)
    const outcome = new Map<string, Finding>(others.map((other) => [other, doubt]))
    outcome.set(one!, posted)
    await stores.flights.concludeFlight(flight, outcome, goOn)
    const found = (await look(stores))!
    expect(found.postings.map(({ reference }) => reference).toSorted()).toEqual(others.toSorted())
    const settled = new Map(others.map((other) => [other, posted] as const))
    await stores.doubts.concludeLook(found, settled, { revoked: false, nextInMs: 0, throttleMs: 0 })
    expect(said(stores, organization)).toHaveLength(5)
  })

  test('a look that the vendor throttles keeps its whole principal waiting', async () => {
    const [stores, organization, principal] = [given(), newOrganization(), newOrganization()]
    const flight = await expired(stores, organization, 1)
    const found = (await look(stores, { principal }))!
    const rest = { revoked: false, nextInMs: 0, throttleMs: 60_000 }
    await stores.doubts.concludeLook(found, new Map(), rest)
    await stores.postings.accept(requests(newOrganization(), 1))
    expect(await claim(stores, { principal })).toBeUndefined()
    expect(await look(stores, { principal })).toBeUndefined()
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
  })

  test('RETRY-5: what look-ups saw of a posting is told, the newest first, while it is in doubt', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const flight = await expired(stores, organization, 1)
    const { recordId, revision, reference } = flight.postings[0]!
    const report = () => stores.doubts.report({ organizationId: organization, recordId, revision })
    const failed = { code: 'call.timeout', message: 'No answer.' }
    const looks = [
      { failure: failed },
      {},
      { sightings: new Map([[reference, { at: new Date(), what: 'posted V1' }]]) },
    ]
    for (const saw of looks) {
      const found = (await poll(() => look(stores)))!
      await stores.doubts.concludeLook(found, new Map(), {
        revoked: false,
        nextInMs: 0,
        throttleMs: 0,
        ...saw,
      })
    }
    expect(await report()).toMatchObject({
      attempt: 1,
      state: 'in_doubt',
      accepted: false,
      looks: 3,
      nextLookAt: expect.any(String),
      latest: [
        { saw: 'voucher', voucherNumber: 'V1' },
        { saw: 'nothing' },
        { saw: 'no_answer', ...failed },
      ],
    })
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
    expect(await report()).toMatchObject({ state: 'posted', latest: [] })
    const unknown = { organizationId: organization, recordId: 'nobodys', revision: 1 }
    expect(await stores.doubts.report(unknown)).toBeUndefined()
  })

  test('asked again while in doubt, the doubt is answered again', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const flight = await expired(stores, organization, 1)
    await stores.postings.accept(requests(organization, 1))
    expect(said(stores, organization)).toEqual(['r0 1 in_doubt', 'r0 1 in_doubt'])
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
  })
}
