import { expect, test, vi } from 'vitest'
import { on } from './handler.ts'
import type { Received } from './encoding.ts'
import { createHarness } from './testing/harness.ts'
import { records } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'

const topics = [RecordApproved.topic]
const deadline = { timeout: 30_000, interval: 20 }
type Events = Received<typeof RecordApproved>[]
const idsOf = (events: Events) => new Set(events.map(({ data }) => data.recordId))
const unreachable = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })

test('while the infrastructure fails, the same events come again until it is back', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(10))
  const seen: Events = []
  let isAway = true
  const consumer = await harness.openConsumer(
    [
      on(RecordApproved, async (events) => {
        if (isAway) throw new Error('no database', { cause: unreachable() })
        seen.push(...events)
      }),
    ],
    { unhealthyAfterMs: 3_000 },
  )
  await vi.waitFor(() => expect(() => consumer.healthy()).toThrow('no database'), deadline)
  isAway = false
  await consumer.caughtUp(RecordApproved)
  expect(idsOf(seen).size).toBe(10)
  await vi.waitFor(() => consumer.healthy(), deadline)
  expect(harness.fatal).toEqual([])
})

test('stopping while the infrastructure fails is quick, and the events come again afterwards', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(10))
  const failing = vi.fn<() => Promise<void>>(() => Promise.reject(unreachable()))
  const stopWithinMs = 60_000
  const first = await harness.openConsumer([on(RecordApproved, failing)], { stopWithinMs })
  await vi.waitFor(() => expect(failing.mock.calls.length).toBeGreaterThan(3), deadline)
  const begun = performance.now()
  await first[Symbol.asyncDispose]()
  expect(performance.now() - begun).toBeLessThan(stopWithinMs)
  const seen: Events = []
  const second = await harness.openConsumer([
    on(RecordApproved, async (events) => void seen.push(...events)),
  ])
  await second.caughtUp(RecordApproved)
  expect(idsOf(seen).size).toBe(10)
})

test('stopping waits for the batch that is being handled, and commits it', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(10))
  const release = Promise.withResolvers<void>()
  const handle = vi.fn<() => Promise<void>>(() => release.promise)
  const first = await harness.openConsumer([on(RecordApproved, handle)])
  await vi.waitFor(() => expect(handle).toHaveBeenCalled(), deadline)
  const stopped = first[Symbol.asyncDispose]()
  release.resolve()
  await stopped
  const again = vi.fn<() => Promise<void>>()
  const second = await harness.openConsumer([on(RecordApproved, again)])
  await second.caughtUp(RecordApproved)
  expect(again).not.toHaveBeenCalled()
})

test('stopping gives up a handler that never returns, at the deadline', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(1))
  const handle = vi.fn<() => Promise<void>>(() => new Promise(() => {}))
  const consumer = await harness.openConsumer([on(RecordApproved, handle)], { stopWithinMs: 500 })
  await vi.waitFor(() => expect(handle).toHaveBeenCalled(), deadline)
  await consumer[Symbol.asyncDispose]()
})
