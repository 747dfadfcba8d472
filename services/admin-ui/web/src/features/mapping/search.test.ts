import { expect, test } from 'vitest'
import { readSearch } from './search.ts'

test('an address names the version whose differences are shown, or none', () => {
  expect(readSearch({ versjon: '7' })).toEqual({ versjon: '7' })
  for (const versjon of ['0', 'syv', '-1', '', undefined])
    expect(readSearch({ versjon })).toEqual({})
})

test('an address names the row that somebody came for', () => {
  expect(readSearch({ rad: 'fly/tog' })).toEqual({ rad: 'fly/tog' })
  expect(readSearch({ rad: '' })).toEqual({})
})
