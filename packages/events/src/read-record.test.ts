import { expect, test } from 'vitest'
import { goldenExample } from './golden-example.ts'
import { readRecord, readWithdrawal } from './read-record.ts'
import { RecordApproved } from './record-approved.ts'
import { RecordWithdrawn } from './record-withdrawn.ts'

const golden = () => structuredClone(goldenExample(RecordApproved).value) as RecordApproved
const line = (changed: Partial<RecordApproved['lines'][number]> = {}) => ({
  lineId: '1',
  category: 'taxi',
  amount: '100.00',
  date: '2026-11-20',
  ...changed,
})
const record = (changed: Partial<RecordApproved> = {}): RecordApproved => ({
  ...golden(),
  total: '100.00',
  lines: [line()],
  ...changed,
})
const faultOf = (changed: Partial<RecordApproved>) => {
  // Nothing that the schema refuses already.
  expect(RecordApproved.problems(record(changed))).toEqual([])
  const read = readRecord(record(changed))
  return read.ok ? undefined : read.error
}

test('a record without faults is read as it is', () => {
  const sent = golden()
  const read = readRecord(sent)
  expect(read.ok && read.value).toBe(sent)
})

test('names and codes are read without what nobody sees, identifiers in one form', () => {
  const read = readRecord(
    record({
      recordId: 'bila\u030ag-1',
      recordType: 'expense ',
      payee: { id: 'A\u030ase ', kind: 'employee', ledgerNumber: '\u00a02001' },
      lines: [
        line({
          lineId: 'a\u030a',
          category: 'Ma\u030altid\u00a0',
          costCenter: '100 ',
          vatCode: ' 3',
        }),
      ],
    }),
  )
  expect(read).toMatchObject({
    ok: true,
    value: {
      recordId: 'bilåg-1',
      recordType: 'expense',
      payee: { id: 'Åse ', kind: 'employee', ledgerNumber: '2001' },
      lines: [{ lineId: 'å', category: 'Måltid', costCenter: '100', vatCode: '3' }],
    },
  })
})

test.each([
  ['0001-01-01T00:00:00Z'],
  ['9999-12-31T23:59:59Z'],
  ['0000-01-01T00:00:00Z'],
  ['1999-12-31T23:59:59Z'],
  ['2026-02-30T10:00:00Z'],
  ['2026-11-21T10:00:00+99:99'],
])('an approval at %s is refused, with its field and the remedy', (approvedAt) => {
  expect(faultOf({ approvedAt })).toBe(
    `approvedAt: "${approvedAt}" is no moment from 2000 to 2099. Send the record again with the moment of its approval.`,
  )
})

test.each([['2026-02-30'], ['2026-02-29'], ['0001-01-01'], ['0000-01-01'], ['9999-12-31']])(
  'a line of %s is refused, with its field and the remedy',
  (date) => {
    expect(faultOf({ lines: [line({ date })] })).toBe(
      `lines.0.date: "${date}" is no day from 2000 to 2099. Send the record again with the day that the line is of.`,
    )
  },
)

test('lines that do not sum to the total are refused', () => {
  expect(faultOf({ total: '1.00' })).toContain('total: is 1.00, but the lines sum to 100.00.')
})

test('lines that sum to more than can be told exactly are refused', () => {
  const lines = Array.from({ length: 200 }, (_, at) =>
    line({ lineId: String(at), amount: `${at < 100 ? '' : '-'}999999999999.99` }),
  )
  expect(faultOf({ lines, total: '0.00' })).toContain('lines: together they are more than')
})

test('two lines of one id are refused, however it is written', () => {
  const lines = [line({ lineId: 'å' }), line({ lineId: 'a\u030a' })]
  expect(faultOf({ lines, total: '200.00' })).toBe(
    'lines.1.lineId: "å" is there twice. Give each line an id of its own.',
  )
})

test.each([
  [{ lines: [line({ costCenter: ' ' })] }, 'lines.0.costCenter: "" must not'],
  [{ lines: [line({ category: '\u200b' })] }, 'lines.0.category: "" must not'],
  [{ recordType: '\u00a0' }, 'recordType: "" must not'],
  [{ recordId: '\u0958'.repeat(40) }, 'recordId: "'],
])('a name of nothing, or of too much, is refused: %j', (changed, said) => {
  expect(faultOf(changed)).toContain(said)
})

test('several faults are told at once', () => {
  const fault = faultOf({ approvedAt: '0001-01-01T00:00:00Z', total: '1.00' })
  expect(fault).toContain('approvedAt: ')
  expect(fault).toContain('total: ')
})

test('a withdrawal is read as it is, under its id in one form, and at a moment of the calendar', () => {
  const sent = goldenExample(RecordWithdrawn).value as RecordWithdrawn
  expect(readWithdrawal(sent)).toEqual({ ok: true, value: sent })
  const read = readWithdrawal({ ...sent, recordId: 'bla\u030a-1' })
  expect(read).toMatchObject({ ok: true, value: { recordId: 'bl\u00e5-1' } })
  const never = { ...sent, withdrawnAt: '0001-01-01T00:00:00Z' }
  expect(RecordWithdrawn.problems(never)).toEqual([])
  expect(readWithdrawal(never)).toEqual({
    ok: false,
    error:
      'withdrawnAt: "0001-01-01T00:00:00Z" is no moment from 2000 to 2099. Send the withdrawal again with its moment.',
  })
})
