import type { PendingReason } from '@bilagsbro/booking/pending-reason'
import type { Ore } from '@bilagsbro/kernel/money'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { closedBecause, type Organization } from './organization.ts'
import type { Run } from './run.ts'

/** Why a record stays where it is when a run starts. */
type BlockedReason = PendingReason['code'] | 'retry_scheduled'

/** Waiting records with the same reason. */
export interface WaitingSum {
  /** Nothing while the turn of these records has not come. */
  readonly reason?: BlockedReason | undefined
  readonly count: number
  readonly amount: Ore
}

/** What a person is shown before a run starts. */
export interface RunPlan {
  readonly planId: string
  readonly plannedAt: Date
  readonly ready: Omit<WaitingSum, 'reason'>
  readonly blocked: readonly (WaitingSum & { readonly reason: BlockedReason })[]
  /** Records that are on their way to the ledger already. */
  readonly sending: number
  /** One record goes first: the next one that may, or one that is on its way. */
  readonly trial?: 'due' | 'sent' | undefined
  /** The run that a person has started already. */
  readonly running?: Run | undefined
}

/** A run takes these along; whether they can go is seen when their turn comes. */
const passing = new Set<BlockedReason | undefined>([
  undefined,
  'awaiting_run',
  'awaiting_retry',
  'date_moved',
  'connector_disabled',
  'not_configured',
  'connector_suspended',
])

/** What a run that starts now takes along, and what stays, by reason. */
export function sortOut(organization: Organization, sums: readonly WaitingSum[]) {
  const closed =
    closedBecause(organization)?.code ??
    (organization.trial?.kind === 'sent' ? 'awaiting_trial' : undefined)
  const byReason = Map.groupBy(sums, ({ reason }) => (passing.has(reason) ? closed : reason))
  const ready = byReason.get(undefined) ?? []
  byReason.delete(undefined)
  const blocked = [...byReason].map(([reason, those]) => ({ reason: reason!, ...sumOf(those) }))
  return { ready: sumOf(ready), blocked: blocked.toSorted((a, b) => b.count - a.count) }
}

const sumOf = (sums: readonly WaitingSum[]) => ({
  count: sums.reduce((all, { count }) => all + count, 0),
  amount: sums.reduce((all, { amount }) => all + amount, 0),
})

/** A plan is named by its moment and its organisation: it decides nothing that its reader may not do. */
export const planIdOf = (organizationId: string, plannedAt: Date): string =>
  `${plannedAt.getTime()}.${organizationId}`

const validMs = 15 * 60_000
/** How far the clocks of two replicas may be apart. */
const skewMs = 60_000

/** The moment of a plan, while a run may be started by it. */
export function momentOf(
  planId: string,
  { organizationId }: Organization,
  now: Date,
): Result<Date, Refusal> {
  const [, milliseconds] = /^(\d{1,15})\./.exec(planId) ?? []
  if (milliseconds === undefined) return err(planUnknown)
  const plannedAt = new Date(Number(milliseconds))
  const age = now.getTime() - plannedAt.getTime()
  if (planId !== planIdOf(organizationId, plannedAt) || age < -skewMs) return err(planUnknown)
  return age > validMs ? err(planExpired) : ok(plannedAt)
}

const planUnknown: Refusal = { kind: 'invalid', code: 'run.plan_unknown' }
const planExpired: Refusal = { kind: 'conflict', code: 'run.plan_expired' }
