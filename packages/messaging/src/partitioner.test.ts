import fc from 'fast-check'
import { Partitioners, type PartitionerArgs } from 'kafkajs'
import { expect, test } from 'vitest'
import { createPartitioner } from './partitioner.ts'

const metadata = (partitions: number) =>
  Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    leader: 1,
  })) as PartitionerArgs['partitionMetadata']
const asked = (message: { key?: string | Buffer; partition?: number }, partitions: number) =>
  ({ topic: 'any', partitionMetadata: metadata(partitions), message }) as PartitionerArgs

test('a key goes to the partition that kafkajs would choose', () => {
  const key = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
  )
  fc.assert(
    fc.property(key, fc.integer({ min: 1, max: 1000 }), (given, partitions) => {
      const args = asked({ key: given }, partitions)
      expect(createPartitioner()(args)).toBe(Partitioners.DefaultPartitioner()(args))
    }),
  )
})

test('a message that names its partition goes there', () => {
  expect(createPartitioner()(asked({ key: 'a', partition: 0 }, 7))).toBe(0)
})

test('messages without a key take turns', () => {
  const partition = createPartitioner()
  expect(Array.from({ length: 5 }, () => partition(asked({}, 3)))).toEqual([0, 1, 2, 0, 1])
})
