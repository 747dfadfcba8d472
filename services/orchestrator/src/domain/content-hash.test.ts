import type { ApprovedRecord } from '@bilagsbro/booking/approved-record'
import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contentHashOf, isCurrentHash } from './content-hash.ts'

const file = (changed: object = {}) => ({
  url: 'https://files.example/1?signature=a',
  filename: 'taxi.pdf',
  mediaType: 'application/pdf',
  sha256: 'a'.repeat(64),
  ...changed,
})
const line = (changed: object = {}) => ({
  lineId: '1',
  category: 'taxi',
  amount: '100.00',
  date: '2026-11-19',
  text: 'Til møtet',
  costCenter: '100',
  ...changed,
})
const record = (changed: object = {}): ApprovedRecord => ({
  ...anApprovedRecord({ approvedAt: '2026-11-20T10:00:00Z' }),
  lines: [line(), line({ lineId: '2', category: 'food', amount: '25.50' })],
  attachments: [file(), file({ sha256: 'b'.repeat(64) })],
  ...changed,
})
const hash = contentHashOf(record())

const same: Record<string, object> = {
  'a file that is found elsewhere now': {
    attachments: [
      file({ url: 'https://files.example/1?signature=b', filename: 'renamed.pdf' }),
      file({ sha256: 'b'.repeat(64) }),
    ],
  },
  'a moment with milliseconds and an offset of nought': {
    approvedAt: '2026-11-20T10:00:00.000+00:00',
  },
  "a moment by Norway's clocks": { approvedAt: '2026-11-20T11:00:00+01:00' },
  'a field that nobody knows': { mood: 'good' },
  'lines in another order': { lines: record().lines.toReversed() },
  'files in another order': { attachments: record().attachments!.toReversed() },
  'a text whose letters are not composed': {
    lines: [line({ text: 'Til møtet'.normalize('NFD') }), record().lines[1]],
  },
  'a field of a line that nobody knows': { lines: [line({ km: 12 }), record().lines[1]] },
  'a total, which the lines say': { total: '125.50' },
}

test.each(Object.entries(same))('%s is the same content', (_name, changed) => {
  expect(contentHashOf(record(changed))).toBe(hash)
})

const { attachments: _, ...without } = record() as ApprovedRecord & { attachments: unknown }

test('no files are the same as none mentioned', () => {
  expect(contentHashOf(record({ attachments: [] }))).toBe(contentHashOf(without))
})

test('keys in another order are the same content', () => {
  const turned = (value: object) => Object.fromEntries(Object.entries(value).toReversed())
  const sent = record()
  const other = { ...turned(sent), lines: sent.lines.map(turned), payee: turned(sent.payee) }
  expect(contentHashOf(other as unknown as ApprovedRecord)).toBe(hash)
})

const others: Record<string, object> = {
  'another kind of record': { recordType: 'honorarium' },
  'another moment of approval': { approvedAt: '2026-11-20T10:00:01Z' },
  'another person who approved': { approvedBy: 'u-8' },
  'another payee': { payee: { id: 'p-2', kind: 'employee' } },
  'another kind of payee': { payee: { id: 'p-1', kind: 'external' } },
  "another number of the payee's": { payee: { id: 'p-1', kind: 'employee', ledgerNumber: '2' } },
  'another currency': { currency: 'SEK' },
  'a line less': { lines: [line()] },
  'a file less': { attachments: [file()] },
  'no file': { attachments: [] },
  'another file': { attachments: [file(), file({ sha256: 'c'.repeat(64) })] },
  ...Object.fromEntries(
    Object.entries({
      lineId: '3',
      category: 'food',
      amount: '100.01',
      date: '2026-11-18',
      text: 'Fra møtet',
      costCenter: '200',
      project: '100',
      vatCode: '100',
    }).map(([field, value]) => [
      `another ${field} of a line`,
      { lines: [line({ [field]: value }), record().lines[1]] },
    ]),
  ),
  'a line without its text': { lines: [line({ text: undefined }), record().lines[1]] },
}

test.each(Object.entries(others))('%s is other content', (_name, changed) => {
  expect(contentHashOf(record(changed))).not.toBe(hash)
})

test('a value never passes for another that stands in its place', () => {
  const place = fc.constantFrom('costCenter', 'project', 'vatCode')
  fc.assert(
    fc.property(place, place, (one, other) => {
      const at = (field: string) =>
        contentHashOf(record({ lines: [line({ costCenter: undefined, [field]: 'x' })] }))
      expect(at(one) === at(other)).toBe(one === other)
    }),
  )
})

test('a hash says by which rule it was made', () => {
  expect(isCurrentHash(hash)).toBe(true)
  expect(isCurrentHash('0'.repeat(64))).toBe(false)
})
