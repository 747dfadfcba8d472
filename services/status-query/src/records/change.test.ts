import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstLedger, folded, isLasting, type RecordChange } from './change.ts'

const key = { organizationId: 'hlf', recordId: 'r-1', revision: 1 }
const word = (sequence: number, more: Partial<RecordChange> = {}): RecordChange => ({
  ...key,
  sequence,
  status: 'pending',
  ...more,
})
const voucher = (number: string) => ({ number, date: '2026-11-21' })
const delivered = word(3, {
  status: 'delivered',
  voucher: voucher('1'),
  connector: 'dynamics',
  reachedAt: '2026-11-21T10:00:00Z',
  mode: 'draft',
  reference: 'BB1',
  attempts: 1,
})
const refused = word(5, { status: 'failed', attempts: 2 })
const posted = word(7, { status: 'posted', voucher: voucher('2'), connector: 'rest', attempts: 3 })

test('the latest word says the status, and earlier ones what lasts', () => {
  expect(folded([refused, delivered])).toMatchObject({
    sequence: 5,
    status: 'failed',
    voucher: voucher('1'),
    connector: 'dynamics',
    mode: 'draft',
    reference: 'BB1',
    attempts: 2,
  })
})

test('the mode is that of the voucher, and goes with it', () => {
  expect(folded([delivered, posted]).mode).toBeUndefined()
  expect(folded([posted])).toBe(posted)
})

test('words told as one are the same in every order, with repeats', () => {
  const words = [word(1), delivered, word(4, { reason: { code: 'in_doubt' } }), refused, posted]
  const inSome = fc.shuffledSubarray([...words, ...words], { minLength: 10, maxLength: 10 })
  fc.assert(
    fc.property(inSome, (some) => {
      expect(folded(some)).toEqual(folded(words))
    }),
  )
})

test('a record reached first the ledger of its earliest voucher', () => {
  expect(firstLedger([posted, delivered, refused])).toBe('dynamics')
  expect(firstLedger([refused])).toBeUndefined()
})

test.each([
  [word(1, { reason: { code: 'in_doubt' } }), false],
  [word(1, { attempts: 0 }), true],
  [delivered, true],
])('of %j something lasts: %s', (one, lasts) => expect(isLasting(one)).toBe(lasts))
