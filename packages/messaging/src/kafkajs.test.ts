import { createRequire } from 'node:module'
import { crc32c } from '@node-rs/crc32'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutAborted } from './aborted.ts'
import { groupByPartition } from './partition-groups.ts'
import { encodeRecord } from './record-encoder.ts'
import { decodeRecordSet } from './record-set.ts'

const require = createRequire(import.meta.url)
// Another test in this process may have loaded it, with the parts of its own time.
for (const path of Object.keys(require.cache))
  if (path.includes('/kafkajs/')) delete require.cache[path]
await import('./kafkajs.ts')

test.each([
  ['kafkajs/src/protocol/recordBatch/record/v0', encodeRecord],
  ['kafkajs/src/protocol/requests/fetch/v4/decodeMessages', decodeRecordSet],
  ['kafkajs/src/consumer/filterAbortedMessages', withoutAborted],
  ['kafkajs/src/protocol/recordBatch/crc32C', crc32c],
  ['kafkajs/src/producer/groupMessagesPerPartition', groupByPartition],
])('kafkajs is given ours for %s, before anything of it took its own', (name, ours) => {
  expect(require(name)).toBe(ours)
  const { parent } = require.cache[require.resolve(name)]!
  expect(parent?.filename).toMatch(/messaging\/src\/kafkajs\.ts$/)
})

test('the checksum of a batch is the one that kafkajs computes', () => {
  const own = require('kafkajs/src/protocol/recordBatch/crc32C/crc32C') as typeof crc32c
  // RFC 3720, appendix B.4.
  expect(crc32c(Buffer.alloc(32))).toBe(0x8a9136aa)
  expect(crc32c(Buffer.alloc(32, 255))).toBe(0x62a8ab43)
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      const batch = Buffer.from(bytes)
      expect(crc32c(batch)).toBe(own(batch) >>> 0)
    }),
  )
})

const two = [{ partitionId: 0 }, { partitionId: 1 }] as never

test('kafkajs groups messages our way, which copies no list', async () => {
  const cluster = {
    addMultipleTargetTopics: async () => {},
    refreshMetadataIfNecessary: async () => {},
    findTopicPartitionMetadata: () => two,
    findLeaderForPartitions: () => ({}),
  }
  const createSend = require('kafkajs/src/producer/sendMessages') as (given: object) => Send
  type Send = (given: object) => Promise<unknown[]>
  const send = createSend({
    cluster,
    partitioner: () => 0,
    retrier: (work: () => unknown) => work(),
  })
  const messages = Object.assign([{ value: 'a' }], {
    reduce() {
      throw new Error('grouped by kafkajs')
    },
  })
  expect(await send({ topicMessages: [{ topic: 'any', messages }] })).toEqual([])
})

test('each message is in the group of its partition, in the order of all', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(9)), (partitions) => {
      const messages = partitions.map((partition, at) => ({ partition, value: String(at) }))
      const groups = groupByPartition({
        topic: 'any',
        partitionMetadata: two,
        messages,
        partitioner: ({ message }) => message.partition!,
      })
      expect(groups).toEqual(Object.groupBy(messages, ({ partition }) => partition))
    }),
  )
})

test('a topic without partitions gets nothing', () => {
  const given = { topic: 'any', partitionMetadata: [], messages: [{ value: 'a' }] }
  expect(groupByPartition({ ...given, partitioner: () => 0 })).toEqual({})
})
