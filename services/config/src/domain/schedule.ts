import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { fault, invalid } from './refusals.ts'
import { changed, type Organization, type Stamp } from './organization.ts'

/** Dense schedules load the ledgers, and gain nothing over sending at each approval. */
const leastMinutesApart = 15

/** `null`: records are sent as soon as they are approved. `wrong` is the fault of the cron expression. */
export function setSchedule(
  organization: Organization,
  cron: string | null,
  wrong: ScheduleFault | undefined,
  stamp: Stamp,
): Result<Organization, Refusal> {
  if (wrong) return err(refuseSchedule(wrong))
  if (cron === organization.schedule) return ok(organization)
  return ok(changed(organization, { schedule: cron }, stamp))
}

/** The fault of a cron expression. */
export type ScheduleFault = 'form_wrong' | 'value_wrong' | 'never' | 'too_dense'

export const refuseSchedule = (wrong: ScheduleFault): Refusal =>
  invalid('schedule.invalid', [toFault(wrong)])

const toFault = (wrong: ScheduleFault) =>
  wrong === 'too_dense'
    ? fault('/cron', 'schedule.too_dense', { minutes: leastMinutesApart })
    : fault('/cron', `schedule.${wrong}`, {})

/** Why times cannot be a schedule; nothing when the times can. */
export function timesFault(times: readonly Date[]): ScheduleFault | undefined {
  if (times.length === 0) return 'never'
  const gaps = times.slice(1).map((time, at) => (time.getTime() - times[at]!.getTime()) / 60_000)
  return gaps.some((minutes) => minutes < leastMinutesApart) ? 'too_dense' : undefined
}
