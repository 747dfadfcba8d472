import { ConnectorConfigured } from '@bilagsbro/events/connector-configured'
import type { EventDefinition } from '@bilagsbro/events/define-event'
import { PostingRequested } from '@bilagsbro/events/posting'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { RecordWithdrawn } from '@bilagsbro/events/record-withdrawn'
import {
  ConnectorResumed,
  ConnectorSuspended,
  SyncCompleted,
  SyncFailed,
  SyncHandled,
  SyncOverdue,
  SyncQueued,
  SyncStarted,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import type { Told } from './arrivals.ts'
import { golden } from './log.ts'

/** All that can be told of an organisation, by topic: within one, the order stays. It ends with a record of each fate. */
export function storyOf(organizationId: string): Told[][] {
  const topic = <D extends EventDefinition>(definition: D, ...changes: object[]): Told[] =>
    changes.map((change) => [definition, { ...golden(definition, organizationId), ...change }])
  return [
    topic(RecordApproved, ...['a', 'b', 'c', 'd', 'e', 'f'].map((recordId) => ({ recordId }))),
    topic(RecordWithdrawn, { recordId: 'a', revision: 2 }),
    topic(PostingRequested.dynamics, ...[1, 2].map((attempt) => ({ recordId: 'a', attempt }))),
    topic(SyncQueued, ...queued),
    topic(SyncSucceeded, ...succeeded),
    topic(SyncFailed, ...failed),
    topic(SyncHandled, { recordId: 'd', sequence: 5, by: 'u-7', note: 'By hand.' }),
    topic(SyncOverdue, { recordId: 'c', sequence: 6, voucher: vouchers.c }),
    topic(SyncStarted, ...[1, 2].map(startedRun)),
    topic(SyncCompleted, ...[1, 2].map(completedRun)),
    topic(ConnectorSuspended, { sequence: 2 }, { sequence: 6 }),
    topic(ConnectorResumed, { sequence: 4 }),
    topic(
      ConnectorConfigured,
      { version: 2, organizationName: 'Before' },
      { version: 3, organizationName: 'After', schedule: { cron: '0 6 * * *' } },
    ),
  ]
}

const vouchers = {
  a: { number: '1', date: '2026-11-01', url: 'https://ledger.example/1' },
  b: { number: '2', date: '2026-11-02', url: 'javascript:alert(1)' },
  c: { number: '3', date: '2026-11-03' },
  f: { number: '4', date: '2026-11-04' },
}
const moved = { from: '2026-10-31', to: '2026-11-01', rule: 'next_open', by: 'u-9' } as const
const corrects = { revision: 1, reference: 'BB27842DZ3V0HVHP', voucherNumber: '1' }

const queued = [
  {
    recordId: 'a',
    sequence: 2,
    reason: { code: 'awaiting_run', nextRunAt: '2026-11-22T06:00:00Z' },
  },
  {
    recordId: 'a',
    sequence: 5,
    reason: { code: 'date_moved', postingDate: moved.to },
    moved: { ...moved, note: 'Agreed.' },
    by: 'u-9',
    note: 'Agreed.',
  },
  { recordId: 'e', sequence: 2, reason: { code: 'mapping_missing', payees: ['p-1', 'p-2'] } },
  { recordId: 'd', sequence: 6, reason: { code: 'reopened' }, by: 'u-7', note: 'A mistake.' },
]

/** `b` is delivered in one ledger, refused there, and posted in another. */
const succeeded = [
  { recordId: 'b', sequence: 3, outcome: 'delivered', voucher: vouchers.b, mode: 'draft' },
  { recordId: 'c', sequence: 3, outcome: 'delivered', voucher: vouchers.c },
  { recordId: 'f', sequence: 3, outcome: 'delivered', voucher: vouchers.f, connector: 'xledger' },
  {
    recordId: 'b',
    sequence: 9,
    outcome: 'posted',
    voucher: vouchers.b,
    connector: 'rest',
    attempt: 2,
  },
  {
    recordId: 'a',
    sequence: 8,
    outcome: 'posted',
    voucher: vouchers.a,
    attempt: 2,
    moved: { ...moved, note: 'Agreed.' },
  },
  { recordId: 'a', revision: 2, sequence: 4, outcome: 'posted', voucher: vouchers.a, corrects },
].map((one) => ({ runId: 'run-1', ...one }))

const named = {
  class: 'data',
  code: 'payee.unknown',
  message: 'Vendor Kari Nordmann (10042) does not exist.',
  subject: { kind: 'payee', value: '10042' },
  answer: { status: 400, code: 'Vendor_Nordmann', correlationId: 'of Kari' },
}
const failed = [
  { recordId: 'a', sequence: 3, attempt: 1, nextAttemptAt: '2026-11-22T06:00:00Z' },
  {
    recordId: 'b',
    sequence: 6,
    attempt: 1,
    nextAttemptAt: undefined,
    failure: { ...named, class: 'rejected_in_ledger' },
  },
  { recordId: 'd', sequence: 4, attempt: 1, nextAttemptAt: undefined, failure: named },
  { recordId: 'd', sequence: 8, attempt: 2, nextAttemptAt: undefined, failure: named },
  { recordId: 'f', sequence: 7, attempt: 1, nextAttemptAt: undefined, failure: named },
].map((one) => ({ reference: 'BB27842DZ3V0HVHP', ...one }))

const startedRun = (no: number) => ({
  runId: `run-${no}`,
  sequence: no * 2,
  startedAt: '2026-11-21T10:00:00.000Z',
})
/** Both began at the same moment. */
const completedRun = (no: number) => ({
  ...startedRun(no),
  sequence: no * 2 + 1,
  completedAt: `2026-11-21T10:0${no}:00.000Z`,
})
