import { anApprovedRecord } from '@bilagsbro/booking/testing/examples'
import type { Schedule } from '@bilagsbro/booking/schedule'
import type { Refusal, Result } from '@bilagsbro/kernel/result'
import { describe, expect, test } from 'vitest'
import {
  aConnector,
  aFailure,
  after,
  anOrganization,
  aSyncRecord,
  policy,
  start,
} from '#testing/builders.ts'
import { admit } from './admission.ts'
import { configure, releaseOnSchedule, type Organization } from './organization.ts'
import { isAwaitingRetry, type RecordState, type SyncRecord } from './record.ts'
import { openRun, runFor } from './run.ts'
import type { NextRun } from './schedule.ts'
import { settle, type Answer } from './settle.ts'
import { awaitRevision, hold, requeue, send, type Step } from './transitions.ts'

const hour = 3_600_000
const schedule: Schedule = { cron: '0 * * * *', timeZone: 'Europe/Oslo' }
const other: Schedule = { ...schedule, cron: '0 6 * * *' }
const everyHour: NextRun = ({ cron }, from) =>
  new Date((Math.floor(from.getTime() / hour) + (cron === other.cron ? 6 : 1)) * hour)

const configured = (before: Partial<Organization>, now: Partial<Organization>, at = after(1)) => {
  const organization = anOrganization(before)
  const configuration = { ...organization, ...now, version: organization.version + 1 }
  const changed = configure(organization, configuration, at, everyHour)
  return changed.ok ? changed.value : undefined
}
const planned = { schedule, nextRunAt: after(hour), released: start }
const disabled = aConnector({ enabled: false })

describe('a changed configuration', () => {
  test.each<[string, Partial<Organization>, Partial<Organization>, object]>([
    [
      'a first schedule is effective at once, and releases nothing',
      {},
      { schedule },
      { nextRunAt: after(hour), released: undefined },
    ],
    [
      'another schedule is effective at once, and takes back no release',
      planned,
      { schedule: other },
      { nextRunAt: after(6 * hour), released: start },
    ],
    [
      'WIZARD-6: new credentials leave the schedule as it is, a missed run included',
      { ...planned, nextRunAt: after(-hour) },
      { connector: aConnector({ credentialsVersion: 2 }) },
      { nextRunAt: after(-hour), released: start },
    ],
    [
      'no schedule any more',
      planned,
      { schedule: null },
      { nextRunAt: undefined, released: undefined },
    ],
    [
      'a disabled connector has no next run',
      planned,
      { connector: disabled },
      { nextRunAt: undefined, released: undefined },
    ],
    [
      'TOGGLE-3: what waited while disabled waits for the next run once it is enabled',
      { ...planned, connector: disabled, nextRunAt: undefined, released: undefined },
      { connector: aConnector() },
      { nextRunAt: after(hour), released: undefined },
    ],
    [
      'another target releases anew',
      planned,
      { connector: aConnector({ targetFingerprint: 'target-2' }) },
      { nextRunAt: after(hour), released: undefined },
    ],
  ])('%s', (_, before, now, expected) => {
    const changed = configured(before, now)
    expect({ nextRunAt: changed?.nextRunAt, released: changed?.released }).toEqual(expected)
  })

  test('a configuration that leaves the schedule out has none', () => {
    const { schedule: _, ...silent } = anOrganization({ version: 2 })
    const changed = configure(anOrganization(planned), silent, start, everyHour)
    expect(changed.ok && changed.value).toMatchObject({ schedule: undefined, nextRunAt: undefined })
  })
})

describe('WIZARD-8: a scheduled run', () => {
  const organization = anOrganization({ ...planned, released: undefined })
  const record = aSyncRecord({ status: 'pending', lastRound: 0 }, { createdAt: start })
  const content = anApprovedRecord()

  test('is what records wait for, and are told when it is', () => {
    expect(admit(organization, { record, content })).toEqual({
      kind: 'hold',
      reason: { code: 'awaiting_run', nextRunAt: after(hour).toISOString() },
    })
    expect(admit(organization, { record, content }, 'as_probe').kind).toBe('hold')
    expect(admit({ ...organization, nextRunAt: undefined }, { record, content })).toEqual({
      kind: 'hold',
      reason: { code: 'awaiting_run' },
    })
  })
  test('lets go what was accepted until then, and nothing newer', () => {
    const released = { ...organization, released: start }
    expect(admit(released, { record, content }).kind).toBe('send')
    const newer = { record: { ...record, createdAt: after(1) }, content }
    expect(admit(released, newer).kind).toBe('hold')
    expect(admit(released, newer, 'again').kind).toBe('send')
  })
  test('says first what the mapping lacks', () => {
    const unmapped = { ...organization, mapping: { ...organization.mapping, categories: {} } }
    expect(admit(unmapped, { record, content })).toMatchObject({
      reason: { code: 'mapping_missing' },
    })
  })
  test('begins when its moment has come, once however many were missed', () => {
    expect(releaseOnSchedule(organization, after(hour - 1), everyHour)).toBeUndefined()
    const late = after(7 * hour + 5)
    const released = releaseOnSchedule(organization, late, everyHour)!
    expect(released).toMatchObject({
      round: organization.round + 1,
      released: late,
      nextRunAt: after(8 * hour),
    })
    expect(releaseOnSchedule(released, late, everyHour)).toBeUndefined()
    expect(releaseOnSchedule(anOrganization(), late, everyHour)).toBeUndefined()
  })
})

