import type { ApprovedRecord, WithdrawnRecord } from '@bilagsbro/booking/approved-record'
import type { ConnectorType } from '@bilagsbro/booking/connector-type'
import type { Mapping, Policies } from '@bilagsbro/booking/mapping'
import type { PostingOutcome } from '@bilagsbro/booking/posting-outcome'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { CorrectedVoucher, LedgerVoucher, Voucher } from '@bilagsbro/booking/voucher'
import type { Schedule } from '@bilagsbro/booking/schedule'
import { expect, expectTypeOf, test } from 'vitest'
import type { ConnectorConfigured } from './connector-configured.ts'
import { PostingRequested, PostingWithdrawn, type PostingCompleted } from './posting.ts'
import type { RecordApproved } from './record-approved.ts'
import type { RecordWithdrawn } from './record-withdrawn.ts'
import { SyncQueued, type SyncSucceeded } from './sync.ts'

/** Seen by the compiler: a word that only one of both sides knows does not pass `npm run check`. */
test('events speak the language of booking, no word more and none less', () => {
  expectTypeOf<RecordApproved>().toEqualTypeOf<ApprovedRecord>()
  expectTypeOf<RecordWithdrawn>().toEqualTypeOf<WithdrawnRecord>()
  expectTypeOf<ConnectorConfigured['mapping']>().toEqualTypeOf<Mapping>()
  expectTypeOf<ConnectorConfigured['policies']>().toEqualTypeOf<Policies>()
  expectTypeOf<NonNullable<ConnectorConfigured['schedule']>>().toEqualTypeOf<Schedule>()
  expectTypeOf<PostingRequested['voucher']>().toEqualTypeOf<Voucher>()
  expectTypeOf<keyof typeof PostingRequested>().toEqualTypeOf<ConnectorType>()
  expectTypeOf<keyof typeof PostingWithdrawn>().toEqualTypeOf<ConnectorType>()
  expectTypeOf<PostingCompleted['connector']>().toEqualTypeOf<ConnectorType>()
  expectTypeOf<PostingCompleted['outcome']>().toEqualTypeOf<PostingOutcome>()
  expectTypeOf<SyncSucceeded['voucher']>().toEqualTypeOf<LedgerVoucher>()
  expectTypeOf<NonNullable<SyncSucceeded['corrects']>>().toEqualTypeOf<CorrectedVoucher>()
  expectTypeOf<SyncQueued['reason']>().toEqualTypeOf<PendingReason>()
})

test('what may be left out may be undefined, which JSON leaves out', () => {
  const data: SyncQueued = {
    organizationId: 'hlf',
    recordId: 'r-1',
    revision: 1,
    sequence: 1,
    at: '2026-11-21T10:00:00Z',
    reason: { code: 'mapping_missing', categories: ['taxi'], payees: undefined },
  }
  expect(SyncQueued.problems(data)).toEqual([])
  expect(SyncQueued.check(data)).toBe(true)
})
