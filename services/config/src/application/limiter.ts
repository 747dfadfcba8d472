import { err, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { refusal } from '#domain/refusals.ts'

export interface Limit {
  /** How many questions may be under way at the same time. */
  readonly atOnce: number
  /** How many questions may begin in a minute. After a quiet minute as many may begin at once. */
  readonly perMinute: number
}

/** Several times the number of questions that a person needs to set up a ledger. */
export const usualLimits: Limits = {
  tests: { atOnce: 3, perMinute: 20 },
  catalogues: { atOnce: 8, perMinute: 60 },
}

export interface Limits {
  readonly tests: Limit
  readonly catalogues: Limit
}

interface Spent {
  running: number
  left: number
  at: number
}

export type Limiter = ReturnType<typeof createLimiter>

/**
 * Limits how often each organisation asks its ledger, so that no organisation keeps an adapter from serving others.
 * The limit holds for this process. `elapsed` counts milliseconds, and never goes backwards.
 */
export function createLimiter({ atOnce, perMinute }: Limit, elapsed: () => number) {
  const organizations = new Map<string, Spent>()
  const perMs = perMinute / 60_000

  function spentBy(organizationId: string): Spent {
    const now = elapsed()
    const known = organizations.get(organizationId) ?? { running: 0, left: perMinute, at: now }
    known.left = Math.min(perMinute, known.left + (now - known.at) * perMs)
    known.at = now
    organizations.set(organizationId, known)
    return known
  }

  return {
    async within<T>(
      organizationId: string,
      work: () => Promise<Result<T, Refusal>>,
    ): Promise<Result<T, Refusal>> {
      const spent = spentBy(organizationId)
      if (spent.running >= atOnce) return err(tooMany(busySeconds))
      if (spent.left < 1) return err(tooMany(Math.ceil((1 - spent.left) / perMs / 1000)))
      spent.running += 1
      spent.left -= 1
      try {
        return await work()
      } finally {
        spent.running -= 1
      }
    },
  }
}

/** A ledger takes about this long to answer. */
const busySeconds = 5

const tooMany = (seconds: number): Refusal => ({
  ...refusal('throttled', 'connection.too_many', { seconds }),
  retryAfterSeconds: seconds,
})
