import type { ApprovedRecord } from '../approved-record.ts'
import type { BookingRules } from '../create-voucher.ts'

/** The golden example's shape, with one line unless told otherwise. */
export const anApprovedRecord = (changed: Partial<ApprovedRecord> = {}): ApprovedRecord => ({
  organizationId: 'hlf',
  recordId: 'r-1',
  revision: 1,
  recordType: 'expense',
  approvedAt: '2026-11-20T23:30:00Z',
  approvedBy: 'u-7',
  payee: { id: 'p-1', kind: 'employee' },
  currency: 'NOK',
  total: '125.50',
  lines: [{ lineId: '1', category: 'taxi', amount: '125.50', date: '2026-11-19' }],
  ...changed,
})

/** What books {@link anApprovedRecord}. */
export const someRules: BookingRules = {
  mapping: {
    version: 3,
    categories: { taxi: { account: '7140' }, food: { account: '7150', vatCode: '11' } },
    credits: { employee: '2910', volunteer: '2911' },
    dimensions: { costCenter: 'AVDELING', project: 'PROSJEKT' },
  },
  policies: { postingDate: 'approval', freeText: false },
}
