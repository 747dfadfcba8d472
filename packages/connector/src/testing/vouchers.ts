import { randomUUID } from 'node:crypto'
import { voucherReference } from '@bilagsbro/kernel/voucher-reference'
import type { Connection } from '#application/ports/accounting-connector.ts'
import type { PostingRequest } from '#application/ports/posting-store.ts'
import type { Voucher } from '#domain/voucher.ts'

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
