import { maxDeadLetterBytes } from '@bilagsbro/events/catalogue'
import { expect, test } from 'vitest'
import { deadLetter } from './dead-letters.ts'
import type { IncomingMessage } from './encoding.ts'
import { FetchedRecord } from './record-decoder.ts'
import { encodeRecord } from './record-encoder.ts'

const position = { topic: 'record.approved', partition: 3, offset: '7' }
const stamp = { reason: 'x'.repeat(5_000), service: 'test', time: '2026-11-30T10:00:00Z' }
const context = { firstOffset: '7', firstTimestamp: '5', magicByte: 2 }
const fetched = (given: Parameters<typeof encodeRecord>[0]) => {
  const { buffer } = encodeRecord(given)
  // Its length takes as many bytes as are not of the record.
  const start = buffer.findIndex((byte) => byte < 128) + 1
  return new FetchedRecord({ buffer, at: start, end: buffer.length }, context)
}
const letterOf = (message: IncomingMessage) => {
  const letter = deadLetter(message, position, stamp)
  return fetched({ key: letter.key, value: letter.value, headers: letter.headers })
}

test('a message with more headers than any has keeps the first of them, and says so', () => {
  const names = Array.from({ length: 30_000 }, (_, at) => String(at))
  const letter = letterOf(
    fetched({ headers: Object.fromEntries(names.map((name) => [name, 'v'])) }),
  )
  expect(letter.fault).toContain('headers: 264 of')
  expect(Object.keys(letter.headers)).toHaveLength(256 + 8)
  expect(letter.headers).toMatchObject({
    '0': 'v',
    bb_topic: 'record.approved',
    bb_offset: '7',
    bb_timestamp: '5',
    bb_cut: 'headers: only the first of 30000 are here',
  })
})

test('a letter is never larger than its topic takes: what does not fit is cut, and named', () => {
  const message = { key: Buffer.alloc(5_000_000), value: Buffer.alloc(6_000_000), offset: '7' }
  const letter = letterOf({ ...message, headers: { a: ['x'.repeat(60_000), 'y'.repeat(60_000)] } })
  expect(letter.size).toBeLessThan(maxDeadLetterBytes - 1_000)
  expect(letter.key).toHaveLength(5_000_000)
  expect(String(letter.headers['bb_cut'])).toMatch(
    /^value: only the first \d+ of 6000000 bytes are here$/,
  )
})

test('a letter of an ordinary message holds it whole, with what its own headers are called', () => {
  const message = fetched({ key: 'k', value: 'v', headers: { __proto__: null, constructor: 'c' } })
  const letter = letterOf(message)
  expect([String(letter.key), String(letter.value), letter.headers['constructor']]).toEqual([
    'k',
    'v',
    'c',
  ])
  expect(letter.headers['bb_cut']).toBeUndefined()
})
