import { expect, test } from 'vitest'
import { draftOf, emptyRow } from './draft.ts'
import type { MappingRow } from './queries.ts'
import { categoryRows, leavingBy, payeeRow, type Cause } from './rows.ts'

const rows: readonly MappingRow[] = [
  {
    kind: 'category',
    key: 'drosje',
    inUse: true,
    problem: { code: 'mapping.unmapped', message: '' },
  },
  { kind: 'category', key: 'diet', account: '7150', inUse: true },
  {
    kind: 'category',
    key: 'toll',
    account: '1500',
    inUse: true,
    problem: { code: 'mapping.not_in_ledger', message: 'Kontoen 1500 er sperret.' },
  },
  { kind: 'payee_kind', key: 'employee', account: '2910', inUse: true },
]
const cause = (status: Cause['status'], count: number, mend: Partial<Cause['mend']>) =>
  ({ status, count, mend: { kind: 'mapping', ...mend } }) as Cause
const causes = [
  cause('waiting', 31, { categories: ['drosje'] }),
  cause('waiting', 4, { categories: ['drosje', 'toll'] }),
  cause('failed', 2, { categories: ['toll'] }),
  cause('failed', 9, { kind: 'ledger', categories: ['diet'] }),
  cause('waiting', 5, { payeeKinds: ['external'] }),
]
const draft = draftOf({
  version: 1,
  categories: { diet: { account: '7150' }, toll: { account: '1500' } },
  credits: {},
  dimensions: {},
})

test('CONFIG-4: what lacks an account comes first, with how many records wait for it; then what has a problem', () => {
  expect(categoryRows(rows, causes, draft)).toEqual([
    { key: 'drosje', inUse: true, isMissing: true, waiting: 35, failing: 0 },
    {
      key: 'toll',
      inUse: true,
      isMissing: false,
      waiting: 4,
      failing: 2,
      problem: 'Kontoen 1500 er sperret.',
    },
    { key: 'diet', inUse: true, isMissing: false, waiting: 0, failing: 0 },
  ])
})

test('what was added stands last, and what was taken away is gone', () => {
  const { toll: _, ...categories } = draft.categories
  const changed = { ...draft, categories: { ...categories, reise: emptyRow } }
  expect(categoryRows(rows, [], changed).map(({ key }) => key)).toEqual(['drosje', 'diet', 'reise'])
})

test('the row that somebody came for stands first', () => {
  expect(categoryRows(rows, causes, draft, 'diet').map(({ key }) => key)).toEqual([
    'diet',
    'drosje',
    'toll',
  ])
})

test('a kind of payee is shown before anybody used it', () => {
  expect(payeeRow('external', rows, causes)).toEqual({
    key: 'external',
    inUse: false,
    isMissing: false,
    waiting: 5,
    failing: 0,
  })
})

test('records leave whose row has got an account', () => {
  const shown = categoryRows(rows, causes, draft)
  expect(leavingBy(shown, draft)).toBe(0)
  const categories = { ...draft.categories, drosje: { ...emptyRow, account: '7140' } }
  expect(leavingBy(shown, { ...draft, categories })).toBe(35)
})
