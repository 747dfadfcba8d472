import type { Schedule } from '@bilagsbro/events/connector-configured'
import { Cron } from 'croner'

/** The schedule's first moment after another; nothing where there is none, or where nobody can read it. */
export function nextRunAt({ cron, timeZone }: Schedule, after: Date): Date | undefined {
  try {
    const times = new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true })
    return times.nextRun(after) ?? undefined
  } catch {
    return undefined
  }
}
