import { expect, test } from 'vitest'
import { askedOf, filterOf, isNarrowed, isReference, readSearch, stretches } from './search.ts'

test('AUDIT-2: the address says what is asked for, and both days are within', () => {
  const search = readSearch({
    fra: '2026-10-20',
    til: '2026-10-26',
    status: 'failed',
    hendelse: 'sync.failed',
    q: ' 1001 ',
    etter: '1795687320000000.1204',
  })
  expect(filterOf(search)).toEqual({
    // Summer time ends on the 25th.
    from: '2026-10-19T22:00:00.000Z',
    to: '2026-10-26T23:00:00.000Z',
    status: 'failed',
    kind: 'sync.failed',
    q: '1001',
  })
  expect(search.etter).toBe('1795687320000000.1204')
  expect(askedOf(search)).not.toHaveProperty('etter')
})

test('whatever else stands in the address counts for nothing', () => {
  const search = readSearch({
    fra: '2026-02-30x',
    til: '2026-13-01',
    status: 'purple',
    hendelse: 'x',
    q: ' ',
    etter: '1; drop',
    y: 'z',
  })
  expect(search).toEqual({})
  expect(isNarrowed({ etter: '1.2' })).toBe(false)
})

test.each([
  ['2026-11-30', '2026-11-24', '2026-11-01', ['2026-10-01', '2026-10-31']],
  ['2026-03-01', '2026-02-23', '2026-03-01', ['2026-02-01', '2026-02-28']],
  ['2026-01-03', '2025-12-28', '2026-01-01', ['2025-12-01', '2025-12-31']],
])('up to %s a week and months are whole', (today, week, month, [first, last]) => {
  expect(stretches(today)).toEqual({
    week: { fra: week, til: today },
    month: { fra: month, til: today },
    last_month: { fra: first, til: last },
  })
})

test('a reference is known by its form', () => {
  expect(isReference('BB27842DZ3V0HVHP')).toBe(true)
  expect(isReference('bb27842dz3v0hvhp')).toBe(true)
  expect(isReference('r-1')).toBe(false)
})
