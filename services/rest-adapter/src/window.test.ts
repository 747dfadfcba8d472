import { expect, test } from 'vitest'
import { openLedger, postings } from './testing.ts'
import { createWindows } from './window.ts'

test('a principal that wants fewer requests gets half as many at once, and one more for each flight without a no', () => {
  const windows = createWindows()
  const next = (wasTooMuch: boolean) => {
    const used = windows.of('a', 8)
    windows.learn('a', used, wasTooMuch)
    return used
  }
  expect([false, true, true, true, true].map(next)).toEqual([8, 8, 4, 2, 1])
  expect([false, false, true, false].map(next)).toEqual([1, 2, 3, 1])
  for (let flights = 0; flights < 100; flights++) next(false)
  expect([windows.of('a', 8), windows.of('a', 64), windows.of('b', 8)]).toEqual([8, 64, 8])
})

test('RETRY-5: a ledger that wants fewer requests gets the rest in a later flight, and each voucher once', async () => {
  const { ledgers, post, held, fault } = await openLedger({}, { requestsAtOnce: '16' })
  await using _ledgers = ledgers
  fault('throttled')
  const all = postings(20)
  const first = await post(all)
  expect(first.stop).toMatchObject({ class: 'rate_limited' })
  const unsent = all.filter(({ reference }) => first.outcomes.get(reference)?.kind === 'unsent')
  expect(unsent.length).toBeGreaterThan(0)
  const second = await post(unsent)
  expect(second.stop).toBeUndefined()
  for (const one of all) expect(await held(one)).toBe(1)
})
