import type { Clock } from '@bilagsbro/kernel/clock'
import { err, ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import type { Organization } from '#domain/organization.ts'
import { refuseSchedule, setSchedule } from '#domain/schedule.ts'
import { changeOrganization, type ChangeDeps, type ChangeRequest } from './change-organization.ts'
import type { Timetable } from './ports/timetable.ts'

export const createSetSchedule =
  (deps: ChangeDeps & { readonly timetable: Timetable }) =>
  (request: ChangeRequest, cron: string | null) => {
    const fault = cron === null ? undefined : deps.timetable.faultOf(cron)
    return changeOrganization(deps, request, (organization, stamp) =>
      setSchedule(organization, cron, fault, stamp),
    )
  }

/** The next times of a schedule. A connector that is off has next times, too. */
export const createNextRuns =
  ({ timetable, clock }: { readonly timetable: Timetable; readonly clock: Clock }) =>
  ({ schedule }: Organization, count: number): Date[] =>
    schedule === null ? [] : timetable.next(schedule, clock.now(), count)

/** The next times that a schedule would have, by the rules that it is saved by. */
export const createTryNextRuns =
  ({ timetable, clock }: { readonly timetable: Timetable; readonly clock: Clock }) =>
  (cron: string, count: number): Result<Date[], Refusal> => {
    const fault = timetable.faultOf(cron)
    return fault ? err(refuseSchedule(fault)) : ok(timetable.next(cron, clock.now(), count))
  }
