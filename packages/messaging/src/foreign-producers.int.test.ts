import { gzipSync } from 'node:zlib'
import { deadLetterTopic } from '@bilagsbro/events/catalogue'
import { expect, test } from 'vitest'
import { on } from './handler.ts'
import type { Received } from './encoding.ts'
import { readLetters, replayLetters } from './dead-letter-log.ts'
import { createHarness } from './testing/harness.ts'
import { record } from './testing/records.ts'
import { RecordApproved } from '@bilagsbro/events/record-approved'

const dead = deadLetterTopic(RecordApproved.topic)
const topics = [RecordApproved.topic, dead]
type Events = Received<typeof RecordApproved>[]
type Harness = Awaited<ReturnType<typeof createHarness>>

const headers = {
  ce_specversion: '1.0',
  ce_id: 'id-1',
  ce_source: '/app',
  ce_type: 'record.approved',
}
const message = (number: number, changes = {}) => ({
  key: `record-${number}`,
  value: JSON.stringify(record(number)),
  headers,
  partition: 0,
  ...changes,
})

/** What other programs do, which do not know our producer. */
async function openProducer({ connection }: Harness, transactionalId?: string) {
  const producer = connection.kafka.producer(
    transactionalId === undefined
      ? {}
      : { transactionalId, maxInFlightRequests: 1, idempotent: true },
  )
  await producer.connect()
  return producer
}

async function handled(harness: Harness): Promise<string[]> {
  const seen: Events = []
  const consumer = await harness.openConsumer([
    on(RecordApproved, async (events) => void seen.push(...events)),
  ])
  await consumer.caughtUp(RecordApproved)
  return seen.map(({ data }) => data.recordId)
}

test('nothing of a transaction that was aborted is delivered, whatever its keys are', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  const topic = harness.connection.prefixed(RecordApproved.topic)
  const producer = await openProducer(harness, harness.connection.prefixed('transactions'))
  const aborted = await producer.transaction()
  await aborted.send({ topic, messages: [message(0, { key: Buffer.alloc(4) }), message(1)] })
  await aborted.abort()
  const committed = await producer.transaction()
  await committed.send({ topic, messages: [message(2, { key: Buffer.alloc(4) }), message(3)] })
  await committed.commit()
  await producer.disconnect()
  expect(await handled(harness)).toEqual(['record-3'])
  // What was committed under such a key was delivered, and set aside for it; what was aborted was not.
  const letters = await harness.topics.readRaw(dead, (found) => found.length > 0)
  expect(letters.map(({ value }) => JSON.parse(String(value)))).toMatchObject([
    { recordId: 'record-2' },
  ])
})

test('a batch that becomes too large is set aside whole, and what comes after it is handled', async () => {
  await using harness = await createHarness({ topics, partitions: 1 })
  const topic = harness.connection.prefixed(RecordApproved.topic)
  const producer = await openProducer(harness)
  const bomb = message(0, { value: ' '.repeat(20_000_000) })
  await producer.send({ topic, messages: [bomb], compression: 1 })
  await producer.send({ topic, messages: [message(1)], compression: 1 })
  await producer.disconnect()
  expect(await handled(harness)).toEqual(['record-1'])
  const [letter] = await harness.topics.readRaw(dead, (so) => so.length === 1)
  expect(String(letter!.headers?.['bb_reason'])).toContain('come to more than 16777216 bytes')
  expect(String(letter!.headers?.['bb_batch'])).toBe('0-0')
  expect(letter!.value!.length).toBeGreaterThan(gzipSync(bomb.value).length / 2)
  const [listed] = await readLetters(harness.connection, { topic: RecordApproved.topic })
  expect(listed).toMatchObject({
    id: '0-0',
    obstacle: 'It is a batch that could not be decoded; its producer must send it again.',
  })
  expect(await replayLetters(harness.connection, [listed!])).toEqual([])
})
