import type { Finding } from './posting.ts'

/** A posting as a look-up showed it: a voucher, or a fault. */
export type Seen = Extract<Finding, { kind: 'posted' | 'delivered' | 'refused' }>

/** A look-up, begun at a moment, that showed a posting. */
export interface Sighting {
  readonly at: Date
  /** Differs where two looks saw different things. */
  readonly what: string
}

/** A flight whose answer was lost. Only the ledger knows what became of it. */
export interface Doubt {
  readonly leaseUntil: Date
  /** When everything that the flight may have left behind was last made unbookable, after a look-up had found nothing. */
  readonly revokedAt?: Date | undefined
  /** Look-ups made so far. */
  readonly looks: number
  /** By reference: since when each look has shown the same voucher, where the vendor might still take it back. */
  readonly sightings: ReadonlyMap<string, Sighting>
}

export interface Doubtful {
  readonly reference: string
  /** The accounting system said yes to the voucher. */
  readonly accepted?: boolean | undefined
  /** A person has looked in the ledger by then (ISO 8601), and found nothing. */
  readonly saidAbsentAt?: string | null | undefined
}

export interface DoubtLimits {
  readonly callTimeoutMs: number
  readonly settleHorizonMs: number
  readonly moveMs?: number | undefined
  readonly rollbackHorizonMs?: number | undefined
}

/** From here on, a voucher that is not in the ledger is not on its way there either, by the vendor's time limits. */
export const horizonOf = (doubt: Doubt, limits: DoubtLimits) =>
  new Date(doubt.leaseUntil.getTime() + limits.callTimeoutMs + limits.settleHorizonMs)

type AfterAbsent = 'look_later' | 'revoke' | 'is_absent'

/**
 * The next step after a look-up, begun at `lookedAt`, that did not find a posting. Two such look-ups prove that the
 * posting is absent: both began after the horizon, with a revocation between them, and so far apart that no line was
 * being moved from one place of the ledger to another in both. After the second nothing is left that could be booked.
 */
export function afterAbsent(doubt: Doubt, lookedAt: Date, limits: DoubtLimits): AfterAbsent {
  if (lookedAt <= horizonOf(doubt, limits)) return 'look_later'
  if (!doubt.revokedAt) return 'revoke'
  const secondAfter = doubt.revokedAt.getTime() + (limits.moveMs ?? 0)
  return lookedAt.getTime() > secondAfter ? 'is_absent' : 'look_later'
}

export interface AfterLook {
  readonly findings: ReadonlyMap<string, Finding>
  readonly sightings: ReadonlyMap<string, Sighting>
  readonly revoke: boolean
}

/** Concludes a look-up for all postings of a flight that are in doubt. */
export function afterLook(
  doubt: Doubt,
  postings: readonly Doubtful[],
  found: ReadonlyMap<string, Seen>,
  lookedAt: Date,
  limits: DoubtLimits,
): AfterLook {
  const findings = new Map<string, Finding>()
  const sightings = new Map<string, Sighting>()
  const absent = afterAbsent(doubt, lookedAt, limits)
  let revoke = false
  for (const { reference, accepted } of postings) {
    const seen = found.get(reference)
    if (!seen) {
      revoke ||= absent === 'revoke'
      if (absent === 'is_absent') findings.set(reference, sentAgain)
      continue
    }
    const first = firstSighting(doubt.sightings.get(reference), seen, lookedAt)
    if (accepted || isLasting(first, doubt, lookedAt, limits)) findings.set(reference, seen)
    else sightings.set(reference, first)
  }
  return { findings, sightings, revoke }
}

/**
 * Believes people, where no look-up tells: a person who looked past the horizon saw everything that the flight could
 * bring into the ledger. Who looked before that has to look again.
 */
export const afterWord = (
  doubt: Doubt,
  postings: readonly Doubtful[],
  limits: DoubtLimits,
): ReadonlyMap<string, Finding> =>
  new Map(
    postings
      .filter(
        ({ saidAbsentAt }) => saidAbsentAt && new Date(saidAbsentAt) > horizonOf(doubt, limits),
      )
      .map(({ reference }) => [reference, sentAgain]),
  )

function firstSighting(before: Sighting | undefined, seen: Seen, at: Date): Sighting {
  const what = `${seen.kind} ${seen.kind === 'refused' ? seen.failure.code : seen.voucher.number}`
  return before?.what === what ? before : { at, what }
}

/** Past the horizon nothing of the flight runs any more that could take back a voucher that is seen. */
const isLasting = (first: Sighting, doubt: Doubt, lookedAt: Date, limits: DoubtLimits): boolean =>
  lookedAt.getTime() >= first.at.getTime() + (limits.rollbackHorizonMs ?? 0) ||
  lookedAt > horizonOf(doubt, limits)

const sentAgain: Finding = { kind: 'queued', tries: 0 }

const longestPauseMs = 60_000

/** When to look next: ever more seldom while the horizon is far, and at once when it has passed. */
export function nextLook(doubt: Doubt, now: Date, limits: DoubtLimits, pauseMs: number): Date {
  const pause = Math.min(pauseMs * 2 ** Math.min(doubt.looks, 10), longestPauseMs)
  const horizon = horizonOf(doubt, limits).getTime() + 1
  const later = now.getTime() + pause
  return new Date(now.getTime() < horizon ? Math.min(later, horizon) : later)
}
