import { describe, expect, test } from 'vitest'
import { unmapped } from './coverage.ts'
import type { Mapping } from './mapping.ts'

const version = (number: number, effectiveFrom?: string, ...categories: string[]): Mapping => ({
  version: number,
  categories: Object.fromEntries(categories.map((name) => [name, { account: '7140' }])),
  credits: { employee: '2910' },
  dimensions: {},
  ...(effectiveFrom && { effectiveFrom }),
})

describe('what is in use', () => {
  const inUse = { categories: ['fee', 'taxi'], payeeKinds: ['employee', 'external', 'robot'] }

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
    const found = unmapped([mapping, ...earlierMappings], inUse, '2026-11-25')
    expect(found.categories).toEqual(categories)
    expect(found.payeeKinds).toEqual(expect.arrayContaining(['external', 'robot']))
  })
})
