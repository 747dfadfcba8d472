import { randomUUID } from 'node:crypto'
import type { Voucher, VoucherLine } from '@bilagsbro/booking/voucher'
import { formatAmount } from '@bilagsbro/kernel/money'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { Connection } from '#application/ports/accounting-system.ts'
import type { PostingRequest } from '#application/ports/posting-store.ts'

let amounts = 100

/** Another amount every time. */
export function testVoucher({ account = '7140' }: { account?: string } = {}): Voucher {
  const amount = `${++amounts}.50`
  return {
    postingDate: '2026-11-21',
    currency: 'NOK',
    description: 'Travel',
    lines: [
      { account, amount },
      { account: '2990', amount: `-${amount}` },
    ],
  }
}

/** Two expenses, the second with the first dimension only, owed to an employee. Other amounts every time. */
export function travelVoucher(dimensions = departmentAndProject): Voucher {
  const [first, second] = [++amounts, 3 * amounts + 7]
  return {
    postingDate: '2026-11-20',
    currency: 'NOK',
    description: 'Reiseregning',
    lines: [
      { account: '7140', amount: formatAmount(first), description: 'Buss', dimensions },
      { account: '7168', amount: formatAmount(second), dimensions: dimensions.slice(0, 1) },
      { account: '2910', amount: formatAmount(-first - second) },
    ],
  }
}

const departmentAndProject = [
  { code: 'AVDELING', value: '200' },
  { code: 'PROSJEKT', value: 'P1' },
]

/** One expense on an account, owed to an employee. */
export const on = (account: string, more: Partial<VoucherLine> = {}): Voucher => ({
  postingDate: '2026-11-20',
  currency: 'NOK',
  description: 'Utlegg',
  lines: [
    { account, amount: '125.00', ...more },
    { account: '2910', amount: '-125.00' },
  ],
})

export const unbalanced = (): Voucher => ({
  ...on('7140'),
  lines: [
    { account: '7140', amount: '1.00' },
    { account: '2910', amount: '-1.01' },
  ],
})

export const newReference = () => voucherReference('test', randomUUID(), 1)

export function testConnection(
  url: string,
  organizationId = 'hlf',
  client = 'client-1',
): Connection {
  return {
    organizationId,
    targetFingerprint: 'ledger-1',
    credentialsVersion: 1,
    target: { url, client },
    secrets: { key: 'right' },
  }
}

export function testRequest(
  recordId: string,
  given: Partial<PostingRequest> & { account?: string } = {},
): PostingRequest {
  const { account, ...rest } = given
  const { organizationId = 'hlf', revision = 1 } = given
  return {
    organizationId,
    recordId,
    revision,
    attempt: 1,
    reference: voucherReference(organizationId, recordId, revision),
    targetFingerprint: 'ledger-1',
    credentialsVersion: 1,
    priority: 'normal',
    voucher: testVoucher(account === undefined ? {} : { account }),
    ...rest,
  }
}
