import { isUnproven, type Failure } from '@bilagsbro/booking/failure'
import { isBefore } from './admission.ts'
import type { Organization } from './organization.ts'
import { isUntold, type SyncRecord } from './record.ts'

/** Why nobody can prove whether a record is in the ledger; nothing where it is certain. */
export function doubtOf({ state }: SyncRecord): Failure | undefined {
  if (state.status === 'failed' && isUnproven(state.failure)) return state.failure
  return state.status === 'sending' ? state.doubt : undefined
}

/**
 * Why nobody knows whether a record that was never sent is in the ledger: it is older than what its connector sends, and
 * a later revision waits to hear of it. Nothing where it is certain.
 */
export function doubtOfLeftOut(
  record: SyncRecord,
  revisions: readonly SyncRecord[],
  { connector }: Pick<Organization, 'connector'>,
): Failure | undefined {
  const isAsked = revisions.some(
    (later) => later.revision > record.revision && !isBefore(connector, later),
  )
  return isAsked && isUntold(record) && isBefore(connector, record) ? leftOut : undefined
}

const leftOut: Failure = {
  class: 'data',
  code: 'record.left_out',
  message:
    'It was approved before the date from which the connector sends, so it was not sent. Look whether somebody has booked it by hand.',
}
