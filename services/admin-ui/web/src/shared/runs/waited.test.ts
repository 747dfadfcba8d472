import { expect, test } from 'vitest'
import { waitedOf } from './waited.ts'

test.each([
  ['what came back waits, and is counted once', { waiting: 14, deferred: 19 }, 14],
  ['one came back to those that waited', { waiting: 14, deferred: 1 }, 14],
  ['nothing was sent, and some wait', { waiting: 3, deferred: 0 }, 3],
  ['a run of before those that wait were told', { deferred: 2 }, 2],
  ['one was not settled when the run ended', { waiting: 0, deferred: 1 }, 1],
  ['everything is in the ledger', { waiting: 0, deferred: 0 }, 0],
])('%s', (_, counts, waited) => {
  expect(waitedOf(counts)).toBe(waited)
})
