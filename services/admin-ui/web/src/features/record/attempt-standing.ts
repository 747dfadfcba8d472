import type { Attempt, Revision } from './queries.ts'

/** What an attempt has come to. `told`: the attempt itself says so; the others follow from where the record stands. */
export type AttemptStanding = 'told' | 'under_way' | 'in_doubt' | 'waits' | 'not_posted'

interface Beside {
  /** Of its revision. */
  readonly isLast: boolean
  readonly of: Pick<Revision, 'status' | 'reason'> | undefined
}

/** A record that waits, or was attempted anew, was not booked by the attempt before: it would be in doubt otherwise. */
export function attemptStanding(
  { status, endedAt }: Pick<Attempt, 'status' | 'endedAt'>,
  { isLast, of }: Beside,
): AttemptStanding {
  if (endedAt !== undefined || status !== 'requested') return 'told'
  if (!isLast) return 'not_posted'
  if (of?.status === 'in_doubt') return 'in_doubt'
  if (of?.status !== 'pending') return 'told'
  return of.reason ? 'waits' : 'under_way'
}
