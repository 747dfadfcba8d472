import type { ApprovedRecord } from './approved-record.ts'
import { createVoucher } from './create-voucher.ts'
import type { Failure } from './failure.ts'
import { closedBecause, type Organization } from './organization.ts'
import type { PendingReason } from './record.ts'
import type { Voucher } from './voucher.ts'

/** What becomes of a record whose turn has come. */
export type Admission =
  | { readonly kind: 'send'; readonly voucher: Voucher }
  | { readonly kind: 'hold'; readonly reason: PendingReason }
  | { readonly kind: 'fail'; readonly failure: Failure }
  | { readonly kind: 'leave_out' }

/** Pure, and the only place that derives why a record waits. */
export function admit(
  organization: Organization,
  record: ApprovedRecord,
  { asProbe = false }: { readonly asProbe?: boolean } = {},
): Admission {
  const closed = closedBecause(organization)
  const suspended = closed?.code === 'connector_suspended'
  if (closed && !suspended) return { kind: 'hold', reason: closed }
  const { sendFrom } = organization.connector!
  if (sendFrom !== undefined && Date.parse(record.approvedAt) < Date.parse(sendFrom))
    return { kind: 'leave_out' }
  if (closed && !asProbe) return { kind: 'hold', reason: closed }
  const voucher = createVoucher(record, organization.mapping, organization.policies)
  if (voucher.ok) return { kind: 'send', voucher: voucher.value }
  return voucher.error.kind === 'mapping_missing'
    ? { kind: 'hold', reason: voucher.error.reason }
    : { kind: 'fail', failure: voucher.error.failure }
}
