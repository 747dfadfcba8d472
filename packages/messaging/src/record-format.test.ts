import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { FetchedRecord, type BatchContext } from './record-decoder.ts'
import { encodeRecord } from './record-encoder.ts'

const require = createRequire(import.meta.url)
const kafkajs = {
  encode: require('kafkajs/src/protocol/recordBatch/record/v0') as typeof encodeRecord,
  decode: require('kafkajs/src/protocol/recordBatch/record/v0/decoder') as (
    decoder: object,
    context: object,
  ) => object,
  Decoder: require('kafkajs/src/protocol/decoder') as new (bytes: Buffer) => {
    readonly buffer: Buffer
    readonly offset: number
    readVarIntBytes(): Buffer
  },
}

const decodeRecord = (written: Buffer, context: BatchContext) =>
  new FetchedRecord({ buffer: written, at: 0, end: written.length }, context)

const bytes = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map((given) => Buffer.from(given)),
)
const names = fc.string().filter((name) => !(name in {}))
const record = fc.record({
  offsetDelta: fc.nat(),
  timestampDelta: fc.oneof(fc.nat(), fc.integer({ min: -1_000_000, max: 2 ** 45 })),
  key: fc.option(bytes),
  value: fc.option(fc.oneof(bytes, fc.constant('å'.repeat(20_000)))),
  headers: fc.dictionary(names, fc.oneof(bytes, fc.array(bytes, { maxLength: 3 }))),
})
const batch = fc.record({
  firstOffset: fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String),
  firstTimestamp: fc.bigInt({ min: -1n, max: 2n ** 45n }).map(String),
  maxTimestamp: fc.bigInt({ min: -1n, max: 2n ** 45n }).map(String),
  timestampType: fc.constantFrom(0, 1),
  isControlBatch: fc.boolean(),
  magicByte: fc.constant(2),
})
const runs = { numRuns: 200 }

test('a record is written as the bytes that kafkajs would write', () => {
  fc.assert(
    fc.property(record, (given) => {
      expect(encodeRecord(given).buffer).toEqual(kafkajs.encode(given).buffer)
    }),
    runs,
  )
})

test('a record of which nothing is given is one too', () => {
  expect(encodeRecord({}).buffer).toEqual(kafkajs.encode({}).buffer)
})

const bytesOf = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(bytesOf) : typeof value === 'string' ? Buffer.from(value) : value
const bytesOfEach = (headers: Readonly<Record<string, unknown>>) =>
  Object.entries(headers).map(([name, value]) => [name, bytesOf(value)])
const withoutLength = (written: Buffer) => new kafkajs.Decoder(written).readVarIntBytes()

test('a record is read as kafkajs would read it', () => {
  fc.assert(
    fc.property(record, batch, (given, context) => {
      const written = withoutLength(kafkajs.encode(given).buffer)
      const read = decodeRecord(written, context)
      const headers = Object.fromEntries(bytesOfEach(read.headers))
      const { magicByte, attributes, timestamp, offset, key, value, isControlRecord } = read
      const { batchContext } = read
      const known = { magicByte, attributes, timestamp, offset, isControlRecord, batchContext }
      expect({ ...known, key, value, headers }).toEqual(
        kafkajs.decode(new kafkajs.Decoder(written), context),
      )
      expect(read.size).toBe(written.length)
    }),
    runs,
  )
})

test('a header is read whatever it is called', () => {
  const headers = { constructor: 'a', toString: ['b', 'c'], ['__proto__']: 'd' }
  const written = withoutLength(encodeRecord({ headers }).buffer)
  const context = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 }
  const read = decodeRecord(written, context)
  expect(Object.entries(read.headers)).toEqual([
    ['constructor', 'a'],
    ['toString', ['b', 'c']],
    ['__proto__', 'd'],
  ])
})

test('a record that is cut off within a number is refused', () => {
  const context = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 }
  expect(() => decodeRecord(Buffer.from([0, 0x80]), context)).toThrow('ends within a number')
})

