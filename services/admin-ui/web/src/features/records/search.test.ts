import { expect, test } from 'vitest'
import { askedOf, isNarrowed, pageOf, queryOf, readSearch, sortingOf } from './search.ts'

test('the address says what is asked for', () => {
  const search = readSearch({
    q: ' BB27 ',
    status: 'waiting',
    type: 'expense',
    mottaker: 'volunteer',
    fra: '2026-11-01',
    til: '2026-11-30',
    minst: '100,5',
    hoyst: '2000',
    grunn: 'period_closed',
    arsak: '1f0b53a6c7de9a0145b2c3d4',
    overforing: '0192d3a4-0000-7000-8000-000000000010',
    sorter: 'amount',
    snudd: 'ja',
    side: '3',
  })
  expect(queryOf(search)).toEqual({
    q: 'BB27',
    status: 'pending,retry_scheduled',
    reason: 'period_closed',
    type: 'expense',
    payeeKind: 'volunteer',
    approvedFrom: '2026-10-31T23:00:00.000Z',
    approvedTo: '2026-11-30T23:00:00.000Z',
    amountFrom: '100.5',
    amountTo: '2000',
    cause: '1f0b53a6c7de9a0145b2c3d4',
    run: '0192d3a4-0000-7000-8000-000000000010',
    sort: 'amount',
    reverse: true,
    limit: 50,
    after: '100',
  })
  expect(sortingOf(search)).toEqual({ column: 'amount', direction: 'ascending' })
  expect(pageOf(search)).toBe(3)
})

test('whatever else stands in the address counts for nothing', () => {
  const search = readSearch({
    q: '',
    status: 'purple',
    type: 'x',
    fra: '1.11.2026',
    til: '2026-13-45',
    minst: '-1',
    side: '0',
    grunn: 'a b',
    y: 'z',
  })
  expect(search).toEqual({})
  expect(isNarrowed(search)).toBe(false)
})

test.each(['retry_scheduled', 'in_doubt'])('the reason %s is a status of its own', (grunn) => {
  const query = queryOf(readSearch({ grunn }))
  expect(query).toMatchObject({ status: grunn })
  expect(query).not.toHaveProperty('reason')
})

test('order and page are no part of what is looked for', () => {
  const search = readSearch({ status: 'failed', side: '2', sorter: 'amount', snudd: 'ja' })
  expect(askedOf(search)).toEqual({ status: 'failed' })
})
