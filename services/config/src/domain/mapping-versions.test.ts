import type { Mapping } from '@bilagsbro/booking/mapping'
import { bookingSince, stillBooking } from '@bilagsbro/booking/mapping-versions'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { unmapped } from './mapping-cover.ts'

const version = (number: number, effectiveFrom?: string, ...categories: string[]): Mapping => ({
  version: number,
  categories: Object.fromEntries(categories.map((name) => [name, { account: '7140' }])),
  credits: { employee: '2910' },
  dimensions: {},
  ...(effectiveFrom && { effectiveFrom }),
})
const numbers = (versions: readonly Mapping[] | undefined) => versions?.map((one) => one.version)

/** Said in other words: the newest version that has begun books a day. */
const booksOn = (versions: readonly Mapping[], day: string) =>
  versions.find(({ effectiveFrom = '' }) => effectiveFrom <= day)?.version

describe('versions, newest first', () => {
  test.each([
    ['one', [version(1)], [1]],
    ['a later one with a day', [version(2, '2027-01-01'), version(1)], [2, 1]],
    ['a later one for all days', [version(2), version(1)], [2]],
    ['a later one that begins sooner', [version(2, '2026-12-01'), version(1, '2027-01-01')], [2]],
    [
      'three that follow each other',
      [version(3, '2027-03-01'), version(2, '2027-01-01'), version(1)],
      [3, 2, 1],
    ],
  ])('%s: those that still book something', (_name, versions, kept) => {
    expect(numbers(stillBooking(versions))).toEqual(kept)
  })

  test('what is dropped books no day, whatever days the versions have', () => {
    const day = fc.constantFrom(undefined, '2026-12-01', '2027-01-01', '2027-02-01', '2027-03-01')
    const days = ['2026-11-30', '2026-12-01', '2027-01-15', '2027-02-01', '2027-12-31']
    fc.assert(
      fc.property(fc.array(day, { minLength: 1, maxLength: 6 }), (begins) => {
        const versions = begins.map((begin, at) => version(begins.length - at, begin))
        const kept = stillBooking(versions)
        for (const one of days) {
          expect(booksOn(kept, one)).toBe(booksOn(versions, one))
          expect(bookingSince(kept, one)?.at(-1)?.version).toBe(booksOn(versions, one))
        }
      }),
    )
  })
})

describe('what is in use', () => {
  const inUse = { categories: ['fee', 'taxi'], payeeKinds: ['employee', 'external', 'robot'] }
  const now = new Date('2026-11-25T10:00:00Z')

  test.each([
    ['by nothing', version(0), [], ['fee', 'taxi']],
    ['by a version of all days', version(1, undefined, 'taxi'), [], ['fee']],
    [
      'by a version to come, but not by the present one',
      version(2, '2027-01-01', 'taxi', 'fee'),
      [version(1, undefined, 'taxi')],
      ['fee'],
    ],
    [
      'by the present version, but not by the one to come',
      version(2, '2027-01-01', 'taxi'),
      [version(1, undefined, 'taxi', 'fee')],
      ['fee'],
    ],
    [
      'by a version before the present one',
      version(2, '2026-11-25', 'taxi', 'fee'),
      [version(1)],
      [],
    ],
    [
      'by versions that have not begun',
      version(1, '2026-11-26', 'taxi', 'fee'),
      [],
      ['fee', 'taxi'],
    ],
  ])('and mapped %s', (_name, mapping, earlierMappings, categories) => {
    const found = unmapped({ mapping, earlierMappings }, inUse, now)
    expect(found.categories).toEqual(categories)
    expect(found.payeeKinds).toEqual(expect.arrayContaining(['external', 'robot']))
  })

  test('is booked by the day it is in Norway', () => {
    const mapping = version(1, '2026-11-26', 'taxi', 'fee')
    const nearly = new Date('2026-11-25T23:30:00Z')
    expect(unmapped({ mapping, earlierMappings: [] }, inUse, nearly).categories).toEqual([])
  })
})
