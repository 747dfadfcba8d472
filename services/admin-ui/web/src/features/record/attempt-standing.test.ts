import { expect, test } from 'vitest'
import { attemptStanding } from './attempt-standing.ts'

const held = { status: 'pending', reason: { code: 'period_closed' } } as const

test.each([
  ['requested', undefined, true, { status: 'pending' }, 'under_way'],
  ['requested', undefined, true, { status: 'in_doubt' }, 'in_doubt'],
  ['requested', undefined, true, held, 'waits'],
  ['requested', undefined, true, { status: 'handled' }, 'told'],
  ['requested', undefined, false, { status: 'pending' }, 'not_posted'],
  ['failed', '2026-12-01T10:00:00.000Z', true, held, 'told'],
  ['returned', undefined, true, held, 'told'],
] as const)(
  'an attempt that is %s (ended: %s, last: %s) of a record that stands as %j: %s',
  (status, endedAt, isLast, of, standing) =>
    expect(attemptStanding({ status, ...(endedAt && { endedAt }) }, { isLast, of })).toBe(standing),
)
