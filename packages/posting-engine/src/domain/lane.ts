import type { Failure } from '@bilagsbro/booking/failure'

export interface LanePolicy {
  /** The first pause after a setback; it doubles with each one in a row. */
  readonly pauseMs: number
  /** How long requests for a stopped lane are given back at once, before it is tried again. */
  readonly stopMs: number
}

const longestPauseMs = 30_000

/** How long a lane waits after so many setbacks in a row. */
export const pauseAfter = (setbacks: number, { pauseMs }: LanePolicy) =>
  Math.min(pauseMs * 2 ** Math.min(setbacks - 1, 15), longestPauseMs)

/** The failure that stops a lane while a person has to look for vouchers that were accepted and do not show. */
export const unseenThere: Failure = {
  class: 'config',
  code: 'posting.accepted_unseen',
  message:
    'The accounting system accepts vouchers and does not show them. Nothing more is sent until somebody has looked for those that failed so, and sent each of them again or marked it as handled.',
}
