import { PostingRequested } from '@bilagsbro/events/posting'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { SyncFailed, SyncHandled, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { afterAll, expect, test } from 'vitest'
import { createTestLog, golden } from '../testing/log.ts'
import { createRecordDetail } from './detail.ts'

const log = await createTestLog()
afterAll(() => log[Symbol.asyncDispose]())
const { receive } = log
const detail = createRecordDetail(log.orm)

async function detailOf(organizationId: string, recordId: string) {
  const found = await log.within(organizationId, () => detail(organizationId, recordId))
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}

test('RETRY-1, RETRY-5: a record shows its attempts with their outcome, what was sent, and its one voucher', async () => {
  const organizationId = await log.open()
  const of = { recordId: 'r-1', revision: 1 }
  const request = { ...golden(PostingRequested.dynamics, organizationId), ...of, attempt: 1 }
  await receive(RecordApproved, { ...golden(RecordApproved, organizationId), ...of })
  await receive(PostingRequested.dynamics, request)
  const failed = { ...golden(SyncFailed, organizationId), ...of, sequence: 2, attempt: 1 }
  await receive(SyncFailed, { ...failed, at: '2026-11-21T10:30:00.000Z' })
  const posted = { ...golden(SyncSucceeded, organizationId), ...of, sequence: 3, attempt: 2 }
  await receive(SyncSucceeded, { ...posted, at: '2026-11-21T11:00:00.000Z' })
  const { postingDate, currency, lines } = request.voucher
  const found = await detailOf(organizationId, 'r-1')
  expect(found.revisions).toMatchObject([
    {
      revision: 1,
      status: 'posted',
      voucher: { number: posted.voucher.number },
      lastAttemptAt: '2026-11-21T11:00:00.000Z',
      sent: {
        postingDate,
        currency,
        lines: lines.map(({ account, amount }) => ({ account, amount })),
      },
    },
  ])
  expect(found.attempts.toSorted((a, b) => b.attempt - a.attempt)).toMatchObject([
    {
      attempt: 2,
      status: 'posted',
      endedAt: '2026-11-21T11:00:00.000Z',
      voucherNumber: posted.voucher.number,
      mappingVersion: posted.mappingVersion,
      runId: posted.runId,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    },
    {
      attempt: 1,
      status: 'failed',
      requestedAt: request.requestedAt,
      class: failed.failure.class,
      code: failed.failure.code,
    },
  ])
})

test('BOOKS-8: revisions are shown with what each corrects and what corrects it', async () => {
  const organizationId = await log.open()
  const record = { ...golden(RecordApproved, organizationId), recordId: 'r-1' }
  await receive(RecordApproved, record, { ...record, revision: 2 })
  const posted = { ...golden(SyncSucceeded, organizationId), recordId: 'r-1' }
  const { reference, voucher } = posted
  const corrects = { revision: 1, reference, voucherNumber: voucher.number }
  const second = { ...posted, revision: 2, reference: 'BB2', corrects }
  await receive(SyncSucceeded, posted, { ...second, voucher: { ...voucher, number: '1002' } })
  const { revisions } = await detailOf(organizationId, 'r-1')
  expect(revisions).toMatchObject([
    { revision: 2, corrects },
    { revision: 1, correctedBy: { revision: 2, reference: 'BB2', voucherNumber: '1002' } },
  ])
  expect(revisions[0]).not.toHaveProperty('correctedBy')
})

test('RETRY-4: a record that a person settled says who did, when, why, and by which voucher', async () => {
  const organizationId = await log.open()
  await receive(RecordApproved, { ...golden(RecordApproved, organizationId), recordId: 'r-1' })
  const told = {
    ...golden(SyncHandled, organizationId),
    recordId: 'r-1',
    by: 'u-7',
    note: 'Twice.',
  }
  await receive(SyncHandled, { ...told, reason: 'by_person', voucherNumber: '77' })
  const { revisions, attempts } = await detailOf(organizationId, 'r-1')
  expect(revisions).toMatchObject([
    {
      status: 'handled',
      handled: { at: told.at, by: 'u-7', reason: 'by_person', note: 'Twice.', voucherNumber: '77' },
    },
  ])
  expect(attempts).toEqual([])
})

test('NOTE-2: a record tells its way from the approval on, newest first, to those who do not see the log, too', async () => {
  const organizationId = await log.open()
  const approved = { ...golden(RecordApproved, organizationId), recordId: 'r-1' }
  const queued = { ...golden(SyncQueued, organizationId), recordId: 'r-1' }
  const posted = { ...golden(SyncSucceeded, organizationId), recordId: 'r-1', sequence: 9 }
  await receive(RecordApproved, { ...approved, approvedAt: '2026-11-21T08:00:00.000Z' })
  await receive(SyncQueued, { ...queued, at: '2026-11-21T08:00:01.000Z' })
  await receive(SyncSucceeded, { ...posted, at: '2026-11-21T10:00:00.000Z' })
  const { events } = await detailOf(organizationId, 'r-1')
  expect(events.map(({ kind, status }) => [kind, status])).toEqual([
    ['sync.succeeded', 'posted'],
    ['sync.queued', 'pending'],
    ['record.approved', 'approved'],
  ])
  expect(events.at(-1)).toMatchObject({ actor: approved.approvedBy, recordId: 'r-1' })
})

test('AUDIT-6: of a record that an organisation does not have nothing is told', async () => {
  const [own, foreign] = [await log.open(), await log.open()]
  await receive(RecordApproved, { ...golden(RecordApproved, foreign), recordId: 'theirs' })
  await expect(detailOf(own, 'theirs')).rejects.toThrow('record.not_found')
  const asked = log.within(own, () => detail(foreign, 'theirs'))
  expect(await asked).toMatchObject({ ok: false, error: { code: 'organization.not_found' } })
})
