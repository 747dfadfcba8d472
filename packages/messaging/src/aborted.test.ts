import { expect, test } from 'vitest'
import { withoutAborted } from './aborted.ts'
import type { Fetched } from './record-decoder.ts'

const abort = Buffer.from([0, 0, 0, 0, 0, 0])
const commit = Buffer.from([0, 0, 0, 1, 0, 0])

const message = (offset: number, producerId: string, changes: Partial<Fetched> = {}): Fetched => ({
  offset: String(offset),
  key: Buffer.from(`key-${offset}`),
  value: null,
  headers: {},
  timestamp: '0',
  size: 1,
  fault: undefined,
  cut: undefined,
  isControlRecord: false,
  batchContext: {
    firstOffset: '0',
    firstTimestamp: '0',
    magicByte: 2,
    producerId,
    inTransaction: true,
  },
  ...changes,
})
const end = (offset: number, producerId: string, key: Buffer) =>
  message(offset, producerId, { key, isControlRecord: true })
const left = (
  messages: Fetched[],
  abortedTransactions: { producerId: string; firstOffset: string }[],
) =>
  withoutAborted({ messages, abortedTransactions })
    .filter(({ isControlRecord }) => !isControlRecord)
    .map(({ offset }) => Number(offset))

test('a message whose key is four zero bytes ends no transaction', () => {
  const messages = [
    message(0, '1', { key: Buffer.alloc(4) }),
    message(1, '1'),
    end(2, '1', abort),
    message(3, '1'),
    end(4, '1', commit),
  ]
  expect(left(messages, [{ producerId: '1', firstOffset: '0' }])).toEqual([3])
})

test('several transactions that began before what was fetched are left out, however the broker orders them', () => {
  const messages = [
    message(5, '1'),
    message(6, '2'),
    message(7, '3'),
    end(8, '2', abort),
    end(9, '1', abort),
  ]
  const aborted = [
    { producerId: '2', firstOffset: '4' },
    { producerId: '1', firstOffset: '3' },
  ]
  expect(left(messages, aborted)).toEqual([7])
})

test('what a producer sends outside of a transaction is kept', () => {
  const outside = message(1, '1')
  const messages = [
    message(0, '1'),
    { ...outside, batchContext: { ...outside.batchContext, inTransaction: false } },
    end(2, '1', abort),
  ]
  expect(left(messages, [{ producerId: '1', firstOffset: '0' }])).toEqual([1])
})

test('offsets beyond what a number holds are compared as they are', () => {
  const last = 2n ** 62n
  const messages = [
    message(0, '1', { offset: String(last) }),
    message(0, '1', { offset: String(last + 1n) }),
  ]
  expect(
    withoutAborted({
      messages,
      abortedTransactions: [{ producerId: '1', firstOffset: String(last + 1n) }],
    }),
  ).toHaveLength(1)
})

test('the end of a transaction that was committed leaves another one aborted', () => {
  const messages = [message(0, '1'), end(1, '2', commit), message(2, '1'), end(3, '1', abort)]
  expect(left(messages, [{ producerId: '1', firstOffset: '0' }])).toEqual([])
})
