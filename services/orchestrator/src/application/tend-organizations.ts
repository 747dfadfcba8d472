import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { closedBecause, releaseOnSchedule } from '#domain/organization.ts'
import { complete, endOf } from '#domain/run.ts'
import type { NextRun } from '#domain/schedule.ts'
import { openBatch, type Batch } from './batch.ts'
import { letGoAgain } from './go-again.ts'
import {
  askAgain,
  dispatchAwaitingPeriod,
  dispatchProbe,
  dispatchTrial,
  dispatchWaiting,
} from './dispatch.ts'
import type { Policy } from './policy.ts'
import type { FinishReading } from './finish-reading.ts'
import type { Calendar } from './ports/calendar.ts'
import type { SyncStore, SyncUnit } from './ports/sync-store.ts'
import { settleHeldBack } from './settle-held-back.ts'
import { tellOverdueRecords } from './tell-overdue.ts'

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  readonly newId: NewId
  readonly calendar: Calendar
  readonly random: () => number
  readonly policy: Policy
  readonly reading: FinishReading
  readonly alarm: (sentence: string) => void
}

export interface Untended {
  readonly organizationId: string
  readonly error: unknown
}

/**
 * Does the work that no event brings: scheduled runs, due retries, records whose ledger was away, records of a new round, periods that may have been
 * opened, trials, probes, postings without an answer, delivered records that are overdue, runs that are over. Every replica does this work; the second replica at
 * an organisation passes it over. An organisation that fails keeps no other waiting.
 */
export function createTendOrganizations(deps: Deps) {
  const { store, clock, newId, calendar, policy, reading } = deps
  const tend = (organizationId: string) =>
    store.tryChange(organizationId, async (unit) => {
      const batch = await openBatch(unit, clock.now(), newId)
      // Another replica may have kept records and answers while it was still reading.
      await settleHeldBack(unit, batch, organizationId, deps)
      startOnSchedule(batch, organizationId, calendar.nextRun)
      await letGoAgain(unit, batch, organizationId, policy)
      await dispatchTrial(unit, batch, organizationId, policy)
      await dispatchWaiting(unit, batch, organizationId, policy)
      await dispatchAwaitingPeriod(unit, batch, organizationId, policy)
      await dispatchProbe(unit, batch, organizationId, policy)
      await askAgain(unit, batch, organizationId, policy)
      await tellOverdueRecords(unit, batch, organizationId, policy)
      await completeRuns(unit, batch, organizationId, policy)
      await batch.save()
    })
  return async (): Promise<Untended[]> => {
    await reading.finish()
    if (!reading.mayDecide()) return []
    const now = clock.now()
    const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds)
    const due = await store.due({
      now,
      requestedBefore: ago(policy.requestAgainAfterMs),
      periodSince: ago(policy.periodAgainAfterMs),
      quietSince: ago(policy.run.quietMs),
      startedBefore: ago(policy.run.maxMs),
    })
    const untended: Untended[] = []
    for (const organizationId of due)
      await tend(organizationId).catch((error: unknown) => untended.push({ organizationId, error }))
    return untended
  }
}

async function completeRuns(
  unit: SyncUnit,
  batch: Batch,
  organizationId: string,
  policy: Policy,
): Promise<void> {
  const ending = batch.runs.open(organizationId).filter((run) => endOf(run, policy.run, batch.now))
  if (ending.length === 0) return
  await batch.save()
  const { round } = batch.organization(organizationId)
  for (const run of ending) {
    const left = await unit.left(run, round, batch.now)
    const over = complete(run, left, policy.run, batch.now)
    if (over) batch.runs.change(over)
  }
}

/** Releases records when the schedule's moment has come; while the connector is suspended, they go as soon as it works again. */
function startOnSchedule(batch: Batch, organizationId: string, nextRun: NextRun): void {
  const released = releaseOnSchedule(batch.organization(organizationId), batch.now, nextRun)
  if (!released) return
  batch.changeOrganization(released)
  if (!closedBecause(released)) batch.runs.start(organizationId, 'schedule')
}
