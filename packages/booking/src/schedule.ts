/** By whose clocks schedules and posting dates are read. */
export const norwegianTime = 'Europe/Oslo'

/** When records are sent: five fields of cron. */
export interface Schedule {
  readonly cron: string
  readonly timeZone: typeof norwegianTime
}
