import { err } from '@bilagsbro/kernel/result'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createEngineHarness, until } from '#testing/engine-harness.ts'
import { createTestSystem } from '#testing/test-system.ts'
import { testRequest } from '#testing/vouchers.ts'
import type { PostingRequest } from './ports/posting-store.ts'

const policy = { firstMs: 30, longestMs: 60, apartMs: 100 }
const harness = await createEngineHarness({ holds: true })
afterAll(() => harness[Symbol.asyncDispose]())
beforeEach(() => harness.ledger.calm())

let organizations = 0
const newOrganization = () => `following-${++organizations}`
const batch = (count: number, organizationId = newOrganization()) =>
  Array.from({ length: count }, (_, at) => testRequest(`r${at}`, { organizationId }))
const start = (change: Partial<ReturnType<typeof createTestSystem>> = {}) =>
  harness.start({ system: { ...createTestSystem({}, policy), ...change } })
const settled = (requests: readonly PostingRequest[], what: string) =>
  until(
    () => harness.last(requests).every((said) => said === what),
    () => `${what}, but ${harness.last(requests).join()} ${harness.faults.join()}`,
  )
/** Long enough for what is wrong to happen. */
const looks = async (count: number, calls: () => number) => {
  const before = calls()
  await until(() => calls() >= before + count, `${count} looks`)
}

function counting() {
  const system = createTestSystem({}, policy)
  let calls = 0
  const find: typeof system.find = (...given) => {
    calls++
    return system.find(...given)
  }
  return { system: { ...system, find }, calls: () => calls }
}

test('what a ledger holds is delivered, and posted once somebody booked it, by whichever of two replicas sees it', async () => {
  await using first = start()
  await using second = start()
  const lanes = [batch(30), batch(30)]
  await Promise.all([first.acceptRequests(lanes[0]!), second.acceptRequests(lanes[1]!)])
  await settled(lanes.flat(), 'delivered')
  harness.ledger.book()
  await settled(lanes.flat(), 'posted')
  expect(harness.counts(lanes.flat())).toEqual(lanes.flat().map(() => 1))
  const posted = harness.answers.filter(({ data }) => data.outcome.kind === 'posted')
  expect(
    posted.filter(({ data }) => data.organizationId === lanes[0]![0]!.organizationId),
  ).toHaveLength(30)
  expect(harness.twice).toEqual([])
})

test('RETRY-5: what somebody deleted there is refused, stays unsent, and is sent again when a person asks', async () => {
  const { system, calls } = counting()
  await using engine = harness.start({ system })
  const requests = batch(3)
  await engine.acceptRequests(requests)
  await settled(requests, 'delivered')
  const [gone, ...kept] = requests
  harness.ledger.remove(gone!.reference)
  await settled([gone!], 'refused voucher.rejected_in_ledger')
  await engine.acceptRequests(requests)
  await looks(3, calls)
  expect(harness.counts(requests)).toEqual([0, 1, 1])
  expect(harness.last(kept)).toEqual(['delivered', 'delivered'])
  await engine.acceptRequests([{ ...gone!, attempt: 2 }])
  await settled(requests, 'delivered')
  harness.ledger.book()
  await settled(requests, 'posted')
  expect(harness.counts(requests)).toEqual([1, 1, 1])
})

test('RETRY-5: what cannot be booked is refused with the reason, and never sent over what is still there', async () => {
  await using engine = start()
  const { organizationId } = batch(1)[0]!
  const bad = testRequest('bad', { organizationId, account: 'FAULTY' })
  await engine.acceptRequests([bad])
  await settled([bad], 'delivered')
  harness.ledger.book()
  await settled([bad], 'refused voucher.faulty')
  expect(harness.answers.at(-1)?.data.outcome).toMatchObject({
    failure: { class: 'rejected_in_ledger' },
  })
  await engine.acceptRequests([{ ...bad, attempt: 2 }])
  await until(
    () =>
      harness.answers.some(({ data }) => data.reference === bad.reference && data.attempt === 2),
    'an answer to the second attempt',
  )
  expect(harness.last([bad])).toEqual(['refused voucher.faulty'])
  expect(harness.counts([bad])).toEqual([1])
  harness.ledger.remove(bad.reference)
  const good = { ...testRequest('bad', { organizationId }), attempt: 3 }
  await engine.acceptRequests([good])
  await settled([good], 'delivered')
  harness.ledger.book()
  await settled([good], 'posted')
  expect(harness.counts([good])).toEqual([1])
})

test('BOOKS-1: a draft is refused where the ledger has none, and all others go', async () => {
  await using engine = harness.start({ system: createTestSystem() })
  const [draft, ...others] = batch(3)
  const { voucher } = draft!
  await engine.acceptRequests([{ ...draft!, voucher: { ...voucher, mode: 'draft' } }, ...others])
  await settled([draft!], 'refused posting.mode_not_possible')
  await settled(others, 'posted')
  expect(harness.answers.findLast(({ data }) => data.reference === draft!.reference)).toMatchObject(
    { data: { outcome: { failure: { class: 'config' } } } },
  )
  expect(harness.counts([draft!, ...others])).toEqual([0, 1, 1])
})

test('a ledger that does not answer, or hangs, has nothing deleted', async () => {
  const { system, calls } = counting()
  let working = true
  const find: typeof system.find = (postings, connection, signal) => {
    const found = system.find(postings, connection, signal)
    if (working) return found
    return calls() % 2 ? Promise.reject(new Error('away')) : new Promise(() => {})
  }
  await using engine = harness.start({ system: { ...system, find } })
  const requests = batch(4)
  await engine.acceptRequests(requests)
  await settled(requests, 'delivered')
  working = false
  await looks(3, calls)
  expect(harness.last(requests)).toEqual(requests.map(() => 'delivered'))
  working = true
  harness.ledger.book()
  await settled(requests, 'posted')
})

test('a ledger that throttles a look-up is left alone, by flights too, for as long as it asks', async () => {
  const system = createTestSystem({}, policy)
  const retryAfter = new Date(Date.now() + 5_000)
  const calls: number[] = []
  let throttled = false
  await using engine = start({
    async find(postings, ...rest) {
      calls.push(Date.now())
      if (throttled || postings.some(({ reference }) => !harness.ledger.entries(reference).length))
        return system.find(postings, ...rest)
      throttled = true
      return err({
        class: 'rate_limited',
        code: 'slow',
        message: 'Slower.',
        retryAfter: retryAfter.toISOString(),
      })
    },
  })
  const first = batch(1)
  const second = [testRequest('later', { organizationId: first[0]!.organizationId })]
  await engine.acceptRequests(first)
  await until(() => throttled, 'a look-up that is throttled')
  const before = calls.length
  await engine.acceptRequests(second)
  await settled(second, 'delivered')
  expect(calls[before]).toBeGreaterThanOrEqual(retryAfter.getTime())
})

test('what was delivered before a restart is followed after it', async () => {
  const requests = batch(5)
  {
    await using engine = start()
    await engine.acceptRequests(requests)
    await settled(requests, 'delivered')
  }
  harness.ledger.book()
  await using engine = start()
  expect(engine).toBeDefined()
  await settled(requests, 'posted')
})
