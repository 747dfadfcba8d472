import { waitsForPeriod } from '@bilagsbro/booking/failure'
import { postingDateOf } from '@bilagsbro/booking/posting-date'
import type { Clock } from '@bilagsbro/kernel/clock'
import type { NewId } from '@bilagsbro/kernel/ids'
import { alarmed, secondRevision } from '#domain/alarm.ts'
import type { Alarm } from '#domain/fact.ts'
import { judged, type Verdict } from '#domain/breaker.ts'
import {
  isSameRecord,
  mayBeInLedger,
  recordOf,
  revisionOf,
  type SyncRecord,
} from '#domain/record.ts'
import { alarmOf, settle, type Answer, type PostingAnswer } from '#domain/settle.ts'
import { openBatch, type Batch } from './batch.ts'
import { dispatchTrial, dispatchWaiting } from './dispatch.ts'
import type { Policy } from './policy.ts'
import type { SyncStore, SyncUnit } from './ports/sync-store.ts'
import { relateRevisions, withdrawUnwanted } from './relate-revisions.ts'
import { suspend } from './suspend.ts'

export interface SettledAnswers {
  /** The settled records, one for every answer that counted. */
  readonly settled: readonly SyncRecord[]
  /** The number of answers that came again, or too late. */
  readonly ignored: number
  /** Sentences about events that must never happen: a second voucher for one record, or another than was posted. */
  readonly alarms: readonly string[]
}

interface Deps {
  readonly store: SyncStore
  readonly clock: Clock
  readonly newId: NewId
  readonly random: () => number
  readonly policy: Policy
  /** Whether the past is known. */
  readonly mayDecide: () => boolean
}

/**
 * Settles records by the adapters' answers, and sends as many waiting records as there is room for. Answers about
 * unknown records, and answers that come before the past was read, are kept.
 */
export function createSettlePostings(deps: Deps) {
  const { store, clock, newId, random, policy, mayDecide } = deps
  const settleThose = (answers: readonly PostingAnswer[], then: 'dispatch' | 'stop') => {
    const ids = [...new Set(answers.map(({ organizationId }) => organizationId))]
    return store.change(ids, async (unit) => {
      const batch = await openBatch(unit, clock.now(), newId)
      const records = await unit.revisions(answers)
      const dates = await closedDates(unit, answers)
      const { unknown, ...settlement } = settleAll(batch, answers, records, {
        random,
        policy,
        dates,
      })
      if (unknown.length > 0) await unit.keepAnswers(unknown, batch.now)
      for (const { organizationId, suspension } of unit.organizations.values())
        if (suspension && !batch.organization(organizationId).suspension)
          await unit.retries.bringForward(organizationId, batch.now)
      if (then === 'dispatch')
        for (const id of unit.organizations.keys()) {
          await dispatchTrial(unit, batch, id, policy)
          if (batch.backlog(id)) await dispatchWaiting(unit, batch, id, policy)
        }
      await batch.save()
      return settlement
    })
  }
  const keep = async (answers: readonly PostingAnswer[]): Promise<SettledAnswers> => {
    await store.change([], (unit) => unit.keepAnswers(answers, clock.now()))
    return { settled: [], ignored: 0, alarms: [] }
  }
  return (answers: readonly PostingAnswer[]): Promise<SettledAnswers> => {
    if (!mayDecide()) return keep(answers)
    // Waiting records must not keep answers from being settled: the next tick sends them, or tells of the fault.
    return settleThose(answers, 'dispatch').catch(() => settleThose(answers, 'stop'))
  }
}

type Dates = ReadonlyMap<string, string>

/** The own posting dates of records that met a closed period, from their content. */
async function closedDates(unit: SyncUnit, answers: readonly PostingAnswer[]): Promise<Dates> {
  const closed = answers.filter(
    ({ outcome }) => outcome.kind === 'refused' && waitsForPeriod(outcome.failure),
  )
  const kept = closed.length > 0 ? await unit.contents(closed) : []
  return new Map(
    kept.map(({ record, content }) => {
      const { policies } = unit.organizations.get(record.organizationId)!
      return [revisionOf(record), postingDateOf(content, policies.postingDate)]
    }),
  )
}

function settleAll(
  batch: Batch,
  answers: readonly PostingAnswer[],
  records: readonly SyncRecord[],
  { random, policy, dates }: Pick<Deps, 'random' | 'policy'> & { readonly dates: Dates },
): SettledAnswers & { readonly unknown: readonly PostingAnswer[] } {
  const byRecord = Map.groupBy(records, recordOf)
  const settled: SyncRecord[] = []
  const alarms: string[] = []
  const unknown: PostingAnswer[] = []
  let ignored = 0
  const tell = (record: SyncRecord, alarm: Alarm) => {
    const step = alarmed(record, alarm, batch.now)
    batch.take(record, step)
    return step.record
  }
  for (const answer of answers) {
    const revisions = byRecord.get(recordOf(answer)) ?? []
    const known = revisions.find((record) => isSameRecord(record, answer))
    if (!known) {
      unknown.push(answer)
      continue
    }
    const record = withRun(batch, known, answer)
    const postingDate = dates.get(revisionOf(known))
    const result = settle(record, answer, {
      retry: policy.retry,
      now: batch.now,
      random,
      postingDate,
      closedPeriods: batch.organization(known.organizationId).policies.closedPeriods,
    })
    const alarm = alarmOf(result)
    if (alarm) alarms.push(alarm.message)
    if (!result.ok) {
      if (alarm) byRecord.set(recordOf(answer), replaced(revisions, known, tell(known, alarm)))
      else ignored++
      continue
    }
    const { verdict, record: after } = result.value
    batch.take(record, result.value)
    if (verdict) judgeConnector(batch, after, { ...answer, verdict }, policy)
    const second = secondRevision(after, replaced(revisions, known, after))
    if (second) alarms.push(second.message)
    const told = [alarm, second].reduce((one, other) => (other ? tell(one, other) : one), after)
    byRecord.set(recordOf(answer), relateSettled(batch, replaced(revisions, known, told), told))
    settled.push(told)
  }
  return { settled, ignored, alarms, unknown }
}

const replaced = (revisions: readonly SyncRecord[], known: SyncRecord, by: SyncRecord) =>
  revisions.map((other) => (other === known ? by : other))

function withRun(batch: Batch, record: SyncRecord, { outcome }: Answer): SyncRecord {
  const { kind } = outcome
  return kind === 'posted' || kind === 'delivered' ? batch.joinRun(record, kind) : record
}

function relateSettled(
  batch: Batch,
  revisions: readonly SyncRecord[],
  settled: SyncRecord,
): SyncRecord[] {
  if (revisions.length === 1) return [...revisions]
  const related = relateRevisions(batch, revisions)
  return mayBeInLedger(settled) ? withdrawUnwanted(batch, related) : related
}

function judgeConnector(
  batch: Batch,
  record: SyncRecord,
  { verdict, connector }: { readonly verdict: Verdict } & Pick<Answer, 'connector'>,
  { probe }: Policy,
): void {
  const before = batch.organization(record.organizationId)
  const suspension = judged(before.suspension, record, verdict, probe, batch.now)
  suspend(batch, record.organizationId, suspension, connector)
}
