import { suspends, type Failure } from '@bilagsbro/booking/failure'
import { isSameRecord, type RecordKey } from './record.ts'

/** While a connector is suspended, only one record at a time is sent: the probe. */
export interface Suspension {
  readonly cause: Failure
  readonly since: Date
  /** The number of failed probes, and one for the failure that began the suspension. */
  readonly failures: number
  /** When to let the next probe go; nothing while one is on its way. */
  readonly probeAt?: Date | undefined
  readonly probe?: RecordKey | undefined
  /** The trial began it: no probe is sent, and the trial ends it, or a person does. */
  readonly byTrial?: true | undefined
}

export interface ProbePolicy {
  readonly baseMs: number
  readonly maxMs: number
}

/** The verdict of an answer on the connector. */
export type Verdict =
  /** The accounting system answered about the record itself. */
  | { readonly kind: 'works' }
  /** The connector does not work. `awaited`: the record is on its way, and its next answer is the probe's. */
  | { readonly kind: 'broken'; readonly failure: Failure; readonly awaited?: true }
  /** Neither proven nor disproven. */
  | { readonly kind: 'unclear' }
  /** Nothing was tried. */
  | { readonly kind: 'untried' }

export function judge(failure: Failure | undefined): Verdict {
  if (!failure) return { kind: 'works' }
  if (suspends(failure)) return { kind: 'broken', failure }
  return { kind: failure.class === 'transient' ? 'unclear' : 'works' }
}

/** The suspension after an answer; nothing when the connector is open. */
export function judged(
  suspension: Suspension | undefined,
  record: RecordKey,
  verdict: Verdict,
  policy: ProbePolicy,
  now: Date,
): Suspension | undefined {
  if (suspension?.byTrial) return suspension
  if (!suspension)
    return verdict.kind === 'broken'
      ? { ...began(verdict.failure, policy, now), ...(verdict.awaited && { probe: keyOf(record) }) }
      : undefined
  // An answer to a record that was sent before the suspension proves nothing.
  if (!suspension.probe || !isSameRecord(suspension.probe, record)) return suspension
  if (verdict.kind === 'works') return undefined
  if (verdict.kind === 'untried') return halfOpen(suspension, now)
  const cause = verdict.kind === 'broken' ? verdict.failure : suspension.cause
  const failures = suspension.failures + 1
  const isAwaited = verdict.kind === 'broken' && verdict.awaited
  const probe = isAwaited ? keyOf(record) : undefined
  return { ...suspension, cause, failures, probe, probeAt: after(failures, policy, now) }
}

/** The suspension after a test of the connection that sent nothing. A probe on its way has the last word, and so has the trial. */
export function tested(
  suspension: Suspension | undefined,
  failure: Failure | undefined,
  policy: ProbePolicy,
  now: Date,
): Suspension | undefined {
  if (suspension?.probe || suspension?.byTrial) return suspension
  if (!failure) return undefined
  return suspension ? { ...suspension, cause: failure } : began(failure, policy, now)
}

/** The next probe may go at once. */
export const halfOpen = (suspension: Suspension, now: Date): Suspension =>
  suspension.byTrial ? suspension : { ...suspension, probe: undefined, probeAt: now }

/** A probe is on its way. */
export const probing = (suspension: Suspension, probe: RecordKey): Suspension => ({
  ...suspension,
  probe: keyOf(probe),
  probeAt: undefined,
})

const keyOf = ({ organizationId, recordId, revision }: RecordKey): RecordKey => ({
  organizationId,
  recordId,
  revision,
})

const began = (cause: Failure, policy: ProbePolicy, now: Date): Suspension => ({
  cause,
  since: now,
  failures: 1,
  probeAt: after(1, policy, now),
})

const after = (failures: number, { baseMs, maxMs }: ProbePolicy, now: Date): Date =>
  new Date(now.getTime() + Math.min(baseMs * 2 ** Math.min(failures - 1, 20), maxMs))
