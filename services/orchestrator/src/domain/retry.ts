export interface RetryPolicy {
  readonly baseMs: number
  /** Failed attempts after which a person has to look. */
  readonly attempts: number
}

const factor = 4
const hour = 3_600_000
/** How often a record that failed because its ledger was away goes again by itself. */
export const goesAgain = 3
const jitter = 0.2

/** When to try again after so many failed attempts; nothing once the attempts are used up. `random` is in [0, 1). */
export function retryAt(
  failures: number,
  policy: RetryPolicy,
  now: Date,
  random: () => number,
): Date | undefined {
  if (failures >= policy.attempts) return undefined
  const spread = 1 + jitter * (2 * random() - 1)
  return new Date(now.getTime() + Math.round(policy.baseMs * factor ** (failures - 1) * spread))
}

/**
 * When a record whose attempts are used up goes again by itself, because only its ledger was away: after an hour, four,
 * and sixteen. Nothing after that: then it is not the ledger.
 */
export function againAt(failures: number, { attempts }: RetryPolicy, now: Date): Date | undefined {
  const times = failures - attempts
  return times < goesAgain ? new Date(now.getTime() + hour * factor ** times) : undefined
}

/** When to try again after a failure that named a moment: not before that moment, and not at once. */
export function waitAsTold(
  retryAfter: string | undefined,
  policy: RetryPolicy,
  now: Date,
  random: () => number,
): Date {
  const soonest = now.getTime() + policy.baseMs * (1 + jitter * random())
  const told = retryAfter === undefined ? Number.NaN : Date.parse(retryAfter)
  return new Date(Number.isNaN(told) ? soonest : Math.max(told, now.getTime() + 1))
}
