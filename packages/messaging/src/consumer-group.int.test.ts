import { expect, test, vi } from 'vitest'
import { on } from './handler.ts'
import type { Received } from './encoding.ts'
import { createHarness } from './testing/harness.ts'
import { records } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { onLostMembership, withConsumers } from './testing/wrapped-consumer.ts'

const topics = [RecordApproved.topic]
const deadline = { timeout: 30_000, interval: 20 }
type Events = Received<typeof RecordApproved>[]
const idsOf = (events: Events) => new Set(events.map(({ data }) => data.recordId))

test('a handler that is slower than the session keeps its membership', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  await harness.topics.produce(RecordApproved, records(3))
  let calls = 0
  const consumer = await harness.openConsumer(
    [
      on(RecordApproved, async () => {
        calls += 1
        await new Promise((resolve) => setTimeout(resolve, 9_000))
      }),
    ],
    { sessionTimeoutMs: 6_000 },
  )
  await consumer.caughtUp(RecordApproved)
  expect(calls).toBe(1)
})

test('two replicas share the partitions; one that joins or leaves amid the handling loses nothing', async () => {
  await using harness = await createHarness({ topics, partitions: 4 })
  const seen: string[] = []
  const handler = on(RecordApproved, async (events) => {
    await new Promise((resolve) => setTimeout(resolve, 20))
    seen.push(...events.map(({ data }) => data.recordId))
  })
  const first = await harness.openConsumer([handler])
  let produced = 0
  const produce = () => harness.topics.produce(RecordApproved, records(50, (produced += 50) - 50))
  for (let round = 0; round < 10; round++) await produce()
  const second = await harness.openConsumer([handler])
  for (let round = 0; round < 10; round++) await produce()
  await second.caughtUp(RecordApproved)
  first.healthy()
  second.healthy()
  for (let round = 0; round < 10; round++) await produce()
  await first[Symbol.asyncDispose]()
  for (let round = 0; round < 10; round++) await produce()
  await second.caughtUp(RecordApproved)
  expect(new Set(seen).size).toBe(2_000)
  expect(harness.fatal).toEqual([])
})

test('a replica whose partitions are taken away while it handles them does not crash', async () => {
  await using harness = await createHarness({ topics, partitions: 4 })
  const release = Promise.withResolvers<void>()
  const slow = vi.fn<() => Promise<void>>(() => release.promise)
  const lost = vi.fn<(error: unknown) => void>()
  const connection = withConsumers(harness.connection, onLostMembership(lost))
  const first = await harness.openConsumer([on(RecordApproved, slow)], { connection })
  await harness.topics.produce(RecordApproved, records(100))
  await vi.waitFor(() => expect(slow).toHaveBeenCalled(), deadline)
  const seen: Events = []
  const opening = harness.openConsumer([
    on(RecordApproved, async (events) => void seen.push(...events)),
  ])
  // Told that it must join again, it lets its handler finish first.
  await vi.waitFor(() => expect(lost).toHaveBeenCalled(), deadline)
  release.resolve()
  const second = await opening
  await harness.topics.produce(RecordApproved, records(100, 100))
  await second.caughtUp(RecordApproved)
  first.healthy()
  expect(harness.fatal).toEqual([])
})

test('caught up counts the whole group, and the marks of transactions that no handler sees', async () => {
  await using harness = await createHarness({ topics, partitions: 4 })
  const seen: Events = []
  const handler = on(RecordApproved, async (events) => void seen.push(...events))
  const replicas = [await harness.openConsumer([handler]), await harness.openConsumer([handler])]
  const producer = harness.connection.kafka.producer({ transactionalId: harness.topics.prefix })
  await producer.connect()
  await harness.topics.produce(RecordApproved, records(40))
  const transaction = await producer.transaction()
  await transaction.send({
    topic: harness.connection.prefixed(RecordApproved.topic),
    messages: [{ key: 'x', value: 'never seen' }],
  })
  await transaction.abort()
  await producer.disconnect()
  await Promise.all(replicas.map((consumer) => consumer.caughtUp(RecordApproved)))
  expect(idsOf(seen).size).toBe(40)
})
