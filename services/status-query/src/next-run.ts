import { Cron } from 'croner'

/** Five fields of cron, by Norway's clocks. */
export interface Schedule {
  readonly cron: string
  readonly timeZone: string
}

/** The schedule's first moment after another; nothing where there is none, or where nobody can read it. */
export function nextRunAt({ cron, timeZone }: Schedule, after: Date): Date | undefined {
  try {
    const times = new Cron(cron, { timezone: timeZone, mode: '5-part', paused: true })
    return times.nextRun(after) ?? undefined
  } catch {
    return undefined
  }
}
