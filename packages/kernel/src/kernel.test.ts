import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixedClock } from './clock.ts'
import { contentHash } from './content-hash.ts'
import { countedIds } from './ids.ts'
import { formatAmount, oreOf, parseAmount } from './money.ts'
import { isOrganizationNumber } from './organization-number.ts'
import { isVoucherReference, voucherReference } from './voucher-reference.ts'

describe('money', () => {
  test.each([
    ['0.00', 0],
    ['0.05', 5],
    ['-0.05', -5],
    ['1234.50', 123450],
    ['-999999999999.99', -99999999999999],
  ])('%s is %i øre and back', (text, ore) => {
    expect(parseAmount(text)).toEqual({ ok: true, value: ore })
    expect(formatAmount(ore)).toBe(text)
  })

  test.each([
    '12.345',
    '12',
    '12.3',
    '1,50',
    '01.00',
    '',
    ' 1.00',
    '1e3',
    'NaN',
    '1234567890123.00',
  ])('%j is not an amount', (text) => expect(parseAmount(text).ok).toBe(false))

  test('every whole number of øre survives the wire', () => {
    fc.assert(
      fc.property(fc.integer({ min: -99999999999999, max: 99999999999999 }), (ore) => {
        expect(oreOf(formatAmount(ore))).toBe(ore || 0)
      }),
    )
  })
})

describe('voucher reference', () => {
  test('is the same for the same revision of the same record, for ever', () => {
    expect(voucherReference('hlf', 'r-1', 1)).toBe('BB27842DZ3V0HVHP')
  })

  test('has 16 characters, a check that holds, and differs for every part of the identity', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.integer({ min: 1, max: 999 }),
        (org, record, revision) => {
          const reference = voucherReference(org, record, revision)
          expect(reference).toMatch(/^BB[0-9A-Z]{14}$/)
          expect(isVoucherReference(reference)).toBe(true)
          expect(voucherReference(org, record, revision + 1)).not.toBe(reference)
          expect(voucherReference(`${org}x`, record, revision)).not.toBe(reference)
          expect(voucherReference(record, org, revision) === reference).toBe(org === record)
        },
      ),
    )
  })

  test('shows a mistyped character', () => {
    const reference = voucherReference('hlf', 'r-1', 1)
    for (let at = 2; at < reference.length; at++) {
      const other = reference[at] === 'A' ? 'B' : 'A'
      expect(isVoucherReference(reference.slice(0, at) + other + reference.slice(at + 1))).toBe(
        false,
      )
    }
  })
})

test('equal contents have equal hashes, whatever the order of their keys', () => {
  expect(contentHash({ a: 1, b: [{ c: 2, d: undefined }] })).toBe(
    contentHash({ b: [{ c: 2 }], a: 1 }),
  )
  expect(contentHash({ a: [1, 2] })).not.toBe(contentHash({ a: [2, 1] }))
})

test.each([
  ['123456785', true],
  ['123456784', false],
  ['12345678', false],
  ['12345678x', false],
])('%s as an organisation number: %s', (text, valid) => {
  expect(isOrganizationNumber(text)).toBe(valid)
})

test('a fixed clock moves only when told, and counted ids count', () => {
  const clock = fixedClock('2026-01-01T00:00:00Z')
  clock.advance(1500)
  expect(clock.now().toISOString()).toBe('2026-01-01T00:00:01.500Z')
  const newId = countedIds()
  expect([newId(), newId()]).toEqual(['id-1', 'id-2'])
})
