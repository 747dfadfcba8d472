import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxBatchBytes } from './compression.ts'
import { encodeRecord } from './record-encoder.ts'
import { decodeRecordSet } from './record-set.ts'
import { batchOf } from './testing/batches.ts'
import { packedBatches } from './testing/packed-batches.ts'

/** As it stands in the answer to a fetch: after its length, and before something else. */
const read = (...batches: readonly Buffer[]) => {
  const set = Buffer.concat(batches)
  const length = Buffer.alloc(4)
  length.writeInt32BE(set.length)
  return decodeRecordSet({ buffer: Buffer.concat([length, set, Buffer.from('next')]), offset: 0 })
}
const offsets = (fetched: Awaited<ReturnType<typeof read>>) => fetched.map(({ offset }) => offset)

test.each(packedBatches)('a batch that %s packed with %s is read', async (_, __, base64) => {
  const fetched = await read(Buffer.from(base64, 'base64'))
  expect(
    fetched.map(({ offset, key, value, headers }) => [
      offset,
      String(key),
      String(value),
      { ...headers },
    ]),
  ).toEqual(
    [0, 1, 2].map((at) => [
      String(at),
      `key-${at}`,
      'taxi '.repeat(20) + at,
      { ce_id: `id-${at}` },
    ]),
  )
})

test('batches with and without compression follow each other, and what is cut off is left to the next fetch', async () => {
  const plain = batchOf([{ value: 'a' }, { value: 'b' }], { firstOffset: 5n })
  const packed = batchOf([{ value: 'c' }], { firstOffset: 7n, codec: 1, pack: gzipSync })
  const fetched = await read(plain, packed, plain.subarray(0, -1))
  expect(fetched.map(({ offset, value }) => offset + String(value))).toEqual(['5a', '6b', '7c'])
})

test.each([
  [
    'of random bytes',
    1,
    Buffer.from('no gzip'),
    'it cannot be decompressed (gzip): incorrect header check',
  ],
  ['of broken snappy', 2, Buffer.from([5, 255, 255]), 'it cannot be decompressed (snappy): '],
  ['of broken lz4', 3, Buffer.from('no lz4 at all'), 'it cannot be decompressed (lz4): '],
  ['of broken zstd', 4, Buffer.from('no zstd'), 'it cannot be decompressed (zstd): '],
  [
    'of a codec that nobody knows',
    7,
    Buffer.from('x'),
    'its compression (codec 7) is not known here',
  ],
  ['without its records', 0, Buffer.from([20, 0]), 'it is broken: RangeError'],
])(
  'a batch %s becomes one message that says so, and the next are read',
  async (_, codec, bytes, why) => {
    const bad = batchOf([{}, {}, {}], { firstOffset: 5n, codec, pack: () => bytes })
    const [one, two, ...more] = await read(bad, batchOf([{ value: 'a' }], { firstOffset: 8n }))
    expect(one).toMatchObject({ offset: '7', batch: '5-7', value: bad, isControlRecord: false })
    expect(one!.fault).toContain(`This batch of messages cannot be decoded: ${why}`)
    expect([two!.offset, String(two!.value), more]).toEqual(['8', 'a', []])
  },
)

test('a batch of an older format of Kafka is passed by, and the next are read', async () => {
  const old = Buffer.alloc(34)
  old.writeBigInt64BE(3n)
  old.writeInt32BE(old.length - 12, 8)
  old.writeInt8(1, 16)
  const [one, two] = await read(old, batchOf([{ value: 'a' }], { firstOffset: 4n }))
  expect(one).toMatchObject({ offset: '3', batch: '3-3' })
  expect(one!.fault).toContain("it is in Kafka's format 1, not 2")
  expect(two!.offset).toBe('4')
})

const zeros = Buffer.alloc(maxBatchBytes + 1)
const lz4Zeros = () => {
  const block = Buffer.alloc(70_000, 255)
  const header = Buffer.from('04224d1860708200000000', 'hex').subarray(0, 7)
  const size = Buffer.alloc(4)
  size.writeUInt32LE(block.length)
  return Buffer.concat([
    header,
    ...Array.from({ length: 6 }, () => [size, block]).flat(),
    Buffer.alloc(4),
  ])
}
test.each([
  ['gzip', 1, () => gzipSync(zeros)],
  ['snappy', 2, () => Buffer.from([0x80, 0x80, 0x80, 0x10, 0])],
  ['lz4', 3, lz4Zeros],
])('%s that would become more than 16 MiB is never unpacked', async (_, codec, pack) => {
  const [one] = await read(batchOf([{}], { codec, pack }))
  expect(one!.fault).toContain('its records come to more than 16777216 bytes (16 MiB)')
})

test('a batch of more records than anybody sends is set aside whole', async () => {
  const many = batchOf(Array.from({ length: 100_001 }, () => ({})))
  const fetched = await read(many)
  expect(fetched).toHaveLength(1)
  expect(fetched[0]!.fault).toContain('it holds 100001 records, and the limit is 100000')
})

test('what is unpacked at once is bounded: the rest is left to the next fetch', async () => {
  const large = (firstOffset: bigint) =>
    batchOf([{ value: Buffer.alloc(3 * 1024 * 1024) }], { firstOffset, codec: 1, pack: gzipSync })
  expect(offsets(await read(large(0n), large(1n), large(2n), large(3n)))).toEqual(['0', '1'])
})

test('a mark stands for records that are gone, so that nobody waits for them', async () => {
  const compacted = batchOf([{ value: 'a' }], { firstOffset: 5n, lastOffsetDelta: 3 })
  const emptied = batchOf([], { firstOffset: 9n, lastOffsetDelta: 1 })
  const marks = await read(compacted, emptied)
  expect(marks.map(({ offset, isControlRecord }) => [offset, isControlRecord])).toEqual([
    ['5', false],
    ['8', true],
    ['10', true],
  ])
})

test('no bytes at all make it throw, or read the same for ever', async () => {
  const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))
  const bent = fc.tuple(anything, fc.nat(), fc.nat(255)).map(([value, at, byte]) => {
    const batch = batchOf([{ value, headers: { a: 'b' } }, { key: value }], { firstOffset: 1n })
    batch[at % batch.length] = byte
    return batch
  })
  await fc.assert(
    fc.asyncProperty(fc.oneof(anything, bent), async (set) => {
      for (const { key, value, headers, timestamp } of await read(set))
        expect([key, value, headers, timestamp]).toHaveLength(4)
    }),
  )
})

test('a record is where its encoder put it', async () => {
  const [one] = await read(batchOf([{ key: 'k', value: 'v', headers: { h: 'x' } }]))
  expect(one!.size).toBe(
    encodeRecord({ key: 'k', value: 'v', headers: { h: 'x' } }).buffer.length - 1,
  )
})
