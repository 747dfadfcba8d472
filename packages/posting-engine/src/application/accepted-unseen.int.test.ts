import type { Failure } from '@bilagsbro/booking/failure'
import { ok } from '@bilagsbro/kernel/result'
import { afterAll, beforeEach, expect, test } from 'vitest'
import { createEngineHarness, until } from '#testing/engine-harness.ts'
import { createTestSystem } from '#testing/test-system.ts'
import { testRequest } from '#testing/vouchers.ts'
import type { AccountingSystem } from './ports/accounting-system.ts'
import type { VoucherOutcome } from '#domain/flight.ts'
import type { PostingRequest } from './ports/posting-store.ts'

const harness = await createEngineHarness()
afterAll(() => harness[Symbol.asyncDispose]())
beforeEach(() => harness.ledger.calm())

let organizations = 0
const newOrganization = () => `unseen-${++organizations}`
const batch = (count: number, organizationId = newOrganization()) =>
  Array.from({ length: count }, (_, at) => testRequest(`r${at}`, { organizationId }))
const settled = (requests: readonly PostingRequest[], what: RegExp) =>
  until(
    () => harness.last(requests).every((said) => what.test(said)),
    () => `${what}, but ${harness.last(requests).join()} ${harness.faults.join()}`,
  )
const notFound: Failure = { class: 'config', code: 'posting.not_found', message: 'Nowhere.' }

/** Says yes, books under numbers of its own, and shows nothing of it until it is told to. */
function renumbering(stop?: Failure) {
  const system = createTestSystem({ settleHorizonMs: 100 })
  const unseen = new Set<string>()
  let renumbers = true
  const hides: AccountingSystem = {
    ...system,
    async post(flight, ...rest) {
      const answer = await system.post(flight, ...rest)
      if (!renumbers) return answer
      const outcome: VoucherOutcome = { kind: 'in_doubt', failure: notFound, accepted: true }
      for (const { reference } of flight.postings) unseen.add(reference)
      const outcomes = new Map(flight.postings.map(({ reference }) => [reference, outcome]))
      return { outcomes, ...(stop && { stop }) }
    },
    async find(postings, ...rest) {
      const visible = postings.filter(({ reference }) => !unseen.has(reference))
      return visible.length > 0 ? system.find(visible, ...rest) : ok(new Map())
    },
  }
  return { hides, show: () => unseen.clear(), mend: () => void (renumbers = false) }
}

test.each([notFound, undefined])(
  'what a ledger accepts and does not show is never sent again, and neither is anything else, until a person acts',
  async (stop) => {
    const { hides, mend, show } = renumbering(stop)
    await using engine = harness.start({ system: hides })
    const requests = batch(3)
    const [{ organizationId }] = requests as [PostingRequest]
    await engine.acceptRequests(requests)
    await settled(requests, /^refused posting.accepted_unseen$/)
    expect(harness.counts(requests)).toEqual([1, 1, 1])
    // Probes, and whatever a person waits for.
    for (const priority of ['normal', 'manual'] as const) {
      const probe = testRequest(`probe-${priority}`, { organizationId, priority })
      await engine.acceptRequests([probe])
      await settled([probe], /^returned posting.(accepted_unseen|not_found)$/)
      expect(harness.counts([probe])).toEqual([0])
    }
    // A person looked: two were not there, one is dealt with.
    for (const { reference } of requests.slice(0, 2)) harness.ledger.remove(reference)
    mend()
    show()
    const again = requests.map((one) => ({ ...one, attempt: 2 }))
    await engine.withdrawPostings([again[2]!])
    await engine.acceptRequests([again[0]!])
    await settled([again[0]!], /^returned/)
    await engine.acceptRequests([again[1]!, { ...again[0]!, attempt: 3 }])
    await settled(again.slice(0, 2), /^posted$/)
    expect(harness.counts(requests)).toEqual([1, 1, 1])
    expect(harness.twice).toEqual([])
  },
)

test('what shows after all is posted, and opens the lane', async () => {
  const { hides, mend, show } = renumbering(notFound)
  await using engine = harness.start({ system: hides })
  const requests = batch(3)
  const [{ organizationId }] = requests as [PostingRequest]
  await engine.acceptRequests(requests)
  await settled(requests, /^refused posting.accepted_unseen$/)
  mend()
  show()
  await harness.orm.em.fork().execute(`update posting set follow_up_at = now()
    where organization_id = '${organizationId}'`)
  await settled(requests, /^posted$/)
  const later = testRequest('later', { organizationId })
  await engine.acceptRequests([later])
  await settled([later], /^posted$/)
  expect(harness.counts([...requests, later])).toEqual([1, 1, 1, 1])
})

test("RETRY-5: a person's word about each that does not show frees the lane, and nothing of it is sent", async () => {
  const { hides, mend } = renumbering(notFound)
  await using engine = harness.start({ system: hides })
  const requests = batch(2)
  const [first, second] = requests as [PostingRequest, PostingRequest]
  await engine.acceptRequests(requests)
  await settled(requests, /^refused posting.accepted_unseen$/)
  mend()
  const { organizationId } = first
  const later = testRequest('later', { organizationId })
  const answered = (attempt: number, kind: string) =>
    until(
      () =>
        harness.answers.some(
          ({ data }) =>
            data.reference === later.reference &&
            data.attempt === attempt &&
            data.outcome.kind === kind,
        ),
      () => `attempt ${attempt} is ${kind}, but ${harness.last([later]).join()}`,
    )
  // The orchestrator asks back the attempt that it knows of.
  await engine.withdrawPostings([first])
  await engine.acceptRequests([later])
  await answered(1, 'returned')
  await engine.withdrawPostings([second])
  await engine.acceptRequests([{ ...later, attempt: 2 }])
  await answered(2, 'posted')
  expect(harness.counts([...requests, later])).toEqual([1, 1, 1])
})

test('a yes outlives the process that heard it', async () => {
  const requests = batch(2)
  const { hides } = renumbering()
  {
    await using engine = harness.start({
      system: { ...hides, limits: { ...hides.limits, settleHorizonMs: 60_000 } },
    })
    await engine.acceptRequests(requests)
    await settled(requests, /^in_doubt/)
  }
  await using _engine = harness.start({ system: hides })
  await settled(requests, /^refused posting.accepted_unseen$/)
  expect(harness.counts(requests)).toEqual([1, 1])
})
