import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bookingSince, mappingOn, stillBooking } from './mapping-versions.ts'

const version = (number: number, effectiveFrom?: string) => ({
  version: number,
  ...(effectiveFrom && { effectiveFrom }),
})
const numbers = (versions: readonly { version: number }[] | undefined) =>
  versions?.map((one) => one.version)

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
        const booking = (list: readonly ReturnType<typeof version>[], day: string) =>
          mappingOn(day, list[0]!, list.slice(1))?.version
        for (const [at, one] of days.entries()) {
          expect(booking(kept, one)).toBe(booking(versions, one))
          const since = days.slice(at).map((day) => booking(versions, day))
          const all = since[0] === undefined ? undefined : [...new Set(since)].toReversed()
          expect(numbers(bookingSince(kept, one))).toEqual(all)
        }
      }),
    )
  })
})
