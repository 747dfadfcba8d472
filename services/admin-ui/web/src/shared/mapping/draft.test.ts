import { expect, test } from 'vitest'
import { bodyOf, draftOf, emptyRow, pointerTo, rowOf } from './draft.ts'

const rules = {
  categories: {
    taxi: { account: '7140' },
    honorarium: { account: '5390', vatCode: '1', costCenter: '400' },
  },
  credits: { employee: '2910', external: '2990' },
  dimensions: { costCenter: 'AVDELING' },
  defaults: { project: 'P1' },
  subledgers: { employee: 'employee' },
  effectiveFrom: '2026-12-01',
} as const

test('the fields make the rules that they were made of', () => {
  expect(bodyOf(draftOf({ version: 7, ...rules }))).toEqual(rules)
})

test('the empty mapping is all empty fields, and back', () => {
  const empty = { categories: {}, credits: {}, dimensions: {} }
  const draft = draftOf({ version: 0, ...empty })
  expect(draft.payees.volunteer).toEqual({ account: '', subledger: '' })
  expect(draft.effectiveFrom).toBe('')
  expect(bodyOf(draft)).toEqual(empty)
})

test('a row without an account is no rule yet', () => {
  const draft = draftOf({ version: 7, ...rules })
  const categories = { ...draft.categories, toll: { ...emptyRow, vatCode: '3' } }
  expect(bodyOf({ ...draft, categories }).categories).toEqual(rules.categories)
})

test('a fault leads to its row', () => {
  expect(rowOf('/categories/fly~1tog/account')).toBe(pointerTo('categories', 'fly/tog'))
  expect(rowOf('/credits/employee')).toBe('/credits/employee')
  expect(rowOf('/effectiveFrom')).toBe('/effectiveFrom')
})
