import type { Schedule } from '@bilagsbro/booking/schedule'

/** The first moment of a schedule after another; nothing where there is none. */
export type NextRun = (schedule: Schedule, after: Date) => Date | undefined

/** Whether a schedule's moment has come, or was missed. */
export const isRunDue = (
  { nextRunAt }: { readonly nextRunAt?: Date | undefined },
  now: Date,
): boolean => nextRunAt !== undefined && nextRunAt <= now
