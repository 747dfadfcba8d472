import { RecordApproved } from '@bilagsbro/events/record-approved'
import { SyncCompleted, SyncFailed, SyncStarted, SyncSucceeded } from '@bilagsbro/events/sync'
import { afterAll, expect, test } from 'vitest'
import { recordOf } from '../testing/books.ts'
import { createTestLog, golden } from '../testing/log.ts'
import { createRunDetail } from './detail.ts'
import { createRuns } from './list.ts'

const log = await createTestLog()
afterAll(() => log[Symbol.asyncDispose]())
const { receive } = log
const runs = createRuns(log.orm)
const detail = createRunDetail(log.orm)

type Filter = Partial<Parameters<typeof runs>[1]>
async function listed(organizationId: string, filter: Filter = {}) {
  const found = await log.within(organizationId, () =>
    runs(organizationId, { limit: 50, ...filter }),
  )
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}
const idsOf = async (...asked: Parameters<typeof listed>) =>
  (await listed(...asked)).rows.map(({ id }) => id)

const none = { planned: 0, posted: 0, delivered: 0, failed: 0, deferred: 0 }
const at = (hour: number) => `2026-11-21T0${hour}:00:00.000Z`

/** Six runs, an hour after each other: one of each outcome. */
async function runsOfAllKinds(): Promise<string> {
  const organizationId = await log.open()
  const run = (
    runId: string,
    hour: number,
    counts: Partial<typeof none> & { waiting?: number },
  ) => {
    const { actor: _, ...told } = golden(SyncCompleted, organizationId)
    const given = {
      runId,
      startedAt: at(hour),
      completedAt: at(hour),
      counts: { ...none, ...counts },
    }
    return { ...told, ...given, trigger: 'approval' as const }
  }
  await receive(
    SyncCompleted,
    run('ok', 1, { planned: 2, posted: 1, delivered: 1 }),
    { ...run('mixed', 2, { planned: 2, posted: 1, failed: 1 }), trigger: 'manual', actor: 'u-7' },
    { ...run('failed', 3, { planned: 1, failed: 1 }), trigger: 'retry', actor: 'u-8' },
    run('waiting', 4, { planned: 1, posted: 1, waiting: 3 }),
    run('empty', 5, {}),
  )
  const { actor: _, ...started } = golden(SyncStarted, organizationId)
  await receive(SyncStarted, {
    ...started,
    runId: 'running',
    trigger: 'schedule',
    startedAt: at(6),
  })
  return organizationId
}

test('RETRY-5, MANUAL-4: runs are listed by what began them, who, when, and what came of them', async () => {
  const organizationId = await runsOfAllKinds()
  const { rows, total } = await listed(organizationId)
  expect(rows.map(({ id, outcome }) => [id, outcome])).toEqual(
    ['running', 'empty', 'waiting', 'failed', 'mixed', 'ok'].map((each) => [each, each]),
  )
  expect(total).toBe(6)
  const cases: [Filter, string[]][] = [
    [{ trigger: 'manual,retry' }, ['failed', 'mixed']],
    [{ actor: 'u-7' }, ['mixed']],
    [{ outcome: 'running,ok' }, ['running', 'ok']],
    [{ from: at(2), to: at(4) }, ['failed', 'mixed']],
    [{ trigger: 'schedule', outcome: 'ok' }, []],
  ]
  for (const [filter, expected] of cases)
    expect([filter, await idsOf(organizationId, filter)]).toEqual([filter, expected])
})

test('a page of runs begins behind a run, and a new run moves none of them', async () => {
  const organizationId = await runsOfAllKinds()
  const first = await listed(organizationId, { limit: 4 })
  await receive(SyncStarted, {
    ...golden(SyncStarted, organizationId),
    runId: 'new',
    startedAt: at(7),
  })
  expect(await idsOf(organizationId, { limit: 4, after: first.next! })).toEqual(['mixed', 'ok'])
  expect((await listed(organizationId, { limit: 2, after: first.next! })).next).toBeNull()
})

test('RETRY-1: a run says what became of what it sent, by cause, while it goes on and afterwards', async () => {
  const organizationId = await log.open()
  const ids = ['posted', 'later', 'a', 'b', 'c']
  await receive(
    RecordApproved,
    ...ids.map((id) => recordOf(organizationId, id, { lines: [{ amount: '10.00' }] })),
  )
  const runId = 'run-1'
  const { actor: _, ...started } = golden(SyncStarted, organizationId)
  await receive(SyncStarted, { ...started, runId })
  const succeeded = { ...golden(SyncSucceeded, organizationId), runId }
  const { nextAttemptAt: _next, ...failed } = { ...golden(SyncFailed, organizationId), runId }
  await receive(
    SyncSucceeded,
    { ...succeeded, recordId: 'posted' },
    { ...succeeded, recordId: 'later', outcome: 'delivered' },
  )
  const other = { class: 'data' as const, code: 'account.unknown', message: '-' }
  await receive(
    SyncFailed,
    { ...failed, recordId: 'a', sequence: 3 },
    { ...failed, recordId: 'b', sequence: 3 },
    { ...failed, recordId: 'c', sequence: 3, failure: other },
  )
  // Another run mends one of them.
  await receive(SyncSucceeded, { ...succeeded, recordId: 'b', runId: 'run-2', sequence: 7 })
  const found = await log.within(organizationId, () => detail(organizationId, runId))
  expect(found).toMatchObject({
    ok: true,
    value: {
      id: runId,
      outcome: 'running',
      settled: {
        posted: { count: 1, amount: '10.00' },
        delivered: { count: 1, amount: '10.00' },
        failed: { count: 3, amount: '30.00' },
      },
      causes: [
        {
          class: failed.failure.class,
          code: failed.failure.code,
          count: 2,
          amount: '20.00',
          open: 1,
        },
        { class: 'data', code: 'account.unknown', count: 1, open: 1 },
      ],
    },
  })
  const foreign = await log.open()
  expect(await log.within(foreign, () => detail(foreign, runId))).toMatchObject({
    ok: false,
    error: { code: 'run.not_found' },
  })
})
