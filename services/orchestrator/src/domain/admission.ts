import { isWithdrawal, type RecordContent } from '@bilagsbro/booking/approved-record'
import { createCorrection, type Booked } from '@bilagsbro/booking/correction'
import { createVoucher, type MappedVoucher } from '@bilagsbro/booking/create-voucher'
import type { Failure } from '@bilagsbro/booking/failure'
import type { MovedDate } from '@bilagsbro/booking/moved-date'
import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { Earlier } from './earlier.ts'
import { closedBecause, isReleased, type Organization } from './organization.ts'
import { isAwaitingRetry, type SyncRecord } from './record.ts'
import { awaitsTrial } from './trial.ts'

/** The decision about a record whose turn has come. */
export type Admission =
  | ({ readonly kind: 'send' } & MappedVoucher)
  | { readonly kind: 'hold'; readonly reason: PendingReason }
  | { readonly kind: 'fail'; readonly failure: Failure }
  | { readonly kind: 'leave_out' }

/** Why a record goes: in its turn, to find out whether a suspended connector works, or because its request is repeated. */
export type Going = 'out' | 'as_probe' | 'again'

export interface Candidate {
  readonly record: SyncRecord
  readonly content: RecordContent
  /** What it corrects. */
  readonly earlier?: Earlier | undefined
  /** Earlier revisions of which nothing was sent, and which nobody has spoken of. */
  readonly untold?: readonly SyncRecord[] | undefined
}

/** The voucher of a record, or why there is none. */
export type Prepared = Exclude<Admission, { kind: 'leave_out' }>

/** Decides whether a record goes. No other place derives why a record waits. */
export function admit(
  organization: Organization,
  candidate: Candidate,
  going: Going = 'out',
): Admission {
  const closed = closedBecause(organization)
  if (closed && closed.code !== 'connector_suspended') return { kind: 'hold', reason: closed }
  if (isLeftOut(organization, candidate)) return { kind: 'leave_out' }
  const asked = going === 'again' ? undefined : earlierByHand(organization, candidate)
  if (asked) return { kind: 'hold', reason: asked }
  if (closed && going === 'out') return { kind: 'hold', reason: closed }
  const prepared = prepare(organization, candidate)
  if (prepared.kind !== 'send') return prepared
  const { record } = candidate
  const isReleasedByRetry = going === 'again' || isAwaitingRetry(record)
  if (!isReleasedByRetry && !isReleased(organization, record))
    return { kind: 'hold', reason: awaitingRun(organization) }
  if (going !== 'again' && awaitsTrial(organization))
    return { kind: 'hold', reason: { code: 'awaiting_trial' } }
  return prepared
}

/**
 * Whether a record is older than what its connector sends at all. What corrects a voucher in the ledger is never too
 * old: the voucher would stand there wrong.
 */
export function isLeftOut(
  { connector }: Pick<Organization, 'connector'>,
  { record, earlier }: Pick<Candidate, 'record' | 'earlier'>,
): boolean {
  return !earlier && isBefore(connector, record)
}

/**
 * Why a person has to speak first: an earlier revision is older than what the connector sends. Somebody may have booked
 * it by hand, and this one would stand in the ledger beside it.
 */
export function earlierByHand(
  { connector }: Pick<Organization, 'connector'>,
  { earlier, untold = [] }: Pick<Candidate, 'earlier' | 'untold'>,
): PendingReason | undefined {
  const old = earlier ? [] : untold.filter((record) => isBefore(connector, record))
  const revision = Math.max(0, ...old.map((record) => record.revision))
  return revision > 0 ? { code: 'revision_unproven', revision } : undefined
}

export const isBefore = (
  connector: Organization['connector'],
  { approvedAt }: Pick<SyncRecord, 'approvedAt'>,
): boolean =>
  connector?.sendFrom !== undefined && approvedAt.getTime() < Date.parse(connector.sendFrom)

/** A withdrawal of what was left out: nothing is sent, but somebody may have to take it back by hand. */
export function admitWithdrawal(
  organization: Organization,
  candidate: Candidate,
): Exclude<Admission, { kind: 'send' }> | { readonly kind: 'withdrawn' } {
  const closed = closedBecause(organization)
  if (closed && closed.code !== 'connector_suspended') return { kind: 'hold', reason: closed }
  if (isLeftOut(organization, candidate)) return { kind: 'leave_out' }
  const asked = earlierByHand(organization, candidate)
  return asked ? { kind: 'hold', reason: asked } : { kind: 'withdrawn' }
}

/** The voucher that a record is sent as, by the rules that are in force, whatever else it waits for. */
export function prepare(
  organization: Organization,
  { record, content, earlier }: Candidate,
): Prepared {
  if (earlier && 'failure' in earlier) return { kind: 'fail', failure: earlier.failure }
  if (earlier && !isThere(organization, earlier))
    return { kind: 'hold', reason: { code: 'other_ledger', revision: earlier.revision } }
  const coded = voucherOf(organization, content, earlier, movedIn(organization, record))
  if (!coded.ok)
    return coded.error.kind === 'mapping_missing'
      ? { kind: 'hold', reason: coded.error.reason }
      : { kind: 'fail', failure: coded.error.failure }
  const { voucher, mappingVersion } = coded.value
  return { kind: 'send', voucher, mappingVersion }
}

/** Whether the organisation's ledger of today is the one that holds the earlier voucher. */
const isThere = (
  { connector }: Organization,
  earlier: Pick<Extract<Earlier, Booked>, 'connector' | 'targetFingerprint'>,
): boolean =>
  connector?.type === earlier.connector && connector.targetFingerprint === earlier.targetFingerprint

/** A date was moved for the sake of one ledger: another may have the period open. */
const movedIn = (
  { connector }: Organization,
  { moved, targetFingerprint }: SyncRecord,
): MovedDate | undefined => (targetFingerprint === connector?.targetFingerprint ? moved : undefined)

function voucherOf(
  organization: Organization,
  content: RecordContent,
  earlier: Booked | undefined,
  moved: MovedDate | undefined,
) {
  if (earlier) return createCorrection(content, organization, earlier, moved)
  if (!isWithdrawal(content)) return createVoucher(content, organization, moved)
  throw new Error('There is nothing to withdraw.')
}

const awaitingRun = ({ nextRunAt }: Organization): PendingReason => ({
  code: 'awaiting_run',
  ...(nextRunAt && { nextRunAt: nextRunAt.toISOString() }),
})
