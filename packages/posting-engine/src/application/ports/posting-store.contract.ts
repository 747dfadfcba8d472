import { describe, expect, test } from 'vitest'
import type { Finding } from '#domain/posting.ts'
import type { FlightSize } from './accounting-system.ts'
import type { ClaimedFlight } from './flight-store.ts'
import {
  claim,
  claimOf,
  doubted,
  goOn,
  lookTerms,
  poll,
  newOrganization,
  posted,
  refused,
  requests,
  said,
  findings,
  type Stores,
} from '#testing/stores-harness.ts'
import { testRequest } from '#testing/vouchers.ts'

/** Concludes each look that is due as if all was found, and gives back the records that were looked for. */
async function looksOf({ doubts }: Stores): Promise<string[][]> {
  const looked: string[][] = []
  for (;;) {
    const claimed = await doubts.claimLook(() => lookTerms(), [])
    if (claimed.kind !== 'look') return looked
    const { postings, isForgotten } = claimed.look
    expect(isForgotten).toBe(true)
    looked.push(postings.map(({ recordId }) => recordId))
    const found = new Map(postings.map(({ reference }) => [reference, posted]))
    await doubts.concludeLook(claimed.look, found, { revoked: false, nextInMs: 0, throttleMs: 0 })
  }
}

/** The promises of `PostingStore`. */
export function accepting(given: () => Stores) {
  test('a batch that comes twice is queued once, and is not answered before it is settled', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.postings.accept(requests(organization, 3))
    await stores.postings.accept(requests(organization, 3))
    const flight = await claimOf(stores, organization)
    expect(flight.postings).toHaveLength(3)
    expect(await claim(stores)).toBeUndefined()
    expect(said(stores, organization)).toEqual([])
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
  })

  test('RETRY-5: what is settled is answered again under the attempt that sent it, and not sent again', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const [one] = requests(organization, 1)
    await stores.postings.accept([one!])
    const flight = await claimOf(stores, organization)
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
    await stores.postings.accept([one!])
    await stores.postings.accept([{ ...one!, attempt: 2 }])
    expect(said(stores, organization)).toEqual(['r0 1 posted', 'r0 1 posted', 'r0 1 posted'])
    expect(await claim(stores)).toBeUndefined()
  })

  test('RETRY-5: a higher attempt never gives its content to what is on its way or in doubt', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const batch = requests(organization, 2)
    const [found, absent] = batch
    await stores.postings.accept(batch)
    const flight = await claimOf(stores, organization)
    const voucher = { ...found!.voucher, description: 'Of today' }
    await stores.postings.accept(batch.map((one) => ({ ...one, attempt: 2, voucher })))
    expect(said(stores, organization)).toEqual([])
    await stores.flights.concludeFlight(flight, findings(flight, doubted), goOn)
    await stores.postings.accept(batch.map((one) => ({ ...one, attempt: 3, voucher })))
    expect(new Set(said(stores, organization))).toEqual(
      new Set(
        batch.flatMap(({ recordId }) => [`${recordId} 2 in_doubt`, `${recordId} 3 in_doubt`]),
      ),
    )
    const claimed = await stores.doubts.claimLook(() => lookTerms(), [])
    const look = (claimed as Extract<typeof claimed, { kind: 'look' }>).look
    expect(look.postings.map((one) => one.voucher.description)).not.toContain('Of today')
    const seen = new Map<string, Finding>([
      [found!.reference, posted],
      [absent!.reference, { kind: 'queued', tries: 0 }],
    ])
    await stores.doubts.concludeLook(look, seen, { revoked: false, nextInMs: 0, throttleMs: 0 })
    expect(said(stores, organization).slice(-2).toSorted()).toEqual([
      'r0 1 posted',
      'r1 3 returned',
    ])
    expect(await claim(stores)).toBeUndefined()
    await stores.postings.accept([{ ...absent!, attempt: 4, voucher }])
    const again = await claimOf(stores, organization)
    expect(again.postings).toMatchObject([{ recordId: 'r1', voucher: { description: 'Of today' } }])
    await stores.flights.concludeFlight(again, findings(again, posted), goOn)
    expect(said(stores, organization).at(-1)).toBe('r1 4 posted')
  })

  test('RETRY-2: a refused posting is sent again with a higher attempt and what that holds', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const [one] = requests(organization, 1)
    await stores.postings.accept([one!])
    const first = await claimOf(stores, organization)
    await stores.flights.concludeFlight(first, findings(first, refused), goOn)
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01'
    const voucher = { ...one!.voucher, description: 'Corrected' }
    await stores.postings.accept([one!, { ...one!, attempt: 2, voucher, traceparent }])
    const second = await claimOf(stores, organization)
    expect(second.postings).toMatchObject([{ voucher, traceparent, tries: 0 }])
    await stores.flights.concludeFlight(second, findings(second, posted), goOn)
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
    const again = findings(flight, { kind: 'queued', tries: 0 })
    await stores.flights.concludeFlight(flight, again, goOn)
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
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
  })

  test('DOD-2: nothing that is read in the past is returned, in whatever order, before the past is over', async () => {
    const [stores, organization] = [given(), newOrganization()]
    await stores.newEpoch()
    const batch = requests(organization, 5)
    const [first, ...others] = batch
    await stores.flights.stop(organization, refused.failure)
    await stores.postings.withdraw(batch.slice(0, 3), 'past')
    await stores.postings.accept(others, 'past')
    await stores.postings.withdraw(batch.slice(3, 4), 'past')
    expect(said(stores, organization)).toEqual([])
    await Promise.all([stores.doubts.doubtPast(), stores.doubts.doubtPast()])
    expect(said(stores, organization).toSorted()).toEqual(
      batch.map(({ recordId }) => `${recordId} 1 in_doubt`),
    )
    expect(await claim(stores)).toBeUndefined()
    const flights = await looksOf(stores)
    expect(flights.map(({ length }) => length)).toEqual([2, 2])
    expect(flights.flat().toSorted()).toEqual(['r1', 'r2', 'r3', 'r4'])
    await stores.postings.accept([first!], 'past')
    expect(await looksOf(stores)).toEqual([['r0']])
    // The past is over for all replicas, whoever has heard of it.
    const [late] = [testRequest('late', { organizationId: organization })]
    await stores.postings.withdraw([late!], 'past')
    expect(said(stores, organization).at(-1)).toBe('late 1 returned')
  })

  describe('what nobody can have sent is fresh', () => {
    /** Past the time for which a predecessor's calls may still be carried out. */
    const later = ({ predecessorMs }: Stores) =>
      new Date(Date.now() + 2 * predecessorMs).toISOString()
    const freshOf = (flight: ClaimedFlight) =>
      flight.postings
        .map(({ isFresh }) => isFresh === true)
        .toSorted((a, b) => Number(a) - Number(b))
    const fresh = (stores: Stores, organization: string, count = 1) =>
      requests(organization, count).map((one) => ({ ...one, unsentBefore: later(stores) }))

    test('where it was approved after all that a predecessor may have sent, and so is the cost', async () => {
      const [stores, organization] = [given(), newOrganization()]
      const soon = new Date(Date.now() + stores.predecessorMs / 2).toISOString()
      const of = { organizationId: organization }
      const unsure = [
        testRequest('approved too soon', { ...of, unsentBefore: soon }),
        testRequest('perhaps asked for before', of),
      ]
      await stores.postings.accept([...fresh(stores, organization, 2), ...unsure])
      const costs: FlightSize[] = []
      const costOf = (size: FlightSize) => costs.push(size)
      const flight = await claimOf(stores, organization, { costOf })
      expect(freshOf(flight)).toEqual([false, false, true, true])
      expect(costs).toEqual([{ vouchers: 4, lines: 8, lookedFor: 2 }])
      await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
    })

    test('again where it came back unsent, but not after a setback', async () => {
      const [stores, organization] = [given(), newOrganization()]
      await stores.postings.accept(fresh(stores, organization, 2))
      const unsent = { kind: 'queued', tries: 0 } as const
      const first = await claimOf(stores, organization)
      await stores.flights.concludeFlight(first, findings(first, unsent), goOn)
      const second = await claimOf(stores, organization)
      expect([freshOf(first), freshOf(second)]).toEqual([
        [true, true],
        [true, true],
      ])
      await stores.flights.concludeFlight(second, findings(second, unsent), { kind: 'pause' })
      const third = await poll(() => claim(stores))
      expect(freshOf(third)).toEqual([false, false])
      await stores.flights.concludeFlight(third, findings(third, unsent), goOn)
      const fourth = await claimOf(stores, organization)
      expect(freshOf(fourth)).toEqual([false, false])
      await stores.flights.concludeFlight(fourth, findings(fourth, posted), goOn)
    })

    test('and not after a doubt, though it is not in the ledger', async () => {
      const [stores, organization] = [given(), newOrganization()]
      await stores.postings.accept(fresh(stores, organization))
      const flight = await claimOf(stores, organization)
      await stores.flights.concludeFlight(flight, findings(flight, doubted), goOn)
      const claimed = await stores.doubts.claimLook(() => lookTerms(), [])
      const look = (claimed as Extract<typeof claimed, { kind: 'look' }>).look
      const absent = new Map([[look.postings[0]!.reference, { kind: 'queued', tries: 0 } as const]])
      await stores.doubts.concludeLook(look, absent, { revoked: true, nextInMs: 0, throttleMs: 0 })
      const again = await claimOf(stores, organization)
      expect(freshOf(again)).toEqual([false])
      await stores.flights.concludeFlight(again, findings(again, posted), goOn)
    })

    test.for<[string, Finding | 'withdrawn' | 'waiting']>([
      ['was refused', refused],
      ['came back', { kind: 'returned', reason: 'lane_stopped', failure: refused.failure }],
      ['was withdrawn', 'withdrawn'],
      ['waits', 'waiting'],
    ])('and not where it %s, and is asked for again', async ([, before]) => {
      const [stores, organization] = [given(), newOrganization()]
      const [one] = fresh(stores, organization)
      await stores.postings.accept([one!])
      if (before === 'withdrawn') await stores.postings.withdraw([one!])
      if (typeof before === 'object') {
        const flight = await claimOf(stores, organization)
        await stores.flights.concludeFlight(flight, findings(flight, before), goOn)
      }
      await stores.postings.accept([{ ...one!, attempt: 2 }])
      const again = await claimOf(stores, organization)
      expect(freshOf(again)).toEqual([false])
      await stores.flights.concludeFlight(again, findings(again, posted), goOn)
    })

    test('and not where it was queued when the database was lost', async () => {
      const [stores, organization] = [given(), newOrganization()]
      await stores.postings.accept(fresh(stores, organization))
      await stores.newEpoch()
      await stores.postings.accept(fresh(stores, organization, 2), 'past')
      await stores.doubts.doubtPast()
      for (let looks = 0; looks < 2; looks++) {
        const claimed = await stores.doubts.claimLook(() => lookTerms(), [])
        if (claimed.kind !== 'look') break
        const { look } = claimed
        const absent = { kind: 'queued', tries: 0 } as const
        const all = new Map(look.postings.map(({ reference }) => [reference, absent]))
        await stores.doubts.concludeLook(look, all, { revoked: true, nextInMs: 0, throttleMs: 0 })
      }
      const flight = await claimOf(stores, organization)
      expect(freshOf(flight)).toEqual([false, false])
      await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
    })
  })

  test('what is not settled in the ledger is counted, for one organisation', async () => {
    const [stores, organization] = [given(), newOrganization()]
    const counted = () => stores.postings.open(organization)
    const none = { queued: 0, sending: 0, inDoubt: 0, delivered: 0 }
    expect(await counted()).toEqual(none)
    await stores.postings.accept(requests(organization, 3))
    expect(await counted()).toEqual({ ...none, queued: 3 })
    const flight = await claimOf(stores, organization)
    expect(await counted()).toEqual({ ...none, sending: 3 })
    const [first, ...others] = flight.postings
    const held = new Map<string, Finding>([
      [first!.reference, { ...posted, kind: 'delivered' } as const],
      ...others.map(({ reference }) => [reference, posted] as const),
    ])
    await stores.flights.concludeFlight(flight, held, goOn)
    expect(await counted()).toEqual({ ...none, delivered: 1 })
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
    expect(await counted()).toEqual(none)
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
    await stores.flights.concludeFlight(flight, findings(flight, posted), goOn)
  })
}
