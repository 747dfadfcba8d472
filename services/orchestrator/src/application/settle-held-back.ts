import { alarmed } from '#domain/alarm.ts'
import type { Alarm } from '#domain/fact.ts'
import { isSameRecord, type SyncRecord } from '#domain/record.ts'
import { settleAfterwards, type PostingAnswer } from '#domain/settle.ts'
import {
  afterAnswers,
  beforeAnswers,
  isAnswer,
  isToldWord,
  unheard,
  type KeptAnswer,
} from '#domain/told-word.ts'
import { begun } from '#domain/follow-trial.ts'
import { versionFor } from '#domain/trial.ts'
import { pending, type Step } from '#domain/transitions.ts'
import type { Batch } from './batch.ts'
import type { Policy } from './policy.ts'
import type { RecordId, SyncUnit } from './ports/sync-store.ts'
import { relateRevisions, withdrawUnwanted } from './relate-revisions.ts'

interface Deps {
  readonly policy: Policy
  readonly random: () => number
  readonly alarm: (sentence: string) => void
}

/**
 * Settles a record by the answers that came before it, and by what was told of a person's mark. The answers' verdicts on
 * the connector are too old to count.
 */
export function settleByAnswers(
  batch: Batch,
  record: SyncRecord,
  kept: readonly KeptAnswer[],
  { policy, random, alarm }: Deps,
): SyncRecord {
  const about = kept.filter((answer) => isSameRecord(answer, record))
  const words = unheard(record, about.filter(isToldWord))
  const answers = about.filter(isAnswer)
  const isUnread = record.state.status === 'pending' && record.state.lastRound === 'unread'
  const ready = beforeAnswers(isUnread ? { ...record, state: pending } : record, words)
  const settled = settleAfterwards(ready, answers, { retry: policy.retry, now: batch.now, random })
  for (const { message } of settled.alarms) alarm(message)
  if (settled.record === record) return tellAlarms(batch, record, settled.alarms)
  const { status } = settled.record.state
  const isFound = status === 'posted' || status === 'delivered'
  const joined = isFound ? batch.joinRun(ready, status) : ready
  const step = afterAnswers(inRun(settled, joined.runId), words, batch.now)
  if (isTrial(batch, step.record, answers))
    batch.changeOrganization(
      begun(batch.organization(record.organizationId), step.record, batch.now),
    )
  batch.take(joined, step)
  return tellAlarms(batch, step.record, settled.alarms)
}

const tellAlarms = (batch: Batch, record: SyncRecord, alarms: readonly Alarm[]): SyncRecord =>
  alarms.reduce((before, alarm) => {
    const step = alarmed(before, alarm, batch.now)
    batch.take(before, step)
    return step.record
  }, record)

/** Whether the attempt was requested as the trial of the organisation's version of today. */
const isTrial = (batch: Batch, record: SyncRecord, answers: readonly PostingAnswer[]): boolean => {
  const version = versionFor(batch.organization(record.organizationId))
  return (
    version !== undefined &&
    answers.some(
      ({ attempt, outcome }) =>
        attempt === record.attempt && outcome.kind === 'requested' && outcome.trial === version,
    )
  )
}

const inRun = ({ record, facts }: Step, runId: string | undefined): Step => ({
  record: { ...record, runId },
  facts: facts.map((fact) => ({ ...fact, record: { ...fact.record, runId } })),
})

/** Settles some records that were held back while the past was read. Gives back whether there were any. */
export async function settleHeldBack(
  unit: SyncUnit,
  batch: Batch,
  organizationId: string,
  deps: Deps,
): Promise<boolean> {
  const held = await unit.heldBack(organizationId, deps.policy.page)
  if (held.length === 0) return false
  const records = await unit.revisions(held)
  const answers = await unit.takeAnswers(records)
  for (const revisions of Map.groupBy(records, idOfRecord).values()) {
    const settled = revisions.map((record) => settleByAnswers(batch, record, answers, deps))
    withdrawUnwanted(batch, relateRevisions(batch, settled))
  }
  await batch.save()
  return true
}

const idOfRecord = ({ organizationId, recordId }: RecordId) => `${organizationId}\n${recordId}`
