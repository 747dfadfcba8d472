import type { Failure } from '@bilagsbro/booking/failure'
import { err, ok, type Result } from '@bilagsbro/kernel/result'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createEngineHarness, until } from '#testing/engine-harness.ts'
import { createTestSystem } from '#testing/test-system.ts'
import { testRequest } from '#testing/vouchers.ts'
import type { AccountingSystem, Found, SettledBy } from './ports/accounting-system.ts'
import type { PostingRequest } from './ports/posting-store.ts'

const harness = await createEngineHarness({ lateMs: 1_100 })
afterAll(() => harness[Symbol.asyncDispose]())
beforeEach(() => harness.ledger.calm())

let organizations = 0
const batch = (count: number) => {
  const organizationId = `settling-${++organizations}`
  return Array.from({ length: count }, (_, at) => testRequest(`r${at}`, { organizationId }))
}
const settled = (requests: readonly PostingRequest[], what: RegExp) =>
  until(
    () => harness.last(requests).every((said) => what.test(said)),
    `${what}, but ${harness.last(requests).join()}`,
  )

describe('a ledger that promised to carry out each key once', () => {
  test.for([
    'fails_before_commit',
    'drops_before_commit',
    'drops_after_commit',
    'fails_after_commit',
    'rambles',
  ] as const)('RETRY-5: and %s is asked again until it says what became of it', async (fault) => {
    await using engine = harness.start({ system: keyed() })
    const requests = batch(30)
    harness.ledger.upset(fault, fault)
    await engine.acceptRequests(requests)
    await settled(requests, /^posted$/)
    expect(harness.counts(requests)).toEqual(requests.map(() => 1))
    expect(harness.faults.filter((fault) => fault.includes('nobody looks'))).toEqual([])
  })

  test('is not believed when it says no while the first request may be on its way', async () => {
    const said: number[] = []
    const no: Failure = { class: 'data', code: 'account.blocked', message: 'No.' }
    const system = keyed(async () => {
      said.push(Date.now())
      const [{ reference }] = requests as [PostingRequest]
      return ok(new Map([[reference, { kind: 'different', failure: no }]]))
    })
    await using engine = harness.start({ system })
    const requests = batch(1)
    const sent = Date.now()
    harness.ledger.upset('drops_before_commit')
    await engine.acceptRequests(requests)
    await settled(requests, /^refused account.blocked$/)
    const { callTimeoutMs, settleHorizonMs } = system.limits
    expect(said.length).toBeGreaterThan(1)
    expect(Date.now() - sent).toBeGreaterThan(callTimeoutMs + settleHorizonMs)
  })

  test('and no longer answers, is never sent the voucher in another way', async () => {
    let replays = 0
    const system = keyed(async () => {
      replays++
      return err({ class: 'config', code: 'key.forgotten', message: 'Too late.' })
    })
    await using engine = harness.start({ system })
    const requests = batch(2)
    harness.ledger.upset('drops_before_commit')
    await engine.acceptRequests(requests)
    await until(() => replays > 5, 'replays')
    expect(harness.last(requests)).toEqual(requests.map(() => 'in_doubt key.forgotten'))
    expect(harness.counts(requests)).toEqual(requests.map(() => 0))
  })
})

describe('a ledger that tells nothing', () => {
  test('leaves what is in doubt to a person, takes what comes after it, and settles all once it can be looked in', async () => {
    let by: SettledBy = 'person'
    const system: AccountingSystem = { ...createTestSystem(), settlesBy: () => by }
    const doubtful = batch(3)
    const [{ organizationId }] = doubtful as [PostingRequest]
    const later = testRequest('later', { organizationId })
    {
      await using engine = harness.start({ system })
      harness.ledger.upset('drops_after_commit')
      await engine.acceptRequests(doubtful)
      await settled(doubtful, /^in_doubt/)
      await engine.acceptRequests([later])
      await settled([later], /^posted$/)
      expect(harness.last(doubtful)).toEqual(doubtful.map(() => 'in_doubt call.unanswered'))
    }
    by = 'look_up'
    await using _engine = harness.start({ system })
    await settled(doubtful, /^posted$/)
    expect(harness.counts([...doubtful, later])).toEqual([1, 1, 1, 1])
  })
})

describe('a person who has found nothing in the ledger', () => {
  test.for(['person', 'replay'] as const)(
    'is believed where nothing better than a %s settles a doubt, past the horizon only',
    async (by) => {
      const system = {
        ...keyed(async () => err({ class: 'config', code: 'key.forgotten', message: 'Late.' })),
        settlesBy: () => by,
      }
      await using engine = harness.start({ system })
      const requests = batch(2)
      harness.ledger.upset('drops_before_commit')
      await engine.acceptRequests(requests)
      await settled(requests, /^in_doubt/)
      const said = (saidAbsentAt: string) => requests.map((one) => ({ ...one, saidAbsentAt }))
      await engine.withdrawPostings(said('2026-01-01T00:00:00Z'))
      const looks = async () => {
        const [row] = await harness.orm.em
          .fork()
          .execute<{ looks: number }[]>('select looks from flight where organization_id = ?', [
            requests[0]!.organizationId,
          ])
        return row?.looks ?? 0
      }
      await expect.poll(looks, { timeout: 20_000 }).toBeGreaterThan(4)
      expect(harness.last(requests).every((one) => one.startsWith('in_doubt'))).toBe(true)
      await engine.withdrawPostings([...said('2099-01-01T00:00:00Z'), ...requests])
      await engine.withdrawPostings(requests)
      await settled(requests, /^returned$/)
      await engine.acceptRequests(requests.map((one) => ({ ...one, attempt: 2 })))
      await settled(requests, /^posted$/)
      expect(harness.counts(requests)).toEqual(requests.map(() => 1))
    },
  )

  test('does not overrule look-ups', async () => {
    const system = createTestSystem()
    const [one] = batch(1) as [PostingRequest]
    let isAway = false
    await using engine = harness.start({
      system: {
        ...system,
        async post(...asked) {
          await system.post(...asked)
          isAway = true
          throw new Error('lost')
        },
        find: (...asked) => (isAway ? new Promise(() => {}) : system.find(...asked)),
      },
    })
    await engine.acceptRequests([one])
    await settled([one], /^in_doubt/)
    await engine.withdrawPostings([{ ...one, saidAbsentAt: '2099-01-01T00:00:00Z' }])
    isAway = false
    await settled([one], /^posted$/)
    expect(harness.counts([one])).toEqual([1])
  })
})

type Replay = NonNullable<AccountingSystem['replay']>

/** Knows each voucher again that it has, as a ledger with keys does; nobody may look in it. */
function keyed(replay?: () => Promise<Result<Map<string, Found>, Failure>>): AccountingSystem {
  const system = createTestSystem()
  const usual: Replay = async (flight, connection, signal) => {
    const found = await system.find(flight.postings, connection, signal)
    if (!found.ok) return found
    const missing = flight.postings.filter(({ reference }) => !found.value.has(reference))
    if (missing.length === 0) return found
    const { outcomes } = await system.post({ ...flight, postings: missing }, connection, signal)
    const booked = [...outcomes].flatMap(([reference, outcome]) =>
      outcome.kind === 'posted' ? [[reference, outcome] as const] : [],
    )
    return ok(new Map<string, Found>([...found.value, ...booked]))
  }
  return {
    ...system,
    settlesBy: () => 'replay',
    find: () => Promise.reject(new Error('nobody looks')),
    replay: replay ?? usual,
  }
}
