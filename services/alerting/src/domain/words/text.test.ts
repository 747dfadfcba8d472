import { expect, test } from 'vitest'
import type { Alert } from '../alert.ts'
import { textOf } from './text.ts'

const organizations = (count: number): Alert => {
  const names = Array.from({ length: count }, (_, at) => `Forening ${at + 1}`)
  return {
    id: 'a',
    rule: 'organizations',
    cause: 'organizations',
    raisedAt: 0,
    affected: count,
    remaining: count,
    detail: { names, topics: { failing: names } },
    reopenedAt: [],
    isUnstable: false,
    isEndTold: false,
    isReminded: false,
    sequence: 0,
  }
}

test.each([
  [2, '2 organisasjoner har varsler. Bilag feiler: Forening 1 og Forening 2'],
  [
    19,
    '19 organisasjoner har varsler. Bilag feiler: Forening 1, Forening 2, Forening 3, Forening 4, Forening 5 og 14 til',
  ],
])('ALERT-6: of %i organisations as many are named as a sentence can hold', (count, said) => {
  expect(textOf(organizations(count)).nb).toBe(said)
})
