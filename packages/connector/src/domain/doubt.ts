/** A flight whose answer was lost. Only the ledger knows what became of it. */
export interface Doubt {
  readonly leaseUntil: Date
  /** When everything it may have left behind was last made unbookable, after a look-up had found nothing. */
  readonly revokedAt?: Date | undefined
  /** Look-ups made so far. */
  readonly looks: number
}

export interface DoubtLimits {
  readonly callTimeoutMs: number
  readonly settleHorizonMs: number
}

/** From here on, what is not in the ledger is not on its way there either, as far as the vendor's time limits go. */
export const horizonOf = (doubt: Doubt, limits: DoubtLimits) =>
  new Date(doubt.leaseUntil.getTime() + limits.callTimeoutMs + limits.settleHorizonMs)

export type AfterAbsent = 'look_later' | 'revoke' | 'send_again'

/**
 * What follows from a look-up, begun at `lookedAt`, that did not find a posting. Sending again takes two
 * that began after the horizon, with a revocation between them: after the second one nothing is left that
 * could still be booked.
 */
export function afterAbsent(doubt: Doubt, lookedAt: Date, limits: DoubtLimits): AfterAbsent {
  if (lookedAt <= horizonOf(doubt, limits)) return 'look_later'
  if (!doubt.revokedAt) return 'revoke'
  return lookedAt > doubt.revokedAt ? 'send_again' : 'look_later'
}

const longestPauseMs = 60_000

/** When to look next: ever more seldom while the horizon is far, and at once when it has passed. */
export function nextLook(doubt: Doubt, now: Date, limits: DoubtLimits, pauseMs: number): Date {
  const pause = Math.min(pauseMs * 2 ** Math.min(doubt.looks, 10), longestPauseMs)
  const horizon = horizonOf(doubt, limits).getTime() + 1
  const later = now.getTime() + pause
  return new Date(now.getTime() < horizon ? Math.min(later, horizon) : later)
}
