import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { nextVersion, type Organization, type Stamp, type Trial } from './organization.ts'
import { invalid } from './refusals.ts'
import { textFault } from './texts.ts'

/** What a person says of the trial with the change that makes the trial due. */
export interface TrialWish {
  readonly trial?: 'waive' | undefined
  /** Why it is waived: whoever asks later is told. */
  readonly reason?: string | undefined
}

/** The trial that a change makes due: one voucher goes first, unless a person waives that. */
export function trialOf(
  { version }: Organization,
  { trial, reason = '' }: TrialWish,
  stamp: Stamp,
): Result<Trial, Refusal> {
  const due = { version: nextVersion(version, stamp.at) }
  if (trial === undefined) return ok(due)
  const wrong = textFault('/reason', reason, 500)
  if (wrong) return err(invalid('connector.reason_invalid', [wrong]))
  return ok({ ...due, waived: { by: stamp.by, at: stamp.at, reason } })
}
