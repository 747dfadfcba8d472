import { expect, test } from 'vitest'
import { differing, draftOf, policiesOf } from './policies.ts'

test('what was never chosen is shown as it works', () => {
  expect(draftOf({ postingDate: 'approval', freeText: false })).toEqual({
    postingMode: 'book',
    deliveredDays: '3',
    closedPeriods: 'hold',
    postingDate: 'approval',
    freeText: 'no',
  })
})

test('the fields make the policies that they were made of', () => {
  const policies = {
    postingMode: 'draft',
    deliveredDays: 14,
    closedPeriods: 'next_open',
    postingDate: 'last_line',
    freeText: true,
  } as const
  expect(policiesOf(draftOf(policies))).toEqual(policies)
})

test.each(['', 'tre', '0', '91', '1.5', '-1', '100'])(
  '%j is no number of days',
  (deliveredDays) => {
    const draft = draftOf({ postingDate: 'approval', freeText: false })
    expect(policiesOf({ ...draft, deliveredDays })).toBeUndefined()
  },
)

test('what differs is named by its field', () => {
  const draft = draftOf({ postingDate: 'approval', freeText: false })
  expect(differing(draft, draft)).toEqual([])
  expect(differing(draft, { ...draft, freeText: 'yes', closedPeriods: 'today' })).toEqual([
    'closedPeriods',
    'freeText',
  ])
})
