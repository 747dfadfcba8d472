import type { ApprovedRecord } from '@bilagsbro/booking/approved-record'
import { createVoucher, type MappedVoucher } from '@bilagsbro/booking/create-voucher'
import type { Failure } from '@bilagsbro/booking/failure'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import { closedBecause, isReleased, type Organization } from './organization.ts'
import { isAwaitingRetry, type SyncRecord } from './record.ts'

/** The decision about a record whose turn has come. */
export type Admission =
  | ({ readonly kind: 'send' } & MappedVoucher)
  | { readonly kind: 'hold'; readonly reason: PendingReason }
  | { readonly kind: 'fail'; readonly failure: Failure }
  | { readonly kind: 'leave_out' }

/** Why a record goes: in its turn, to find out whether a suspended connector works, or because its request is repeated. */
export type Going = 'out' | 'as_probe' | 'again'

/** Decides whether a record goes. No other place derives why a record waits. */
export function admit(
  organization: Organization,
  { record, content }: { readonly record: SyncRecord; readonly content: ApprovedRecord },
  going: Going = 'out',
): Admission {
  const closed = closedBecause(organization)
  if (closed && closed.code !== 'connector_suspended') return { kind: 'hold', reason: closed }
  const { sendFrom } = organization.connector!
  if (sendFrom !== undefined && Date.parse(content.approvedAt) < Date.parse(sendFrom))
    return { kind: 'leave_out' }
  if (closed && going === 'out') return { kind: 'hold', reason: closed }
  const coded = createVoucher(content, organization)
  if (!coded.ok)
    return coded.error.kind === 'mapping_missing'
      ? { kind: 'hold', reason: coded.error.reason }
      : { kind: 'fail', failure: coded.error.failure }
  const isReleasedByRetry = going === 'again' || isAwaitingRetry(record)
  if (!isReleasedByRetry && !isReleased(organization, record))
    return { kind: 'hold', reason: awaitingRun(organization) }
  const { voucher, mappingVersion } = coded.value
  return { kind: 'send', voucher, mappingVersion }
}

const awaitingRun = ({ nextRunAt }: Organization): PendingReason => ({
  code: 'awaiting_run',
  ...(nextRunAt && { nextRunAt: nextRunAt.toISOString() }),
})