test('a header without a value comes back as one', () => {
  const written = withoutLength(encodeRecord({ headers: { none: null, some: [null, 'a'] } }).buffer)
  const context = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 }
  expect({ ...decodeRecord(written, context).headers }).toEqual({
    none: null,
    some: [null, 'a'],
  })
})

test('a header is text where it is ASCII, and bytes where it is not', () => {
  const headers = { ascii: 'hlf', empty: '', other: 'æ' }
  const written = withoutLength(encodeRecord({ headers }).buffer)
  const context = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 }
  expect({ ...decodeRecord(written, context).headers }).toEqual({
    ascii: 'hlf',
    empty: '',
    other: Buffer.from('æ'),
  })
})

test('what records have in common is read as it is in each of them', () => {
  const context = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 }
  fc.assert(
    fc.property(fc.array(fc.dictionary(names, bytes), { maxLength: 5 }), (records) => {
      const again = records.flatMap((headers) => [headers, headers])
      const read = again.map((headers) => {
        const written = withoutLength(encodeRecord({ headers }).buffer)
        return { ...decodeRecord(written, context).headers }
      })
      expect(read.map(bytesOfEach)).toEqual(again.map(bytesOfEach))
    }),
    runs,
  )
})

test('bytes that are another text in another encoding are not taken for it', () => {
  const context = { firstOffset: '0', firstTimestamp: '0', magicByte: 2 }
  // In UTF-8 the second has the bytes that are the characters of the first.
  const texts = ['\u00c3\u00a9', 'é']
  const read = texts.map((name) => {
    const written = withoutLength(encodeRecord({ headers: { [name]: 'a' } }).buffer)
    return Object.keys(decodeRecord(written, context).headers)
  })
  expect(read).toEqual(texts.map((name) => [name]))
})

test('a record whose parts go beyond its end is refused', () => {
  const written = withoutLength(encodeRecord({ key: 'a', value: 'b' }).buffer)
  written[3] = 126
  expect(() =>
    decodeRecord(written, { firstOffset: '0', firstTimestamp: '0', magicByte: 2 }),
  ).toThrow('ends within a part')
})

/** Of the processor: what else the machine does meanwhile is not counted. */
const millisecondsOf = (work: () => unknown) => {
  const begun = process.threadCpuUsage()
  work()
  const { user, system } = process.threadCpuUsage(begun)
  return (user + system) / 1000
}
const bomb = (names: readonly string[]) => {
  const headers = Object.fromEntries(names.map((name) => [name, 'x']))
  const same = { a: Array.from({ length: 100_000 }, () => 'x') }
  const written = withoutLength(encodeRecord({ headers: names.length > 0 ? headers : same }).buffer)
  return decodeRecord(written, { firstOffset: '0', firstTimestamp: '0', magicByte: 2 })
}

test.each([
  ['one name', []],
  ['as many names', Array.from({ length: 100_000 }, (_, at) => `header-${at}`)],
])('a hundred thousand headers of %s take no longer than a few', (_, names) => {
  const reads = Array.from({ length: 5 }, () => bomb(names))
  // A busy machine makes the one or the other slow, and never all of them.
  expect(Math.min(...reads.map((read) => millisecondsOf(() => read.headers)))).toBeLessThan(20)
  const [read] = reads as [ReturnType<typeof bomb>]
  expect(Object.values(read.headers).flat()).toHaveLength(288)
  expect(read.fault).toMatch(
    /^headers: 100000 of \d+ bytes together, and the limits are 256 and 65536/,
  )
  expect(read.cut).toBe('headers: only the first of 100000 are here')
})

test('a header that is longer than all may be is left out, with those behind it', () => {
  const read = decodeRecord(
    withoutLength(encodeRecord({ headers: { a: 'x', trace: 'y'.repeat(90_000), b: 'z' } }).buffer),
    { firstOffset: '0', firstTimestamp: '0', magicByte: 2 },
  )
  expect({ ...read.headers }).toEqual({ a: 'x' })
  expect(read.fault).toContain('headers: 3 of 90')
})
