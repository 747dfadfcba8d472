import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Organization } from './organization.ts'
import type { SyncRecord } from './record.ts'
import { next, type Step } from './transitions.ts'

/** Where the organisation has not chosen. */
export const usualDeliveredDays = 3
const day = 86_400_000

/** What was delivered before is overdue. */
export const overdueBefore = ({ policies }: Organization, now: Date): Date =>
  new Date(now.getTime() - (policies.deliveredDays ?? usualDeliveredDays) * day)

/** The sequence of a delivered record is the moment of its delivery, or a little more. */
const deliveredAt = ({ sequence }: SyncRecord): Date => new Date(sequence)

/** Tells, once, that a delivered record has waited in the ledger for too long. It goes on waiting there. */
export function tellOverdue(record: SyncRecord, now: Date): Result<Step, Refusal> {
  const { state, connector } = record
  if (state.status !== 'delivered' || state.isOverdue || !connector) return err(notWaiting)
  const { voucher } = state
  const overdue = next(record, { ...state, isOverdue: true }, now)
  const told = { connector, voucher, deliveredAt: deliveredAt(record), at: now }
  return ok({ record: overdue, facts: [{ kind: 'overdue', record: overdue, ...told }] })
}

const notWaiting: Refusal = {
  kind: 'conflict',
  code: 'record.not_waiting_there',
  message: 'The record does not wait in the ledger, or was told of.',
}
