import { readRecord } from '@bilagsbro/events/read-record'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import { expect, test } from 'vitest'
import { createApprovals } from './approvals.ts'
import { checkLedger, referenceOf, type LedgerVoucher, type Said } from './ledger-check.ts'
import { seededRandom } from './random.ts'

const approvals = (seed: number) =>
  createApprovals({
    organizations: ['a', 'b'],
    categories: ['train', 'meals'],
    costCenters: ['100'],
    random: seededRandom(seed),
    prefix: 'r',
    now: () => new Date('2026-11-21T12:00:00Z'),
  })
const some = (count: number, next = approvals(1)) => Array.from({ length: count }, next)

const voucherOf = (record: RecordApproved): LedgerVoucher => ({
  organization: record.organizationId,
  reference: voucherReference(record.organizationId, record.recordId, record.revision),
  lines: [
    { account: '7140', amount: record.total },
    { account: '2990', amount: `-${record.total}` },
  ],
})

test('generated records are valid, add up, and are the same for the same seed', () => {
  const records = some(200)
  for (const record of records) {
    expect(RecordApproved.problems(record)).toEqual([])
    expect(readRecord(record)).toEqual({ ok: true, value: record })
  }
  expect(records.some(({ lines }) => lines.length > 1)).toBe(true)
  expect(some(50, approvals(7))).toEqual(some(50, approvals(7)))
  expect(some(50, approvals(7))).not.toEqual(some(50, approvals(8)))
})

test('a ledger that holds every record once is in order', () => {
  const records = some(20)
  expect(checkLedger([...records, records[0]!], records.map(voucherOf))).toEqual({
    posted: 20,
    missing: [],
    doubled: [],
    wrongAmounts: [],
    misplaced: [],
    unknown: [],
  })
})

test('what is missing, doubled, wrong, misplaced or unknown is found', () => {
  const [lost, doubled, wrong, misplaced, unknown] = some(5) as [
    RecordApproved,
    RecordApproved,
    RecordApproved,
    RecordApproved,
    RecordApproved,
  ]
  const verdict = checkLedger(
    [lost, doubled, wrong, misplaced],
    [
      voucherOf(doubled),
      voucherOf(doubled),
      { ...voucherOf(wrong), lines: [{ account: '7140', amount: '1.00' }] },
      { ...voucherOf(misplaced), organization: 'elsewhere' },
      voucherOf(unknown),
    ],
  )
  expect(verdict.missing).toEqual([lost])
  expect(verdict.doubled).toEqual([voucherOf(doubled).reference])
  expect(verdict.wrongAmounts).toEqual([voucherOf(wrong).reference])
  expect(verdict.misplaced).toEqual([voucherOf(misplaced).reference])
  expect(verdict.unknown).toEqual([voucherOf(unknown).reference])
})

test('a voucher that the ledger numbered anew is known by the number that it was entered with', () => {
  const [record] = some(1) as [RecordApproved]
  const { reference, ...voucher } = voucherOf(record)
  const renumbered = { ...voucher, reference: 'G000001', enteredReference: reference }
  expect(checkLedger([record], [renumbered])).toMatchObject({ posted: 1, unknown: [], doubled: [] })
  const twice = { ...renumbered, reference: 'G000002' }
  expect(checkLedger([record], [renumbered, twice]).doubled).toEqual([reference])
})

const revised = (record: RecordApproved, total: string): RecordApproved => ({
  ...record,
  revision: 2,
  total,
})
const withdrawn = ({ organizationId, recordId }: RecordApproved): Said => ({
  organizationId,
  recordId,
  revision: 2,
  withdrawnAt: '2026-11-22T12:00:00Z',
  withdrawnBy: 'coordinator-1',
})
/** Takes back what a voucher booked, and books the lines. */
const correcting = (
  said: Said,
  { organization, lines }: LedgerVoucher,
  ...more: LedgerVoucher['lines']
) => ({
  organization,
  reference: referenceOf(said),
  lines: [
    ...lines.map(({ account, amount }) => ({
      account,
      amount: amount.startsWith('-') ? amount.slice(1) : `-${amount}`,
    })),
    ...more,
  ],
})

test('of a corrected or withdrawn record, all vouchers together are what was said last', () => {
  const [one, other, unsent] = some(3) as [RecordApproved, RecordApproved, RecordApproved]
  const again = revised(one, '80.00')
  const gone = withdrawn(other)
  const said = [again, one, other, gone, gone, unsent, withdrawn(unsent)]
  const debit = { account: '7150', amount: '80.00' }
  const credit = { account: '2990', amount: '-80.00' }
  const ledger = [
    voucherOf(one),
    correcting(again, voucherOf(one), debit, credit),
    voucherOf(other),
    correcting(gone, voucherOf(other)),
  ]
  const clean = { doubled: [], misplaced: [], unknown: [], wrongAmounts: [], missing: [] }
  expect(checkLedger(said, ledger)).toEqual({ ...clean, posted: 1 })
  expect(checkLedger(said, [voucherOf(one), voucherOf(other)])).toMatchObject({
    missing: [again, gone],
  })
  const beside = { ...voucherOf(again), lines: [debit, credit] }
  expect(checkLedger([one, again], [voucherOf(one), beside])).toMatchObject({
    wrongAmounts: [beside.reference],
  })
  const twice = correcting(again, voucherOf(one), debit, credit)
  expect(checkLedger([one, again], [voucherOf(one), twice, twice])).toMatchObject({
    doubled: [twice.reference],
    wrongAmounts: [],
  })
  expect(checkLedger([unsent, withdrawn(unsent)], [voucherOf(unsent)]).missing).toHaveLength(1)
  // A further withdrawal has nothing to take back, and no voucher.
  const goneAgain = { ...gone, revision: 4 }
  const takenBack = [voucherOf(other), correcting(gone, voucherOf(other))]
  expect(checkLedger([other, gone, goneAgain], takenBack)).toEqual({ ...clean, posted: 0 })
  expect(checkLedger([other, gone, goneAgain], [voucherOf(other)]).missing).toEqual([goneAgain])
})