test('a record joins what a person started before anything else, unless it came later', () => {
  const runs = (['approval', 'schedule', 'manual'] as const).map((trigger) =>
    openRun(trigger, 'hlf', start, { trigger }),
  )
  const accepted = (createdAt: Date) =>
    aSyncRecord({ status: 'pending', lastRound: 0 }, { createdAt })
  expect(runFor(runs, accepted(start))?.id).toBe('manual')
  expect(runFor(runs, accepted(after(1)))?.id).toBe('schedule')
  expect(runFor(runs.slice(0, 1), accepted(start))?.id).toBe('approval')
  expect(runFor(runs.slice(2), accepted(after(1)))).toBeUndefined()
})

test('RETRY-3: the run of a retry takes the records that were asked for with it, and no others', () => {
  const runs = (['approval', 'retry'] as const).map((trigger) =>
    openRun(trigger, 'hlf', start, { trigger }),
  )
  const held = { code: 'awaiting_retry' } as const
  const asked = aSyncRecord({ status: 'pending', held, lastRound: -1 }, { runId: 'retry' })
  expect(runFor(runs, asked)?.id).toBe('retry')
  const trial = { code: 'awaiting_trial' } as const
  const waits = hold(asked, trial, 1, start)
  expect(waits.ok && runFor(runs, waits.value.record)?.id).toBe('retry')
  expect(runFor(runs, { ...asked, runId: 'an earlier retry' })?.id).toBe('approval')
  expect(runFor(runs, { ...asked, state: { status: 'pending', lastRound: 0 } })?.id).toBe(
    'approval',
  )
})

test('RETRY-2: a record that goes again need not wait for the schedule', () => {
  const scheduled = anOrganization({ schedule: { cron: '0 6 * * *', timeZone: 'Europe/Oslo' } })
  const content = anApprovedRecord()
  const held = { code: 'awaiting_retry' } as const
  const asked = aSyncRecord({ status: 'pending', held, lastRound: -1 })
  expect(admit(scheduled, { record: asked, content })).toMatchObject({ kind: 'send' })
  const other = aSyncRecord({ status: 'pending', lastRound: 0 })
  expect(admit(scheduled, { record: other, content })).toMatchObject({ kind: 'hold' })
})

const outcomes: Record<string, Answer['outcome']> = {
  'suspends the connector': { kind: 'refused', failure: aFailure('auth') },
  'comes back': { kind: 'returned', reason: 'withdrawn' },
  'comes back, and suspends the connector': {
    kind: 'returned',
    reason: 'lane_stopped',
    failure: aFailure('auth'),
  },
  'comes back for a while': { kind: 'returned', reason: 'lane_stopped' },
  'is for later': { kind: 'refused', failure: aFailure('transient') },
}

test.each(
  Object.entries(outcomes).flatMap(([name, outcome]) =>
    [false, true].map((isDoubted) => ({ name, outcome, isDoubted })),
  ),
)(
  'RETRY-3: what is sent in a retry and $name stays of it (in doubt before: $isDoubted)',
  ({ outcome, isDoubted }) => {
    const retry = openRun('retry', 'hlf', start, { trigger: 'retry' })
    const asked = aSyncRecord(
      { status: 'pending', held: { code: 'awaiting_retry' }, lastRound: -1 },
      { runId: 'retry', failures: 0 },
    )
    const context = { retry: policy.retry, now: start, random: () => 0.5 }
    const answered = (record: SyncRecord, given: Answer['outcome']) =>
      taken(settle(record, { attempt: 3, connector: 'dynamics', outcome: given }, context))
    const sent = taken(send(asked, sending, start))
    const doubt = { kind: 'in_doubt', failure: aFailure('transient') } as const
    const back = answered(isDoubted ? answered(sent, doubt) : sent, outcome)
    expect(back.state.status).not.toBe('sending')
    expect(isAwaitingRetry(back)).toBe(true)
    expect(runFor([retry], back)).toBe(retry)
    const again = taken(
      send(
        { ...back, state: { ...back.state, nextAttemptAt: start } as RecordState },
        sending,
        start,
      ),
    )
    expect(again.state).toMatchObject({ status: 'sending', isRetry: true })
  },
)

test.each(['awaiting_revision', 'revision_unproven'] as const)(
  'RETRY-3: a record of a retry that waits for an earlier revision (%s) stays of it',
  (code) => {
    const asked = aSyncRecord({
      status: 'pending',
      held: { code: 'awaiting_retry' },
      lastRound: -1,
    })
    const waits = taken(awaitRevision(asked, { code, revision: 1 }, start))
    expect(isAwaitingRetry(waits)).toBe(true)
    expect(isAwaitingRetry(taken(requeue(waits)))).toBe(true)
  },
)

test('what was never asked for again comes back without the mark of a retry', () => {
  const sent = taken(send(aSyncRecord({ status: 'pending', lastRound: 0 }), sending, start))
  const answer: Answer = { attempt: 3, connector: 'dynamics', outcome: outcomes['comes back']! }
  const context = { retry: policy.retry, now: start, random: () => 0.5 }
  expect(taken(settle(sent, answer, context)).state).toEqual({ status: 'pending', lastRound: 0 })
})

const taken = (step: Result<Step, Refusal>): SyncRecord => {
  if (!step.ok) throw new Error(step.error.code)
  return step.value.record
}

const sending = {
  connector: aConnector(),
  mappingVersion: 3,
  configured: 1,
  round: 1,
  runId: 'retry',
  priority: 'manual',
  voucher: { postingDate: '2026-11-21', currency: 'NOK', description: 'x', lines: [] },
} as const
