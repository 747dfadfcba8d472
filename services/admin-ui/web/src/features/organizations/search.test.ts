import { expect, test } from 'vitest'
import { queryOf, readSearch, sortingOf } from './search.ts'

test('the address says what is asked for', () => {
  const search = readSearch({
    q: 'hlf',
    tilstand: 'red',
    system: 'rest',
    paa: 'nei',
    sorter: 'pending',
    snudd: 'ja',
    side: '3',
  })
  expect(queryOf(search)).toEqual({
    q: 'hlf',
    health: 'red',
    connector: 'rest',
    enabled: false,
    sort: 'pending',
    reverse: true,
    limit: 50,
    after: '100',
  })
  expect(sortingOf(search)).toEqual({ column: 'pending', direction: 'ascending' })
})

test('whatever else stands in the address counts for nothing', () => {
  const search = readSearch({
    q: '',
    tilstand: 'purple',
    sorter: 'x',
    side: '-1',
    paa: '1',
    y: 'z',
  })
  expect(search).toEqual({})
  expect(queryOf(search)).toEqual({ sort: 'health', limit: 50, after: '0' })
})
