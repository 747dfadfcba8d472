import type { Clock } from '@bilagsbro/kernel/clock'

/** How many milliseconds of a span are left; 0 or less when the span is over. */
export type TimeLeft = () => number

export type Deadlines = ReturnType<typeof createDeadlines>

/**
 * Spans of time that are over as soon as either clock says so. The monotonic clock stands still with a machine that is
 * paused; the wall clock may be put back.
 */
export const createDeadlines =
  ({ elapsed, clock }: { readonly elapsed: () => number; readonly clock: Clock }) =>
  (milliseconds: number): TimeLeft => {
    const now = () => clock.now().getTime()
    const [end, endOnTheWall] = [elapsed() + milliseconds, now() + milliseconds]
    return () => Math.min(end - elapsed(), endOnTheWall - now())
  }
