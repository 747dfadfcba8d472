import type { Schedule } from '@bilagsbro/events/connector-configured'
import { scheduleTimes } from '@bilagsbro/service-kit/schedule-times'

/** The schedule's first moment after another; nothing where there is none, or where the schedule cannot be read. */
export function nextRunAt(schedule: Schedule, after: Date): Date | undefined {
  try {
    return scheduleTimes(schedule, after, 1)[0]
  } catch {
    return undefined
  }
}
