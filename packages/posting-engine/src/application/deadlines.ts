import type { Clock } from '@bilagsbro/kernel/clock'

/** How many milliseconds of a span are left; nothing or less when it is over. */
export type TimeLeft = () => number

export type Deadlines = ReturnType<typeof createDeadlines>

/**
 * Spans of time that are over as soon as either clock says so. The one that only goes forward stands still with a
 * machine that is paused; the one on the wall may be put back.
 */
export const createDeadlines =
  ({ elapsed, clock }: { readonly elapsed: () => number; readonly clock: Clock }) =>
  (milliseconds: number): TimeLeft => {
    const now = () => clock.now().getTime()
    const [end, endOnTheWall] = [elapsed() + milliseconds, now() + milliseconds]
    return () => Math.min(end - elapsed(), endOnTheWall - now())
  }
