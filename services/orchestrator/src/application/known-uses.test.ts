import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import { expect, test } from 'vitest'
import { createKnownUses } from './known-uses.ts'

const taxi = anApprovedRecord()
const food = anApprovedRecord({
  organizationId: 'other',
  lines: [{ lineId: '1', category: 'food', amount: '1.00', date: '2026-11-19' }],
})

test('CONFIG-4: what records use is asked for once, and again only when it was forgotten', () => {
  const uses = createKnownUses(4)
  const unknown = uses.unknownIn([taxi, taxi, food])
  expect(unknown).toEqual([
    { organizationId: 'hlf', use: 'payee_kind', value: 'employee' },
    { organizationId: 'hlf', use: 'category', value: 'taxi' },
    { organizationId: 'other', use: 'payee_kind', value: 'employee' },
    { organizationId: 'other', use: 'category', value: 'food' },
  ])
  expect(uses.unknownIn([taxi])).toHaveLength(2)
  uses.remember(unknown)
  expect(uses.unknownIn([taxi, food])).toEqual([])
  uses.remember([{ organizationId: 'third', use: 'category', value: 'taxi' }])
  expect(uses.unknownIn([taxi])).toHaveLength(2)
})
