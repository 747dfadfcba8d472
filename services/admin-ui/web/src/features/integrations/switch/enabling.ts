import { readDay } from '../../../shared/format/days.ts'
import { startOfDay } from '../../../shared/format/oslo.ts'
import type { Enabling } from '../queries.ts'
import { reasonFault, type ReasonFault } from './reason-field.tsx'

/** Which approvals are sent: as the last time, all of them, or those from a day on. */
export type From = 'last' | 'all' | 'day'

/** As the fields hold it. */
export interface EnablingDraft {
  readonly from: From
  readonly day: string
  readonly withTrial: boolean
  readonly reason: string
}

export interface EnablingFaults {
  readonly day?: 'day_wrong'
  readonly reason?: ReasonFault
}

export function enablingFaults({ from, day, withTrial, reason }: EnablingDraft): EnablingFaults {
  const wrong = from === 'day' && readDay(day) === undefined
  const unsaid = withTrial ? undefined : reasonFault(reason)
  return { ...(wrong && { day: 'day_wrong' }), ...(unsaid && { reason: unsaid }) }
}

/** The moment before which approvals are left out; nothing where none are, or the day is not written yet. */
export function boundaryOf(
  { from, day }: Pick<EnablingDraft, 'from' | 'day'>,
  last: string | undefined,
): string | undefined {
  if (from === 'all') return undefined
  if (from === 'last') return last
  const read = readDay(day)
  return read === undefined ? undefined : startOfDay(read)
}

/** What is asked for; of a draft without faults. */
export function enablingOf(draft: EnablingDraft, last: string | undefined): Enabling {
  return {
    enabled: true,
    sendFrom: boundaryOf(draft, last) ?? null,
    ...(!draft.withTrial && { trial: 'waive', reason: draft.reason.trim() }),
  }
}
