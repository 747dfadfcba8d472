import type { Clock } from '@bilagsbro/kernel/clock'
import type { Organization } from '#domain/organization.ts'
import { setSchedule } from '#domain/schedule.ts'
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
