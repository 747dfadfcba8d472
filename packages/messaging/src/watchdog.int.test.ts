import { KafkaJSNonRetriableError } from 'kafkajs'
import { expect, test, vi } from 'vitest'
import { on } from './handler.ts'
import type { Received } from './encoding.ts'
import { cuttable } from './testing/cuttable.ts'
import { createHarness } from './testing/harness.ts'
import { records } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { beforeEachBatch, withConsumers } from './testing/wrapped-consumer.ts'

const topics = [RecordApproved.topic]
const deadline = { timeout: 30_000, interval: 20 }
type Events = Received<typeof RecordApproved>[]
const idsOf = (events: Events) => new Set(events.map(({ data }) => data.recordId))

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
  const connection = withConsumers(harness.connection, (consumer) => ({
    async run(config) {
      await consumer.run(config)
      consumer.pause([{ topic: harness.connection.prefixed(RecordApproved.topic) }])
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
  const idleSince = Date.now()
  await vi.waitFor(() => {
    expect(Date.now() - idleSince).toBeGreaterThan(2_000)
    consumer.healthy()
  }, deadline)
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
      stalledAfterMs: 15_000,
    },
  )
  await vi.waitFor(() => consumer.healthy(), deadline)
  line.cut()
  await harness.topics.produce(RecordApproved, records(3))
  await vi.waitFor(() => expect(() => consumer.healthy()).toThrow(/joined|fetched/), deadline)
  line.mend()
  await vi.waitFor(() => expect(idsOf(seen).size).toBe(3), deadline)
  await vi.waitFor(() => consumer.healthy(), deadline)
  expect(harness.fatal).toEqual([])
})

test('a group whose coordinator cannot be found for a while is joined once it is found', async () => {
  await using harness = await createHarness({ topics })
  await harness.topics.produce(RecordApproved, records(3))
  const line = cuttable(harness.topics)
  line.loseCoordinator(3)
  const seen: Events = []
  await harness.openConsumer([on(RecordApproved, async (events) => void seen.push(...events))], {
    connection: line.connection,
  })
  await vi.waitFor(() => expect(idsOf(seen).size).toBe(3), deadline)
  expect(line.losing).toBe(0)
  expect(harness.fatal).toEqual([])
})

test('connections that die without a word are replaced', { timeout: 120_000 }, async () => {
  await using harness = await createHarness({ topics })
  const line = cuttable(harness.topics)
  const seen: Events = []
  await harness.openConsumer([on(RecordApproved, async (events) => void seen.push(...events))], {
    connection: line.connection,
  })
  line.freeze()
  await harness.topics.produce(RecordApproved, records(3))
  await vi.waitFor(() => expect(idsOf(seen).size).toBe(3), { timeout: 100_000, interval: 100 })
})
