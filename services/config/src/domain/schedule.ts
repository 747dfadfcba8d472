import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { changed, type Organization, type Stamp } from './organization.ts'

/** Dense schedules load the ledgers, and gain nothing over sending at each approval. */
const leastMinutesApart = 15

/** `null`: as soon as records are approved. `fault` says what is wrong with the cron expression, if anything is. */
export function setSchedule(
  organization: Organization,
  cron: string | null,
  fault: string | undefined,
  stamp: Stamp,
): Result<Organization, Refusal> {
  if (fault) return err({ kind: 'invalid', code: 'schedule.invalid', message: `cron: ${fault}` })
  if (cron === organization.schedule) return ok(organization)
  return ok(changed(organization, { schedule: cron }, stamp))
}

/** Why times cannot be a schedule; nothing when they can. */
export function timesFault(times: readonly Date[]): string | undefined {
  if (times.length === 0) return 'never comes; give days that exist.'
  const gaps = times.slice(1).map((time, at) => (time.getTime() - times[at]!.getTime()) / 60_000)
  return gaps.some((minutes) => minutes < leastMinutesApart)
    ? `comes more often than every ${leastMinutesApart} minutes; space the times out, or send as soon as records are approved (null).`
    : undefined
}
