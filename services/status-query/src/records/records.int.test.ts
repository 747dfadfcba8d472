import { fingerprintOf, type Cause } from '@bilagsbro/booking/cause'
import type { Subject } from '@bilagsbro/booking/failure'
import { ledgerUnavailable, trialInDoubt } from '@bilagsbro/booking/waiting-cause'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { ConnectorSuspended, SyncFailed, SyncQueued, SyncSucceeded } from '@bilagsbro/events/sync'
import { afterAll, describe, expect, test } from 'vitest'
import { createTestLog, golden } from '../testing/log.ts'
import type { RecordFilter } from './filter.ts'
import { createRecords } from './query.ts'

const log = await createTestLog()
afterAll(() => log[Symbol.asyncDispose]())
const { receive } = log
const records = createRecords(log.orm)

const list = (organizationId: string, filter: Partial<RecordFilter> = {}) =>
  log.within(organizationId, async () => {
    const found = await records(organizationId, { limit: 50, ...filter })
    if (!found.ok) throw new Error(found.error.code)
    return found.value
  })
const idsOf = async (...asked: Parameters<typeof list>) =>
  (await list(...asked)).rows.map(({ recordId }) => recordId)

/** Five records, each approved an hour before the one in front of it. */
async function prepare() {
  const organizationId = await log.open()
  const hour = (no: number) => `2026-11-21T0${no}:00:00.000Z`
  const of = (recordId: string, changed: Partial<RecordApproved> = {}) => {
    const record = golden(RecordApproved, organizationId)
    return { ...record, recordId, ...changed }
  }
  const amounting = (total: string) => ({
    total,
    lines: [{ ...golden(RecordApproved, organizationId).lines[0]!, amount: total }],
  })
  const payee = { ...golden(RecordApproved, organizationId).payee, kind: 'employee' as const }
  await receive(
    RecordApproved,
    of('posted', { approvedAt: hour(5), ...amounting('100.00') }),
    of('blocked', { approvedAt: hour(4), ...amounting('20.00'), recordType: 'expense' }),
    of('refused', { approvedAt: hour(3), ...amounting('300.00') }),
    of('again', { approvedAt: hour(2), ...amounting('40.00'), payee }),
    of('held_%', { approvedAt: hour(1), ...amounting('5.00') }),
  )
  const { nextAttemptAt, ...failed } = golden(SyncFailed, organizationId)
  const subject = { kind: 'account', value: '7140' } as const
  const blocked = { ...failed.failure, subject }
  const refused = { ...failed.failure, class: 'config' as const, code: 'company.unknown' }
  await receive(
    SyncFailed,
    { ...failed, recordId: 'blocked', attempt: 3, failure: blocked, at: hour(7) },
    { ...failed, recordId: 'refused', attempt: 1, failure: refused, runId: 'run-2' },
    { ...failed, recordId: 'again', attempt: 2, nextAttemptAt: nextAttemptAt ?? hour(9) },
  )
  await receive(SyncQueued, {
    ...golden(SyncQueued, organizationId),
    recordId: 'held_%',
    reason: { code: 'mapping_missing', categories: ['taxi'] },
  })
  await receive(SyncSucceeded, {
    ...golden(SyncSucceeded, organizationId),
    recordId: 'posted',
    voucher: { number: 'V-1001', date: '2026-11-21' },
    reference: 'BB99842DZ3V0HVHP',
    runId: 'run-1',
  })
  return { organizationId, blocked, hour, nextAttemptAt: nextAttemptAt ?? hour(9) }
}
const ready = prepare()

const gap = (code: string, kind: Subject['kind'], value: string): Cause => ({
  class: 'data',
  code,
  subject: { kind, value },
})

/** Records that wait, each for something else, and one that failed because its ledger was away. */
async function prepareWaiting() {
  const organizationId = await log.open()
  const record = golden(RecordApproved, organizationId)
  const reasons: readonly (readonly [string, SyncQueued['reason']])[] = [
    ['off', { code: 'connector_suspended' }],
    ['two', { code: 'mapping_missing', categories: ['meals', 'taxi'] }],
    ['taxi', { code: 'mapping_missing', categories: ['taxi'] }],
    ['closed', { code: 'period_closed', postingDate: '2026-10-31' }],
    ['later', { code: 'awaiting_run' }],
  ]
  const at = (no: number) => `2026-11-21T0${9 - no}:00:00.000Z`
  const ids = [...reasons.map(([recordId]) => recordId), 'away']
  await receive(
    RecordApproved,
    ...ids.map((recordId, no) => ({ ...record, recordId, approvedAt: at(no) })),
  )
  const queued = golden(SyncQueued, organizationId)
  await receive(
    SyncQueued,
    ...reasons.map(([recordId, reason]) => ({ ...queued, recordId, reason })),
  )
  const { nextAttemptAt: _, ...failed } = golden(SyncFailed, organizationId)
  const failure = { class: 'transient', code: 'vendor.timeout', message: 'No answer.' } as const
  await receive(SyncFailed, { ...failed, recordId: 'away', failure })
  const suspended = golden(ConnectorSuspended, organizationId)
  const cause = { ...suspended.cause, class: 'unreachable' as const }
  await receive(ConnectorSuspended, { ...suspended, cause })
  return organizationId
}
const waiting = prepareWaiting()

