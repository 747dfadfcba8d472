import { linesOf } from '@bilagsbro/booking/create-voucher'
import { anApprovedRecord, someRules } from '@bilagsbro/booking/testing/examples'
import { expect, test } from 'vitest'
import { aSyncRecord } from '#testing/builders.ts'
import { earlierOf, type PastRequest } from './earlier.ts'

const posted = aSyncRecord({ status: 'posted', voucher: { number: '1001', date: '2026-11-21' } })
const content = anApprovedRecord()
const lines = linesOf(content, someRules.mapping, someRules.policies)
const other = [{ account: '1', amount: '1.00' }] as const
const request: PastRequest = {
  organizationId: 'hlf',
  recordId: 'r-1',
  revision: 1,
  attempt: 2,
  connector: 'dynamics',
  targetFingerprint: 'target-9',
  voucher: { postingDate: '2026-11-21', currency: 'NOK', description: 'x', lines: other },
}
const unknown = { failure: { code: 'revision.earlier_lines_unknown' } }

test('BOOKS-8 what stands in the ledger is made again by the very rules that made it', () => {
  expect(earlierOf(posted, { content, rules: someRules })).toEqual({
    revision: 1,
    reference: posted.reference,
    voucherNumber: '1001',
    lines,
    connector: 'dynamics',
    targetFingerprint: 'target-1',
  })
})

test('BOOKS-8 the version of the mapping is the one that the voucher followed, also where another is in force', () => {
  const { mapping } = someRules
  const newer = { ...mapping, version: 4, categories: { taxi: { account: '9999' } } }
  const rules = { ...someRules, mapping: newer, earlierMappings: [mapping] }
  expect(earlierOf(posted, { content, rules })).toMatchObject({ lines })
})

test('BOOKS-8 a request of a lost time says what was sent, without what it took back itself', () => {
  expect(earlierOf(posted, { content, request })).toMatchObject({ lines: other })
  const corrects = { revision: 1, reference: 'BB', voucherNumber: '9', lines: 2 }
  const voucher = { ...request.voucher, corrects, lines: [...lines, ...other] }
  const correcting = { ...request, voucher }
  expect(earlierOf(posted, { content, request: correcting })).toMatchObject({ lines: other })
  const elsewhere = { ...posted, targetFingerprint: undefined }
  expect(earlierOf(elsewhere, { content, request })).toMatchObject({
    targetFingerprint: 'target-9',
  })
})

test('BOOKS-8 of a withdrawal nothing stands in the ledger', () => {
  const withdrawnAt = '2026-11-22T10:00:00Z'
  const withdrawal = { organizationId: 'hlf', recordId: 'r-1', revision: 1, withdrawnAt }
  const known = { content: { ...withdrawal, withdrawnBy: 'u-7' } }
  expect(earlierOf(posted, known)).toMatchObject({ lines: [] })
})

test.each<[string, typeof posted, Parameters<typeof earlierOf>[1]]>([
  ['the rules are not known', posted, { content }],
  [
    'it is not known by which rules it was sent',
    { ...posted, configured: 0 },
    { content, rules: someRules },
  ],
  [
    'the rules lack the version of the mapping',
    { ...posted, mappingVersion: 2 },
    { content, rules: someRules },
  ],
  [
    'the ledger is not known',
    { ...posted, targetFingerprint: undefined },
    { content, rules: someRules },
  ],
])('BOOKS-8 nothing is guessed where %s', (_, record, known) => {
  expect(earlierOf(record, known)).toMatchObject(unknown)
})
