import { KafkaJSNonRetriableError } from 'kafkajs'
import { expect, test, vi } from 'vitest'
import { withAdmin } from './connection.ts'
import { on, type Received } from './consumer.ts'
import { cuttable } from './fixtures/cuttable.ts'
import { createHarness } from './fixtures/harness.ts'
import { record, RecordApproved, records } from './fixtures/records.ts'
import { beforeEachBatch, withConsumers } from './fixtures/wrapped-consumer.ts'

const topics = [RecordApproved.topic]
const deadline = { timeout: 30_000, interval: 20 }
type Events = Received<typeof RecordApproved>[]
const idsOf = (events: Events) => new Set(events.map(({ data }) => data.recordId))
const unreachable = () => Object.assign(new Error('connect'), { code: 'ECONNREFUSED' })

test('a new group reads from the beginning', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(10))
  const seen: Events = []
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void seen.push(...events)),
  ])
  await consumer.caughtUp(RecordApproved)
  expect(idsOf(seen).size).toBe(10)
})

test('a group whose offset is gone from the broker reads from the beginning of what is left', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  await harness.topics.produce(RecordApproved, records(20))
  const topic = harness.connection.prefixed(RecordApproved.topic)
  const groupId = harness.connection.prefixed('group')
  await withAdmin(harness.connection, async (admin) => {
    await admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '5' }] })
    await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '8' }] })
  })
  const seen: Events = []
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void seen.push(...events)),
  ])
  await consumer.caughtUp(RecordApproved)
  expect(idsOf(seen)).toEqual(idsOf(seen.slice(-12)))
  expect(idsOf(seen).size).toBe(12)
})

test('offsets are committed to the broker, and only after the handler has returned', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  await harness.topics.produce(RecordApproved, records(5))
  const release = Promise.withResolvers<void>()
  const handle = vi.fn(() => release.promise)
  const consumer = await harness.openConsumer([on(RecordApproved, handle)])
  await vi.waitFor(() => expect(handle).toHaveBeenCalled(), deadline)
  const committed = () =>
    withAdmin(harness.connection, async (admin) => {
      const asked = { groupId: harness.connection.prefixed('group') }
      const topic = harness.connection.prefixed(RecordApproved.topic)
      const [found] = await admin.fetchOffsets({ ...asked, topics: [topic] })
      return found?.partitions[0]?.offset
    })
  expect(await committed()).toBe('-1')
  release.resolve()
  await consumer.caughtUp(RecordApproved)
  expect(await committed()).toBe('5')
})

test('batches of all partitions are handled in one call, a key in its order', async () => {
  await using harness = await createHarness({ topics, partitions: 6 })
  const revisions = [1, 2, 3, 4, 5]
  const all = revisions.flatMap((revision) => records(100).map((one) => ({ ...one, revision })))
  await harness.topics.produce(RecordApproved, all)
  const calls: Events[] = []
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void calls.push(events)),
  ])
  await consumer.caughtUp(RecordApproved)
  expect(calls.length).toBeLessThan(4)
  for (const id of idsOf(calls.flat())) {
    const own = calls.flat().filter(({ data }) => data.recordId === id)
    expect(own.map(({ data }) => data.revision)).toEqual(revisions)
  }
})

test('a call holds a thousand events at the most', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(2_500))
  const sizes: number[] = []
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void sizes.push(events.length)),
  ])
  await consumer.caughtUp(RecordApproved)
  expect(Math.max(...sizes)).toBe(1_000)
  expect(sizes.reduce((sum, size) => sum + size)).toBe(2_500)
})

test('a handler that is slower than the session keeps its membership', async () => {
  await using harness = await createHarness({ topics })
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

test('while the infrastructure fails, the same events come again until it is back', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(10))
  const seen: Events = []
  let failures = 5
  const consumer = await harness.openConsumer(
    [
      on(RecordApproved, async (events) => {
        if (failures-- > 0) throw new Error('no database', { cause: unreachable() })
        seen.push(...events)
      }),
    ],
    { unhealthyAfterMs: 1_000 },
  )
  await vi.waitFor(() => expect(() => consumer.healthy()).toThrow('no database'), deadline)
  await consumer.caughtUp(RecordApproved)
  expect(seen).toHaveLength(10)
  consumer.healthy()
  expect(harness.fatal).toEqual([])
})

test('stopping while the infrastructure fails is quick, and the events come again afterwards', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(10))
  const failing = vi.fn(() => Promise.reject(unreachable()))
  const first = await harness.openConsumer([on(RecordApproved, failing)])
  await vi.waitFor(() => expect(failing.mock.calls.length).toBeGreaterThan(3), deadline)
  const begun = performance.now()
  await first[Symbol.asyncDispose]()
  expect(performance.now() - begun).toBeLessThan(2_000)
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
  const handle = vi.fn(() => release.promise)
  const first = await harness.openConsumer([on(RecordApproved, handle)])
  await vi.waitFor(() => expect(handle).toHaveBeenCalled(), deadline)
  const stopped = first[Symbol.asyncDispose]()
  release.resolve()
  await stopped
  const again = vi.fn(async () => {})
  const second = await harness.openConsumer([on(RecordApproved, again)])
  await second.caughtUp(RecordApproved)
  expect(again).not.toHaveBeenCalled()
})

