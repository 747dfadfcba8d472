import { expect, test } from 'vitest'
import { isNarrowed, queryOf, readSearch } from './search.ts'

test('the address says which runs are asked for', () => {
  const search = readSearch({
    hvordan: 'manual',
    utfall: 'mixed',
    fra: '2026-11-01',
    til: '2026-11-30',
    etter: '1795687320000000.0192d3a4-0000-7000-8000-000000000010',
  })
  expect(queryOf(search)).toEqual({
    trigger: 'manual',
    outcome: 'mixed',
    from: '2026-10-31T23:00:00.000Z',
    to: '2026-11-30T23:00:00.000Z',
    after: '1795687320000000.0192d3a4-0000-7000-8000-000000000010',
    limit: 50,
  })
  expect(isNarrowed(search)).toBe(true)
})

test('whatever else stands in the address counts for nothing', () => {
  const search = readSearch({ hvordan: 'x', utfall: 1, fra: '2026-13-01', etter: 'a b', y: 'z' })
  expect(search).toEqual({})
  expect(isNarrowed(readSearch({ etter: '1.2' }))).toBe(false)
})
