import { expect, test } from 'vitest'
import { firstDayAfter } from './days.ts'
import { deedsOf, mayOf, type May } from './may.ts'
import type { Revision } from './queries.ts'

const revision = (told: Partial<Revision>): Revision => ({
  recordId: 'r-1',
  revision: 1,
  amount: '100.00',
  status: 'pending',
  attempts: 0,
  approvedAt: '2026-11-26T09:42:00.000Z',
  updatedAt: '2026-11-26T09:42:00.000Z',
  ...told,
})
const closed = (postingDate: string) => revision({ reason: { code: 'period_closed', postingDate } })
const failed = (cls: 'data' | 'accepted_unseen' | 'rejected_in_ledger', code = 'account.blocked') =>
  revision({ status: 'failed', failure: { class: cls, code, message: 'No.' } })

test.each<[string, Revision, (keyof May)[]]>([
  ['waits', revision({}), ['mark']],
  ['was only heard of', revision({ approvedAt: undefined! }), []],
  ['waits for its period', closed('2026-11-30'), ['mark', 'date']],
  ['waits for a period that is not over', closed('2026-12-02'), ['mark']],
  ['goes again by itself', revision({ status: 'retry_scheduled' }), ['mark']],
  ['was refused', failed('data'), ['retry', 'mark']],
  ['is not seen', failed('accepted_unseen'), ['mark', 'settle']],
  ['was removed', failed('rejected_in_ledger'), ['mark', 'settle']],
  ['failed for an earlier one', failed('data', 'revision.earlier_unproven'), ['mark']],
  ['is in doubt', revision({ status: 'in_doubt' }), ['settle']],
  ['waits to be booked', revision({ status: 'delivered' }), ['mark']],
  ['is booked', revision({ status: 'posted' }), []],
  ['was marked', revision({ status: 'handled', reason: { code: 'by_person' } }), ['undo']],
  ['was left out', revision({ status: 'handled', reason: { code: 'before_send_from' } }), ['undo']],
  ['has no place', revision({ status: 'handled', reason: { code: 'superseded' } }), []],
  ['came too soon', revision({ status: 'set_aside' }), []],
])('what %s may be: %#', (_, one, allowed) => {
  const may = mayOf(one, [one], '2026-12-02')
  expect(Object.entries(may).flatMap(([deed, is]) => (is ? [deed] : []))).toEqual(allowed)
})

test('what a later revision waits to hear of may be spoken for', () => {
  const left = revision({ status: 'handled', reason: { code: 'before_send_from' } })
  const later = revision({ revision: 2, reason: { code: 'revision_unproven', revision: 1 } })
  expect(mayOf(left, [later, left], '2026-12-02').settle).toBe(true)
  expect(mayOf(later, [later, left], '2026-12-02').settle).toBe(false)
})

test.each([
  ['2026-11-30', '2026-12-01'],
  ['2026-12-31', '2027-01-01'],
  ['2028-02-29', '2028-03-01'],
])('the month after %s begins on %s', (day, first) => {
  expect(firstDayAfter(day)).toBe(first)
})

test.each([
  ['an administrator', { retries: true, decides: true }, ['retry', 'mark']],
  ['support', { retries: true, decides: false }, ['retry']],
  ['an auditor', { retries: false, decides: false }, []],
])('%s is shown what that person may do', (_, person, deeds) => {
  expect(deedsOf(mayOf(failed('data'), [], '2026-12-02'), person)).toEqual(deeds)
})
