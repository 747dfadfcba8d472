import type { Failure } from '@bilagsbro/booking/failure'
import { expect, test } from 'vitest'
import {
  claim,
  claimOf,
  delivered,
  followUpTerms,
  goOn,
  newOrganization,
  poll,
  posted,
  requests,
  said,
  concludeAll,
  findings,
  type Stores,
} from '#testing/stores-harness.ts'
import type { FollowedUp, FollowUpLook, FollowUpTerms } from './follow-up-store.ts'

const gone: Failure = { class: 'rejected_in_ledger', code: 'x', message: 'Gone.' }
const rejected: FollowedUp = { kind: 'refused', failure: gone }
const later = (inMs: number, absentSince?: Date): FollowedUp => ({
  kind: 'look_later',
  inMs,
  absentSince,
})

/** The promises of `FollowUpStore`. */
export function following(given: () => Stores) {
  const deliver = async (stores: Stores, organization: string, count: number, terms = {}) => {
    await stores.postings.accept(requests(organization, count))
    const flight = await claimOf(stores, organization, terms)
    await stores.flights.concludeFlight(flight, findings(flight, delivered), goOn)
    return flight
  }
  const look = async ({ followUps }: Stores, terms: Partial<FollowUpTerms> = {}) => {
    const claimed = await followUps.claimFollowUp(() => followUpTerms(terms), [])
    return claimed.kind === 'look' ? claimed.look : undefined
  }
  const due = (stores: Stores, terms?: Partial<FollowUpTerms>) => poll(() => look(stores, terms))
  const all = (found: FollowUpLook, what: FollowedUp) =>
    new Map(found.postings.map(({ reference }) => [reference, what]))
  const conclude = (stores: Stores, found: FollowUpLook, what: FollowedUp) =>
    stores.followUps.concludeFollowUp(found, all(found, what), 0)

  test('what is delivered is looked for when its time has come, and answered once when it is booked', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const sentAt = Date.now()
    await deliver(stores, organization, 3)
    const found = await due(stores)
    expect(found.lookedAt.getTime()).toBeGreaterThanOrEqual(sentAt + stores.followUpMs)
    expect(found.postings).toHaveLength(3)
    expect(found.postings[0]!.followed).toEqual({
      isUnseen: false,
      looks: 1,
      absentSince: undefined,
    })
    await conclude(stores, found, posted)
    await conclude(stores, found, posted)
    expect(said(stores, organization).slice(3).toSorted()).toEqual([
      'r0 1 posted',
      'r1 1 posted',
      'r2 1 posted',
    ])
    expect(await look(stores, { soonMs: 60_000 })).toBeUndefined()
  })

  test('what still waits is looked for later, and remembers since when it is absent', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await deliver(stores, organization, 1)
    const first = await due(stores)
    await conclude(stores, first, later(20, first.lookedAt))
    const second = await due(stores)
    expect(second.postings[0]!.followed).toEqual({
      isUnseen: false,
      looks: 2,
      absentSince: first.lookedAt,
    })
    await conclude(stores, second, later(20))
    const third = await due(stores)
    expect(third.postings[0]!.followed).toEqual({
      isUnseen: false,
      looks: 3,
      absentSince: undefined,
    })
    await conclude(stores, third, posted)
    expect(said(stores, organization)).toEqual(['r0 1 delivered', 'r0 1 posted'])
  })

  test('what is due soon comes along, of the same organisation and up to the size', async () => {
    const [stores, one, other] = [given(), newOrganization(), newOrganization()]
    await deliver(stores, one, 5)
    const first = await due(stores)
    const [urgent, ...others] = first.postings.map(({ reference }) => reference)
    const when = new Map(others.map((reference) => [reference, later(30_000)]))
    await stores.followUps.concludeFollowUp(first, when.set(urgent!, later(1)), 0)
    const found = await due(stores, { soonMs: 60_000, size: 3 })
    expect(found.postings.map(({ reference }) => reference)).toContain(urgent)
    expect(found).toMatchObject({ organizationId: one, postings: { length: 3 } })
    await conclude(stores, found, posted)
    await deliver(stores, other, 1)
    const last = await due(stores, { soonMs: 60_000 })
    expect(last).toMatchObject({ organizationId: other, postings: { length: 1 } })
    await conclude(stores, last, posted)
  })

  test('RETRY-2: what was deleted in the ledger is refused for the present attempt, and sent again with a higher one only', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await deliver(stores, organization, 1)
    const [one] = requests(organization, 1)
    await stores.postings.accept([{ ...one!, attempt: 2 }])
    const found = await due(stores)
    await conclude(stores, found, rejected)
    expect(said(stores, organization)).toEqual(['r0 1 delivered', 'r0 1 delivered', 'r0 2 refused'])
    expect(stores.answers.at(-1)?.data.outcome).toEqual(rejected)
    await stores.postings.accept([{ ...one!, attempt: 2 }])
    expect(await claim(stores)).toBeUndefined()
    await stores.postings.accept([{ ...one!, attempt: 3 }])
    const again = await claimOf(stores, organization)
    await stores.flights.concludeFlight(again, findings(again, posted), goOn)
    expect(said(stores, organization).at(-1)).toBe('r0 3 posted')
  })

  test('a look that lost its lease decides nothing, but is believed about what is booked', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await deliver(stores, organization, 2)
    const old = await due(stores, { leaseMs: 1 })
    const current = await due(stores)
    expect(current.postings).toHaveLength(2)
    const [booked, absent] = old.postings.map(({ reference }) => reference)
    await stores.followUps.concludeFollowUp(
      old,
      new Map<string, FollowedUp>([
        [booked!, posted],
        [absent!, rejected],
      ]),
      0,
    )
    expect(said(stores, organization).filter((line) => /posted|refused/.test(line))).toHaveLength(1)
    await conclude(stores, current, posted)
    expect(said(stores, organization).filter((line) => line.includes('posted'))).toHaveLength(2)
  })

  test('twenty callers at once look once, and a principal is looked for by one of them at a time', async () => {
    const stores = given()
    const [one, other, principal] = [newOrganization(), newOrganization(), newOrganization()]
    for (const lane of [one, other]) await deliver(stores, lane, 5, { principal })
    const first = await due(stores, { principal })
    const more = await Promise.all(Array.from({ length: 20 }, () => look(stores, { principal })))
    expect(more.filter((found) => found !== undefined)).toEqual([])
    await conclude(stores, first, posted)
    const second = await due(stores, { principal })
    expect(second.organizationId).not.toBe(first.organizationId)
    await conclude(stores, second, posted)
  })

  test('a look counts among the calls and the requests of its principal', async () => {
    const [stores, organization, principal] = [given(), newOrganization(), newOrganization()]
    await deliver(stores, organization, 1, { principal })
    const waiting = newOrganization()
    const found = await due(stores, { principal })
    await stores.postings.accept(requests(waiting, 1))
    expect(await claim(stores, { principal, concurrency: 1 })).toBeUndefined()
    await conclude(stores, found, later(1))
    const flight = await poll(() => claim(stores, { principal, concurrency: 1 }))
    expect(await look(stores, { principal, concurrency: 1, soonMs: 1_000 })).toBeUndefined()
    await concludeAll(stores, [flight])
    const rate = { requestsPerMinute: 1, burst: 3 }
    const costly = { principal: newOrganization(), rate, costOf: () => 3 }
    const spending = await due(stores, costly)
    await conclude(stores, spending, later(1))
    const held = await poll(async () => {
      const next = await stores.followUps.claimFollowUp(() => followUpTerms(costly), [])
      return next.kind === 'nothing' ? undefined : next
    })
    expect(held).toMatchObject({ kind: 'put_off', organizationId: organization })
    await conclude(stores, await due(stores), posted)
  })

  test('a look costs as many requests as its vouchers take, and what is over is paid later', async () => {
    const [stores, organization, principal] = [given(), newOrganization(), newOrganization()]
    await deliver(stores, organization, 3, { principal })
    const terms = {
      principal,
      rate: { requestsPerMinute: 1, burst: 1 },
      costOf: (count: number) => count,
    }
    await conclude(stores, await due(stores, terms), later(1))
    const next = await poll(async () => {
      const claimed = await stores.followUps.claimFollowUp(() => followUpTerms(terms), [])
      return claimed.kind === 'put_off' ? claimed : undefined
    })
    expect(next.waitMs).toBeGreaterThan(2 * 60_000)
    await conclude(stores, await due(stores), posted)
  })

  test('a look that the vendor throttles keeps its whole principal waiting', async () => {
    const [stores, organization, principal] = [given(), newOrganization(), newOrganization()]
    await deliver(stores, organization, 1, { principal })
    const found = await due(stores, { principal })
    await stores.followUps.concludeFollowUp(found, all(found, later(1)), 60_000)
    const other = newOrganization()
    await stores.postings.accept(requests(other, 1))
    expect(await claim(stores, { principal })).toBeUndefined()
    const next = await poll(async () => {
      const claimed = await stores.followUps.claimFollowUp(() => followUpTerms({ principal }), [])
      return claimed.kind === 'put_off' ? claimed : undefined
    })
    expect(next.waitMs).toBeGreaterThan(50_000)
    await conclude(stores, found, posted)
  })

  test('what was made for another ledger waits for its connection', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await deliver(stores, organization, 1)
    const ask = (terms?: FollowUpTerms) => stores.followUps.claimFollowUp(() => terms, [])
    const needed = await poll(async () => {
      const next = await ask()
      return next.kind === 'nothing' ? undefined : next
    })
    expect(needed).toEqual({ kind: 'connection_needed', organizationId: organization })
    expect(await ask(followUpTerms({ targetFingerprint: 'ledger-2' }))).toMatchObject({
      kind: 'connection_stale',
      wanted: { targetFingerprint: 'ledger-1' },
    })
    await conclude(stores, await due(stores), posted)
  })
}
