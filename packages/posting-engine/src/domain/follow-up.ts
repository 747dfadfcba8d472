/** How often delivered vouchers are looked for. Milliseconds. */
export interface FollowUpPolicy {
  /** From the delivery to the first look; doubled with each look that finds the voucher still waiting. */
  readonly firstMs: number
  readonly longestMs: number
  /** How far apart two looks that find nothing must lie to mean that somebody deleted the voucher. */
  readonly apartMs: number
}

/** A posting that the ledger holds, or accepted and does not show. */
export interface Followed {
  readonly isUnseen: boolean
  /** Looks begun so far, the present one included. */
  readonly looks: number
  /** When the first look began of the latest row of looks that found nothing. */
  readonly absentSince?: Date | undefined
}

/** A voucher that was accepted and does not show may have been booked by hand, or under another number. It is looked for during a week or so. */
export const unseenFollowUp = { firstMs: 600_000, longestMs: 21_600_000, looks: 35 } as const

/** The pause between two looks for a voucher that was accepted and does not show; nothing after the last look. */
export const pauseWhileUnseen = (looks: number): number | undefined =>
  looks < unseenFollowUp.looks ? pauseAfterLook(looks, unseenFollowUp) : undefined

/** A job of the ledger may run a few times a day only: ever more seldom. */
export const pauseAfterLook = (
  looks: number,
  { firstMs, longestMs }: Pick<FollowUpPolicy, 'firstMs' | 'longestMs'>,
): number => Math.min(firstMs * 2 ** Math.min(looks, 20), longestMs)

export type AfterMissing =
  | { readonly kind: 'rejected' }
  | { readonly kind: 'look_later'; readonly inMs: number; readonly absentSince: Date }

/**
 * The next step after a look, begun at `lookedAt`, that found a posting neither waiting nor booked. One such look
 * proves nothing: a line that is being moved from one place to the other may be in neither.
 */
export function afterMissing(
  { absentSince }: Followed,
  lookedAt: Date,
  { apartMs }: FollowUpPolicy,
): AfterMissing {
  if (!absentSince) return { kind: 'look_later', inMs: apartMs, absentSince: lookedAt }
  const leftMs = absentSince.getTime() + apartMs - lookedAt.getTime()
  return leftMs <= 0 ? { kind: 'rejected' } : { kind: 'look_later', inMs: leftMs, absentSince }
}
