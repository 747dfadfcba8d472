import { fingerprintOf } from '@bilagsbro/booking/cause'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { SyncFailed, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { fixedClock } from '@bilagsbro/kernel/clock'
import { afterAll, expect, test } from 'vitest'
import { recordOf } from '../testing/books.ts'
import { createTestLog, golden } from '../testing/log.ts'
import { createFigures } from './figures.ts'

const log = await createTestLog()
afterAll(() => log[Symbol.asyncDispose]())
const { receive } = log
const figures = createFigures(log.orm, fixedClock('2026-11-21T12:00:00Z'))

async function figuresOf(organizationId: string, days = 3) {
  const found = await log.within(organizationId, () => figures(organizationId, days))
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}

const approve = (organizationId: string, recordId: string, approvedAt: string, amount = '10.00') =>
  receive(RecordApproved, recordOf(organizationId, recordId, { approvedAt, lines: [{ amount }] }))

test('STATUS-1: what was posted is told day by day in Norway, each revision once', async () => {
  const organizationId = await log.open()
  const posted = (recordId: string, at: string, sequence = 5) => ({
    ...golden(SyncSucceeded, organizationId),
    recordId,
    at,
    sequence,
  })
  for (const recordId of ['a', 'b', 'c', 'd', 'e'])
    await approve(organizationId, recordId, '2026-11-18T09:00:00.000Z')
  await receive(
    SyncSucceeded,
    posted('a', '2026-11-19T22:59:59.000Z'),
    posted('b', '2026-11-19T23:00:00.000Z'),
    posted('c', '2026-11-21T11:00:00.000Z'),
    // Told again after a restore.
    posted('b', '2026-11-21T11:00:00.000Z', 9),
    { ...posted('d', '2026-11-21T11:00:00.000Z'), outcome: 'delivered' },
    posted('e', '2026-11-18T11:00:00.000Z'),
  )
  expect((await figuresOf(organizationId)).postedPerDay).toEqual([
    { day: '2026-11-19', count: 1, amount: '10.00' },
    { day: '2026-11-20', count: 1, amount: '10.00' },
    { day: '2026-11-21', count: 1, amount: '10.00' },
  ])
})

test('STATUS-1, STATUS-4: what waits is told by its age, and what fails by its cause', async () => {
  const organizationId = await log.open()
  await approve(organizationId, 'new', '2026-11-20T12:00:00.001Z')
  await approve(organizationId, 'day', '2026-11-20T12:00:00.000Z')
  await approve(organizationId, 'week', '2026-11-15T12:00:00.000Z')
  await approve(organizationId, 'month', '2026-11-01T12:00:00.000Z')
  await approve(organizationId, 'old-1', '2026-10-01T12:00:00.000Z')
  await approve(organizationId, 'old-2', '2026-10-02T12:00:00.000Z', '0.50')
  await approve(organizationId, 'failed-1', '2026-10-03T12:00:00.000Z')
  await approve(organizationId, 'failed-2', '2026-10-04T12:00:00.000Z')
  await receive(SyncQueued, { ...golden(SyncQueued, organizationId), recordId: 'old-1' })
  const { nextAttemptAt: _, ...failed } = golden(SyncFailed, organizationId)
  const { failure } = failed
  const other = { class: 'data' as const, code: 'account.unknown', message: '-' }
  await receive(
    SyncFailed,
    { ...failed, recordId: 'failed-1' },
    { ...failed, recordId: 'failed-2' },
    { ...failed, recordId: 'week', failure: other, nextAttemptAt: '2026-11-21T13:00:00.000Z' },
  )
  const { waitingByAge, failuresByCause } = await figuresOf(organizationId)
  expect(waitingByAge).toEqual([
    { age: 'under_a_day', count: 1, amount: '10.00', oldestAt: '2026-11-20T12:00:00.001Z' },
    { age: 'under_two_days', count: 1, amount: '10.00', oldestAt: '2026-11-20T12:00:00.000Z' },
    { age: 'under_a_week', count: 1, amount: '10.00', oldestAt: '2026-11-15T12:00:00.000Z' },
    { age: 'under_a_month', count: 1, amount: '10.00', oldestAt: '2026-11-01T12:00:00.000Z' },
    { age: 'older', count: 2, amount: '10.50', oldestAt: '2026-10-01T12:00:00.000Z' },
  ])
  expect(failuresByCause).toMatchObject([
    {
      fingerprint: fingerprintOf(failure),
      code: failure.code,
      count: 2,
      amount: '20.00',
      oldestAt: '2026-10-03T12:00:00.000Z',
    },
    { code: 'account.unknown', count: 1 },
  ])
})

test('of an organisation without records each figure is nought', async () => {
  const { postedPerDay, waitingByAge, failuresByCause } = await figuresOf(await log.open(), 30)
  expect([...postedPerDay, ...waitingByAge].map(({ count }) => count)).toEqual(
    Array.from({ length: 35 }, () => 0),
  )
  expect(failuresByCause).toEqual([])
})