describe('the records', () => {
  const everything = ['posted', 'blocked', 'refused', 'again', 'held_%']

  test('RETRY-1: failed records are listed with error message, attempts, last attempt and next attempt', async () => {
    const { organizationId, blocked, hour, nextAttemptAt } = await ready
    const { rows, total } = await list(organizationId, { status: 'failed,retry_scheduled' })
    expect(total).toBe(3)
    expect(rows[0]).toMatchObject({
      recordId: 'blocked',
      recordType: 'expense',
      amount: '20.00',
      failure: blocked,
      attempts: 3,
      lastAttemptAt: hour(7),
    })
    expect(rows[0]).not.toHaveProperty('nextAttemptAt')
    expect(rows[2]).toMatchObject({ recordId: 'again', attempts: 2, nextAttemptAt })
  })

  test('a record that was never sent has had no attempt', async () => {
    const { organizationId } = await ready
    const { rows } = await list(organizationId, { recordId: 'held_%' })
    expect(rows).toMatchObject([{ attempts: 0, reason: { code: 'mapping_missing' } }])
    expect(rows[0]).not.toHaveProperty('lastAttemptAt')
  })

  test('a record that was never sent has the reference that its voucher would carry, and keeps it', async () => {
    const { organizationId } = await ready
    const shown = async (recordId: string) => (await list(organizationId, { recordId })).rows[0]
    const reference = voucherReference(organizationId, 'held_%', 1)
    expect(await shown('held_%')).toMatchObject({ reference })
    expect(await idsOf(organizationId, { q: reference.slice(2) })).toEqual(['held_%'])
    expect(await shown('posted')).toMatchObject({ reference: 'BB99842DZ3V0HVHP' })
    // As earlier software left it.
    await log.within(organizationId, () =>
      log.orm.em.fork().execute(`update record set reference = null where record_id = 'held_%'`),
    )
    expect(await shown('held_%')).toMatchObject({ reference })
  })

  test.each<[Partial<RecordFilter>, string[]]>([
    [{}, everything],
    [{ reverse: true }, everything.toReversed()],
    [{ status: 'posted' }, ['posted']],
    [{ status: 'failed,pending' }, ['blocked', 'refused', 'held_%']],
    [{ type: 'expense' }, ['blocked']],
    [{ payeeKind: 'employee' }, ['again']],
    [{ class: 'config' }, ['refused']],
    [{ class: 'config,data', status: 'failed' }, ['blocked', 'refused']],
    [{ code: 'company.unknown' }, ['refused']],
    [{ reason: 'mapping_missing' }, ['held_%']],
    [{ run: 'run-1' }, ['posted']],
    [{ run: 'run-2' }, ['refused']],
    [{ approvedFrom: '2026-11-21T04:00:00+01:00' }, ['posted', 'blocked', 'refused']],
    [
      { approvedFrom: '2026-11-21T02:00:00Z', approvedTo: '2026-11-21T04:00:00Z' },
      ['refused', 'again'],
    ],
    [{ amountFrom: '40.00', amountTo: '100.00' }, ['posted', 'again']],
    [{ recordIds: 'again\nposted\nnobody' }, ['posted', 'again']],
    [{ recordIds: 'again\nposted', status: 'posted' }, ['posted']],
    [{ q: 'POST' }, ['posted']],
    [{ q: 'bb9984' }, ['posted']],
    [{ q: 'v-1001' }, ['posted']],
    [{ q: '_%' }, ['held_%']],
    [{ sort: 'amount' }, ['refused', 'posted', 'again', 'blocked', 'held_%']],
    [{ sort: 'attempts', status: 'failed,retry_scheduled' }, ['blocked', 'again', 'refused']],
    [{ sort: 'nextAttemptAt', class: 'data,config' }, ['again', 'blocked', 'refused']],
  ])('RETRY-1: asked by %j, they are %j, and as many are counted', async (filter, expected) => {
    const { organizationId } = await ready
    expect(await idsOf(organizationId, filter)).toEqual(expected)
    expect((await list(organizationId, { ...filter, limit: 1 })).total).toBe(expected.length)
  })

  test('RETRY-6: those of a cause are listed by its fingerprint', async () => {
    const { organizationId, blocked } = await ready
    expect(await idsOf(organizationId, { cause: fingerprintOf(blocked) })).toEqual(['blocked'])
    const { subject: _, ...other } = blocked
    expect(await idsOf(organizationId, { cause: fingerprintOf(other) })).toEqual(['again'])
    expect(await idsOf(organizationId, { cause: 'none' })).toEqual([])
  })

  test.each<[string, Cause, string[]]>([
    ['a category', gap('mapping.no_account', 'category', 'taxi'), ['two', 'taxi']],
    ['another', gap('mapping.no_account', 'category', 'meals'), ['two']],
    ['a kind of payee', gap('mapping.no_credit_account', 'payee', 'taxi'), []],
    [
      'a closed period',
      { ...gap('period.closed', 'period', '2026-10'), class: 'period_closed' },
      ['closed'],
    ],
    ['its ledger', ledgerUnavailable, ['off', 'away']],
    ['the trial', trialInDoubt, ['off']],
  ])(
    'RETRY-6: those that wait for %s are listed by its fingerprint',
    async (_, cause, expected) => {
      const organizationId = await waiting
      expect(await idsOf(organizationId, { cause: fingerprintOf(cause) })).toEqual(expected)
    },
  )

  test.each(['approvedAt', 'amount', 'attempts', 'nextAttemptAt'] as const)(
    'pages by %s do not overlap and leave nothing out, though all are alike',
    async (sort) => {
      const organizationId = await log.open()
      const ids = Array.from({ length: 23 }, (_, no) => `r-${no}`)
      const record = golden(RecordApproved, organizationId)
      await receive(RecordApproved, ...ids.map((recordId) => ({ ...record, recordId })))
      const seen: string[] = []
      for (let after: string | null = '0'; after !== null;) {
        const page = await list(organizationId, { sort, after, limit: 5 })
        expect(page.total).toBe(23)
        seen.push(...page.rows.map(({ recordId }) => recordId))
        after = page.next
      }
      expect(seen.toSorted()).toEqual(ids.toSorted())
    },
  )
})
