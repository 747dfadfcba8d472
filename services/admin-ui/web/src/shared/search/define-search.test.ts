import { expect, test } from 'vitest'
import { defineSearch, nothingElse, pageNumber } from './define-search.ts'

const read = defineSearch<{ readonly side?: string }>({ side: pageNumber })

test.each([
  [{ side: '2' }, { side: '2' }],
  [{ side: '-1' }, {}],
  [{ side: '2', status: 'x' }, { side: '2' }],
])('of the address %j a page hears %j', (given, heard) =>
  // As the router does it.
  expect({ ...given, ...nothingElse(read)(given) }).toEqual(heard),
)
