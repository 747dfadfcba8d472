import { isUnproven, type Failure } from '@bilagsbro/booking/failure'
import { halfOpen, type Suspension } from './breaker.ts'
import type { Organization } from './organization.ts'
import { isSameRecord, type RecordKey, type SyncRecord } from './record.ts'
import type { Sent, Waiver } from './trial.ts'

/** After so many refusals, the fault is hardly that of the records. */
const mostRefused = 5

/** Nothing is paused any more. */
export const unpaused = (organization: Organization): Organization =>
  organization.trial?.kind === 'due' && organization.trial.notBefore !== undefined
    ? { ...organization, trial: { ...organization.trial, notBefore: undefined } }
    : organization

/** A record was sent as the trial. */
export function begun(organization: Organization, record: RecordKey, now: Date): Organization {
  const { trial } = organization
  if (trial?.kind !== 'due') return organization
  const { organizationId, recordId, revision } = record
  const { version, refused } = trial
  const key = { organizationId, recordId, revision }
  const since = now.toISOString()
  return { ...organization, trial: { version, refused, kind: 'sent', record: key, since } }
}

/** The organisation after a step of one of its records; the same one where its trial is not about that record. */
export function followed(organization: Organization, record: SyncRecord, now: Date): Organization {
  const { trial } = organization
  if (!trial || !('record' in trial) || !isSameRecord(trial.record, record)) return organization
  const { state } = record
  if (state.status === 'failed' && isUnproven(state.failure))
    return trial.kind === 'failed'
      ? organization
      : failed(organization, record, differs(record, state.failure), now)
  if (trial.kind === 'proven') return organization
  if (state.status === 'posted' || state.status === 'delivered') {
    const { version } = trial
    const { number: voucherNumber } = state.voucher
    const proven = { version, voucherNumber, record: trial.record, at: now.toISOString() }
    return anew({ ...organization, trial: { kind: 'proven', ...proven } })
  }
  return trial.kind === 'sent'
    ? afterSent(organization, trial, record, now)
    : dueAgain(organization, 0)
}

function afterSent(
  organization: Organization,
  { refused }: Sent,
  record: SyncRecord,
  now: Date,
): Organization {
  const { state } = record
  switch (state.status) {
    case 'sending':
      return state.doubt && !organization.suspension
        ? { ...organization, suspension: heldBy(uncertain(record, state.doubt), now) }
        : organization
    case 'retry_scheduled':
      return dueAgain(organization, refused, state.nextAttemptAt)
    case 'failed':
      if (state.failure.class === 'transient') return dueAgain(organization, refused, state.againAt)
      return refused + 1 < mostRefused
        ? dueAgain(organization, refused + 1)
        : failed(organization, record, refusedAll(state.failure), now)
    default:
      return dueAgain(organization, refused)
  }
}

/** Another record may go first. */
function dueAgain(organization: Organization, refused: number, notBefore?: Date): Organization {
  const { version } = organization.trial!
  const due = { version, refused, notBefore: notBefore?.toISOString() }
  const after: Organization = { ...organization, trial: { kind: 'due', ...due } }
  return organization.suspension?.byTrial ? lifted(after) : after
}

function failed(
  organization: Organization,
  record: SyncRecord,
  difference: Failure,
  now: Date,
): Organization {
  const { version } = organization.trial!
  const { organizationId, recordId, revision } = record
  return {
    ...organization,
    suspension: heldBy(difference, now),
    trial: {
      version,
      kind: 'failed',
      record: { organizationId, recordId, revision },
      difference,
      at: now.toISOString(),
    },
  }
}

/** No probe ends it: the next one might go as wrong as the trial did. */
const heldBy = (cause: Failure, now: Date): Suspension => ({
  cause,
  since: now,
  failures: 1,
  byTrial: true,
})

const differs = ({ reference }: SyncRecord, failure: Failure): Failure => ({
  ...failure,
  message: `Voucher ${reference} went first, and does not show in the ledger as it was built. ${failure.message}`,
})

const uncertain = ({ reference }: SyncRecord, failure: Failure): Failure => ({
  ...failure,
  message: `Voucher ${reference} went first, and it is not certain yet whether it is in the ledger. ${failure.message}`,
})

const refusedAll = (failure: Failure): Failure => ({
  ...failure,
  message: `${mostRefused} records went first, one after the other, and the ledger refused them all. The last time: ${failure.message}`,
})

/** All that waits is looked at once more, and the trial holds nothing up. */
const anew = (organization: Organization): Organization => ({
  ...lifted(organization),
  round: organization.round + 1,
})

const lifted = (organization: Organization): Organization =>
  organization.suspension?.byTrial
    ? { ...organization, suspension: undefined, round: organization.round + 1 }
    : organization

/** A person tries once more: a connector that the trial suspended begins a new trial, any other one is probed at once. */
export function triedAgain(organization: Organization, now: Date): Organization {
  const { trial, suspension } = organization
  if (trial?.kind === 'failed') return dueAgain(organization, 0)
  return { ...organization, suspension: suspension && halfOpen(suspension, now) }
}

export const waived = (organization: Organization, waiver: Waiver): Organization =>
  anew({
    ...organization,
    trial: { version: organization.trial!.version, kind: 'waived', ...waiver },
  })
