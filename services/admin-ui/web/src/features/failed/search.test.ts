import { expect, test } from 'vitest'
import { queryOf, readSearch, sorted, sortingOf } from './search.ts'

test('RETRY-1: the address says which failed records are asked for', () => {
  const search = readSearch({
    q: ' BB27 ',
    arsak: '1f0b53a6c7de9a0145b2c3d4',
    type: 'expense',
    sorter: 'amount',
    snudd: 'ja',
    side: '200',
  })
  expect(queryOf(search)).toEqual({
    status: 'failed,retry_scheduled',
    q: 'BB27',
    cause: '1f0b53a6c7de9a0145b2c3d4',
    type: 'expense',
    sort: 'amount',
    reverse: true,
    limit: 50,
    after: '9950',
  })
  expect(sortingOf(search)).toEqual({ column: 'amount', direction: 'ascending' })
})

test('whatever else stands in the address counts for nothing', () => {
  const search = readSearch({ q: '', arsak: '<', type: 'car', sorter: 'x', side: '0', y: 'z' })
  expect(search).toEqual({})
  expect(sortingOf(search)).toEqual({ column: 'approvedAt', direction: 'descending' })
})

test('an order begins on the first page, and the first order is not named', () => {
  const search = { q: 'a', side: '3', sorter: 'amount', snudd: 'ja' }
  expect(sorted(search, { column: 'nextAttemptAt', direction: 'descending' })).toEqual({
    q: 'a',
    sorter: 'nextAttemptAt',
    snudd: 'ja',
  })
  expect(sorted(search, { column: 'approvedAt', direction: 'descending' })).toEqual({ q: 'a' })
})