test('stopping gives up a handler that never returns, at the deadline', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(1))
  const handle = vi.fn(() => new Promise<void>(() => {}))
  const consumer = await harness.openConsumer([on(RecordApproved, handle)], { stopWithinMs: 500 })
  await vi.waitFor(() => expect(handle).toHaveBeenCalled(), deadline)
  const begun = performance.now()
  await consumer[Symbol.asyncDispose]()
  expect(performance.now() - begun).toBeLessThan(5_000)
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
  const slow = vi.fn(() => release.promise)
  const first = await harness.openConsumer([on(RecordApproved, slow)])
  await harness.topics.produce(RecordApproved, records(100))
  await vi.waitFor(() => expect(slow).toHaveBeenCalled(), deadline)
  const seen: Events = []
  const opening = harness.openConsumer([
    on(RecordApproved, async (events) => void seen.push(...events)),
  ])
  // It is told by the heartbeats that it must join again; it lets its handler finish first.
  await new Promise((resolve) => setTimeout(resolve, 4_000))
  release.resolve()
  const second = await opening
  await harness.topics.produce(RecordApproved, records(100, 100))
  await second.caughtUp(RecordApproved)
  first.healthy()
  expect(harness.fatal).toEqual([])
})

test('a crash that kafkajs does not recover from is fatal', async () => {
  await using harness = await createHarness({ topics })
  const crash = () => {
    throw new KafkaJSNonRetriableError('no way')
  }
  const connection = withConsumers(harness.connection, beforeEachBatch(crash))
  const consumer = await harness.openConsumer([on(RecordApproved, async () => {})], { connection })
  await harness.topics.produce(RecordApproved, records(1))
  await vi.waitFor(() => expect(harness.fatal).toHaveLength(1), deadline)
  expect(harness.fatal[0]!.message).toBe('The Kafka consumer crashed.')
  expect(() => consumer.healthy()).toThrow('not joined')
})

test('a partition that has messages and is not fetched any more is fatal', async () => {
  await using harness = await createHarness({ topics })
  const connection = withConsumers(harness.connection, ({ run, pause }) => ({
    async run(config) {
      await run(config)
      pause([{ topic: harness.connection.prefixed(RecordApproved.topic) }])
    },
  }))
  await harness.openConsumer([on(RecordApproved, async () => {})], {
    connection,
    watchEveryMs: 100,
    stalledAfterMs: 1_000,
  })
  await harness.topics.produce(RecordApproved, records(4))
  await vi.waitFor(() => expect(harness.fatal).toHaveLength(1), deadline)
  expect(harness.fatal[0]!.message).toContain('is not being fetched')
})

test('a handler that hangs is fatal', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(4))
  await harness.openConsumer([on(RecordApproved, () => new Promise<void>(() => {}))], {
    watchEveryMs: 100,
    stalledAfterMs: 1_000,
    stopWithinMs: 500,
  })
  await vi.waitFor(() => expect(harness.fatal).toHaveLength(1), deadline)
  expect(harness.fatal[0]!.message).toContain('nothing has happened')
})

test('an idle consumer is healthy and never fatal', async () => {
  await using harness = await createHarness({ topics })
  const consumer = await harness.openConsumer([on(RecordApproved, async () => {})], {
    watchEveryMs: 50,
    stalledAfterMs: 500,
    unhealthyAfterMs: 1_000,
  })
  await new Promise((resolve) => setTimeout(resolve, 2_000))
  consumer.healthy()
  expect(harness.fatal).toEqual([])
})

test('while the broker is away the consumer is not ready; when it is back, it goes on', async () => {
  await using harness = await createHarness({ topics })
  const line = cuttable(harness.topics)
  const seen: Events = []
  const consumer = await harness.openConsumer(
    [on(RecordApproved, async (events) => void seen.push(...events))],
    {
      connection: line.connection,
      unhealthyAfterMs: 1_000,
      watchEveryMs: 100,
      stalledAfterMs: 1_500,
    },
  )
  consumer.healthy()
  line.cut()
  await harness.topics.produce(RecordApproved, records(3))
  await vi.waitFor(() => expect(() => consumer.healthy()).toThrow(), deadline)
  line.mend()
  await vi.waitFor(() => expect(idsOf(seen).size).toBe(3), deadline)
  await vi.waitFor(() => consumer.healthy(), deadline)
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

test('a topic that is missing is named', async () => {
  await using harness = await createHarness({ topics: [] })
  const opening = harness.openConsumer([on(RecordApproved, async () => {})])
  await expect(opening).rejects.toThrow('No such topic: record.approved. Run `npm run topics`.')
})

test('an event of a record is given as it was sent', async () => {
  await using harness = await createHarness({ topics })
  const seen: Events = []
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void seen.push(...events)),
  ])
  await harness.topics.produce(RecordApproved, [record(7)])
  await consumer.caughtUp(RecordApproved)
  expect(seen[0]).toMatchObject({ definition: RecordApproved, data: record(7) })
})
