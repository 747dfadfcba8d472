import { deadLetterTopic } from '@bilagsbro/events/catalogue'
import { createMetrics } from '@bilagsbro/service-kit/metrics'
import { expect, test, vi } from 'vitest'
import { withAdmin } from './connection.ts'
import { on } from './handler.ts'
import type { Received } from './encoding.ts'
import { createHarness } from './testing/harness.ts'
import { record, records } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'

const topics = [RecordApproved.topic]
const deadline = { timeout: 30_000, interval: 20 }
type Events = Received<typeof RecordApproved>[]
const idsOf = (events: Events) => new Set(events.map(({ data }) => data.recordId))

test.each([0, 200])(
  'a new group reads from the beginning, and what comes, where messages gather for %i ms',
  async (gatherMs) => {
    await using harness = await createHarness({ topics })
    await harness.topics.produce(RecordApproved, records(10))
    const seen: Events = []
    const consumer = await harness.openConsumer(
      [on(RecordApproved, async (events) => void seen.push(...events))],
      { gatherMs },
    )
    await consumer.caughtUp(RecordApproved)
    await harness.topics.produce(RecordApproved, records(10, 10))
    await consumer.caughtUp(RecordApproved)
    expect(idsOf(seen).size).toBe(20)
  },
)

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

test('a topic that was made anew is read from its beginning', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  await harness.topics.produce(RecordApproved, records(20))
  const seen: Events = []
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void seen.push(...events)),
  ])
  await consumer.caughtUp(RecordApproved)
  await withAdmin(harness.connection, (admin) =>
    admin.deleteTopics({ topics: [harness.connection.prefixed(RecordApproved.topic)] }),
  )
  await vi.waitFor(() => harness.topics.create(topics), deadline)
  await vi.waitFor(() => harness.topics.produce(RecordApproved, records(3, 20)), deadline)
  await consumer.caughtUp(RecordApproved)
  expect(idsOf(seen).size).toBe(23)
  expect(harness.fatal).toEqual([])
})

test('a group that stands beyond the end is not caught up: it reads from the beginning, and it is said', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  await harness.topics.produce(RecordApproved, records(5))
  const topic = harness.connection.prefixed(RecordApproved.topic)
  const groupId = harness.connection.prefixed('group')
  await withAdmin(harness.connection, (admin) =>
    admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '100' }] }),
  )
  const seen: Events = []
  const metrics = createMetrics('test')
  const consumer = await harness.openConsumer(
    [on(RecordApproved, async (events) => void seen.push(...events))],
    { metrics },
  )
  await consumer.caughtUp(RecordApproved)
  expect(idsOf(seen).size).toBe(5)
  expect(await metrics.registry.metrics()).toMatch(/bilagsbro_lost_offsets_total{.*} 1\n/)
})

test('offsets are committed to the broker, and only after the handler has returned', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  await harness.topics.produce(RecordApproved, records(5))
  const release = Promise.withResolvers<void>()
  const handle = vi.fn<() => Promise<void>>(() => release.promise)
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
  await using harness = await createHarness({ topics, partitions: 6 })
  await harness.topics.produce(RecordApproved, records(5_000))
  const sizes: number[] = []
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void sizes.push(events.length)),
  ])
  await consumer.caughtUp(RecordApproved)
  expect(Math.max(...sizes)).toBe(1_000)
  expect(sizes.reduce((sum, size) => sum + size)).toBe(5_000)
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

test('partitions that are added later are read from their beginning', async () => {
  await using harness = await createHarness({ topics })
  const seen: Events = []
  const handler = on(RecordApproved, async (events) => void seen.push(...events))
  await harness.openConsumer([handler], { metadataMaxAgeMs: 300 })
  const topic = harness.connection.prefixed(RecordApproved.topic)
  await withAdmin(harness.connection, (admin) =>
    admin.createPartitions({ topicPartitions: [{ topic, count: 6 }] }),
  )
  await harness.topics.produce(RecordApproved, records(100))
  await vi.waitFor(() => expect(idsOf(seen).size).toBe(100), deadline)
  expect(new Set(seen.map(({ position }) => position.partition)).size).toBe(6)
})

test('what is handled, set aside and left is counted', async () => {
  await using harness = await createHarness({ topics: [...topics, deadLetterTopic(topics[0]!)] })
  await harness.topics.produce(RecordApproved, records(10))
  await harness.topics.produceRaw(RecordApproved.topic, [{ value: '{}' }])
  const metrics = createMetrics('test')
  const handler = on(RecordApproved, async () => {})
  const consumer = await harness.openConsumer([handler], { metrics, watchEveryMs: 50 })
  await consumer.caughtUp(RecordApproved)
  const shown = () => metrics.registry.metrics()
  await vi.waitFor(
    async () =>
      expect(await shown()).toContain(
        'bilagsbro_consumer_lag{topic="record.approved",service="test"} 0',
      ),
    deadline,
  )
  expect(await shown()).toMatch(/messages_total{event="record.approved",outcome="handled",.+ 10/)
  expect(await shown()).toMatch(/messages_total{event="record.approved",outcome="dead_letter",.+ 1/)
  expect(await shown()).toMatch(/dead_letters_total{topic="record.approved",.+ 1/)
  expect(await shown()).toMatch(/handle_seconds_count{.*event="record.approved".*} [1-9]/)
})
