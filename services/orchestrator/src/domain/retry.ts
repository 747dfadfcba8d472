export interface RetryPolicy {
  readonly baseMs: number
  /** Failed attempts after which a person has to look. */
  readonly attempts: number
}

const factor = 4
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
