import type { Failure } from '@bilagsbro/booking/failure'
import { isSameRecord, type RecordKey } from './record.ts'

/** Asked for by the settings: one voucher goes ahead of all others, unless a person waived that. */
export interface AskedTrial {
  /** The version of the settings that made the trial due. */
  readonly version: number
  readonly waived?: Waiver | undefined
}

/** Moments of trials are in ISO 8601. */
export interface Waiver {
  readonly by: string
  readonly at: string
  readonly reason?: string | undefined
}

/** How far the trial of a version of the settings has come. */
export type Trial = { readonly version: number } & (
  | Due
  | Sent
  | {
      readonly kind: 'proven'
      readonly record: RecordKey
      readonly voucherNumber: string
      readonly at: string
    }
  | {
      readonly kind: 'failed'
      readonly record: RecordKey
      readonly difference: Failure
      readonly at: string
    }
  | ({ readonly kind: 'waived' } & Waiver)
)

/** The next record that may go is the trial. */
interface Due {
  readonly kind: 'due'
  /** Records in a row that the ledger refused for a fault of their own. */
  readonly refused: number
  /** The one that went could not be answered, and goes again then. */
  readonly notBefore?: string | undefined
}

/** A record is on its way, and all others wait for it. */
export interface Sent {
  readonly kind: 'sent'
  readonly refused: number
  readonly record: RecordKey
  readonly since: string
}

/** What has a trial, or none. */
interface Tried {
  readonly trial?: Trial | undefined
}

/** The trial by new settings: what is known of it stays while its version stays. */
export function trialBy(
  before: Trial | undefined,
  asked: AskedTrial | undefined,
): Trial | undefined {
  if (!asked) return undefined
  const { version, waived } = asked
  if (before?.version === version && (!waived || before.kind === 'waived')) return before
  return waived ? { version, kind: 'waived', ...waived } : { version, kind: 'due', refused: 0 }
}

/** Whether a record that could go waits for another one. */
export const awaitsTrial = ({ trial }: Tried): boolean =>
  trial !== undefined &&
  (trial.kind === 'sent' ||
    trial.kind === 'failed' ||
    (trial.kind === 'due' && trial.notBefore !== undefined))

/** Whether the next record that may go is the trial; after a pause, once the pause is over. */
export const isTrialDue = ({ trial }: Tried, now: Date): boolean =>
  trial?.kind === 'due' &&
  (trial.notBefore === undefined || Date.parse(trial.notBefore) <= now.getTime())

/** The version that a record is the trial of when it is sent now. */
export const versionFor = ({ trial }: Tried): number | undefined =>
  trial?.kind === 'due' ? trial.version : undefined

/** The version that a record on its way is the trial of. */
export const versionOf = ({ trial }: Tried, record: RecordKey): number | undefined =>
  trial?.kind === 'sent' && isSameRecord(trial.record, record) ? trial.version : undefined

/** What stands of the trial before the others; nothing where it holds nothing up, or stopped the connector. */
export const pendingTrial = ({ trial }: Tried): 'due' | 'sent' | undefined =>
  trial?.kind === 'due' || trial?.kind === 'sent' ? trial.kind : undefined

/** Whether a person can let all records go without the trial. */
export const mayBeWaived = ({ trial }: Tried): boolean =>
  trial?.kind === 'due' || trial?.kind === 'sent' || trial?.kind === 'failed'
