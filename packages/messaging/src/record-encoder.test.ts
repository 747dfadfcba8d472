import { createRequire } from 'node:module'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { encodeRecord } from './record-encoder.ts'

const require = createRequire(import.meta.url)
const ofKafkajs = require('kafkajs/src/protocol/recordBatch/record/v0') as typeof encodeRecord

const bytes = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.uint8Array({ maxLength: 300 }).map((given) => Buffer.from(given)),
)
const record = fc.record({
  offsetDelta: fc.nat(),
  timestampDelta: fc.oneof(fc.nat(), fc.integer({ min: -1_000_000, max: 2 ** 45 })),
  key: fc.option(bytes),
  value: fc.option(fc.oneof(bytes, fc.constant('å'.repeat(70_000)))),
  headers: fc.dictionary(fc.string(), fc.oneof(bytes, fc.array(bytes, { maxLength: 3 }))),
})

test('a record is the same bytes that kafkajs would write', () => {
  fc.assert(
    fc.property(record, (given) => {
      expect(encodeRecord(given).buffer).toEqual(ofKafkajs(given).buffer)
    }),
    { numRuns: 200 },
  )
})

test('a record of which nothing is given is one too', () => {
  expect(encodeRecord({}).buffer).toEqual(ofKafkajs({}).buffer)
})
