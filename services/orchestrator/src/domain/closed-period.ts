import {
  moveOn,
  type Choice,
  type ClosedPeriods,
  type Dated,
  type MovedDate,
} from '@bilagsbro/booking/moved-date'
import { osloDayOf } from '@bilagsbro/booking/posting-date'
import { ok, type Refusal, type Result } from '@bilagsbro/kernel/result'
import { aheadOfRounds, type SyncRecord } from './record.ts'
import { next, refused, type Step } from './transitions.ts'

/** By whose choice a record's date may be moved: a person's for this record, else the organisation's policy; nothing where it is held. */
export function choiceFor(
  { moved }: Pick<SyncRecord, 'moved'>,
  closedPeriods: ClosedPeriods = 'hold',
): Choice | undefined {
  if (moved?.by !== undefined) return moved
  return closedPeriods === 'hold' ? undefined : { rule: closedPeriods }
}

/** The record goes again under the next date, where its choice leaves one; `own` is the day that the record says. */
export function movedAfterRefusal(
  record: SyncRecord,
  own: string,
  closedPeriods: ClosedPeriods | undefined,
  now: Date,
): Step | undefined {
  const choice = choiceFor(record, closedPeriods)
  const moved = choice && moveOn(datedBy(record, own), choice, osloDayOf(now.getTime()))
  return moved && goUnder(record, moved, now)
}

/** A person decides about a record that waits for its period. */
export function decideDate(
  record: SyncRecord,
  own: string,
  choice: Choice,
  now: Date,
): Result<Step, Refusal> {
  const { state } = record
  const waits = state.status === 'pending' && state.held?.code === 'period_closed'
  const moved = waits ? moveOn(datedBy(record, own), choice, osloDayOf(now.getTime())) : undefined
  return moved ? ok(goUnder(record, moved, now)) : refused(record, 'record.not_redated', 'redated')
}

const datedBy = ({ moved }: SyncRecord, own: string): Dated => ({
  postingDate: moved?.to ?? own,
  moved,
})

/** Goes before all others, without waiting for the schedule: it was on its way before. */
function goUnder(record: SyncRecord, moved: MovedDate, now: Date): Step {
  const reason = { code: 'date_moved', postingDate: moved.to } as const
  const { by, note = '' } = moved
  const waiting = next(
    { ...record, moved },
    { status: 'pending', held: reason, lastRound: aheadOfRounds },
    now,
  )
  const word = by === undefined ? undefined : { by, note }
  return { record: waiting, facts: [{ kind: 'queued', record: waiting, reason, word, at: now }] }
}
