import { expect, test } from 'vitest'
import { queryOf, readSearch } from './search.ts'

test.each([
  [{}, {}],
  [{ vis: 'apne', side: '1' }, {}],
  [
    { vis: 'lost', side: '3' },
    { vis: 'lost', side: '3' },
  ],
  [{ vis: 'toString', side: '0', organisasjon: '../x' }, {}],
  [{ organisasjon: 'hlf', vis: 'constructor' }, { organisasjon: 'hlf' }],
])('%j of an address is read as %j', (given, read) => {
  expect(readSearch(given)).toEqual(read)
})

test('what the address says is asked for', () => {
  expect(queryOf({})).toEqual({ state: 'open', limit: 50, after: '0' })
  expect(queryOf({ vis: 'utsatt', organisasjon: 'hlf', side: '2' })).toEqual({
    state: 'snoozed',
    organizationId: 'hlf',
    limit: 50,
    after: '50',
  })
})
