import { expect, test } from 'vitest'
import { on } from './handler.ts'
import { encode } from './encoding.ts'
import { type Codec, openForeignProducer } from './foreign-producer.ts'
import { createHarness, logger } from './testing/harness.ts'
import { record } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'

test('what is sent with any codec or committed arrives, and what is aborted never does', async () => {
  await using harness = await createHarness({ topics: [RecordApproved.topic], partitions: 1 })
  await using producer = openForeignProducer(harness.connection, 'foreign', logger)
  const message = (number: number) =>
    encode(RecordApproved, record(number), {
      id: String(number),
      time: '2026-11-21T12:00:00Z',
      source: '/app',
    })
  const all: Codec[] = ['none', 'gzip', 'snappy', 'lz4', 'zstd']
  for (const [at, codec] of all.entries()) await producer.send([message(at)], codec)
  await producer.transact([{ ...message(5), key: Buffer.alloc(4) }, message(6)], 'aborted')
  await producer.transact([message(7)], 'committed')
  const seen: string[] = []
  const consumer = await harness.openConsumer([
    on(
      RecordApproved,
      async (events) => void seen.push(...events.map(({ data }) => data.recordId)),
    ),
  ])
  await consumer.caughtUp(RecordApproved)
  expect(seen).toEqual([0, 1, 2, 3, 4, 7].map((number) => `record-${number}`))
})
