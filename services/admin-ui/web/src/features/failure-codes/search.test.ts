import { expect, test } from 'vitest'
import { readSearch } from './search.ts'

test('the address says whose records are counted, and what is looked for', () => {
  expect(readSearch({ organisasjon: 'hlf', q: ' konto ' })).toEqual({
    organisasjon: 'hlf',
    q: 'konto',
  })
  expect(readSearch({ organisasjon: '../x', q: ' ', y: 'z' })).toEqual({})
})
