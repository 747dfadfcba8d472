import { PostingCompleted, PostingRequested } from '@bilagsbro/events/posting'
import { RecordApproved } from '@bilagsbro/events/record-approved'
import {
  SyncDoubled,
  SyncFailed,
  SyncHandled,
  SyncStarted,
  SyncSucceeded,
} from '@bilagsbro/events/sync'
import { withinScope } from '@bilagsbro/service-kit/scope'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { createTestLog, golden } from '../testing/log.ts'
import { digestOf } from './line.ts'
import { createLogEntry } from './log-entry.ts'
import { createLog, type LogQuery } from './log-query.ts'

const log = await createTestLog()
afterAll(() => log[Symbol.asyncDispose]())
const { orm, receive } = log
const list = createLog(orm)
const readEntry = createLogEntry(orm)

let organizationId: string
beforeEach(async () => {
  organizationId = await log.open()
})

async function entries(query: Partial<LogQuery> = {}) {
  const found = await log.within(organizationId, () =>
    list({ organizationId, limit: 50, ...query }),
  )
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}
async function entry(id: string) {
  const found = await log.within(organizationId, () => readEntry(organizationId, id))
  if (!found.ok) throw new Error(found.error.code)
  return found.value
}
const requested = (change: object = {}) => ({
  ...golden(PostingRequested.dynamics, organizationId),
  mappingVersion: 7,
  ...change,
})
const completed = (change: object = {}) => ({
  ...golden(PostingCompleted, organizationId),
  ...change,
})
const failedAt = (second: number, recordId = `r-${second}`) => ({
  ...golden(SyncFailed, organizationId),
  recordId,
  at: new Date(Date.UTC(2026, 10, 21, 11, 0, second)).toISOString(),
})

test('AUDIT-1: attempts are listed newest first, a page at a time, and new ones move nothing', async () => {
  for (const second of [1, 2, 3, 4, 5]) await receive(SyncFailed, failedAt(second))
  const first = await entries({ kind: 'sync.failed', limit: 2 })
  expect(first.rows.map(({ recordId }) => recordId)).toEqual(['r-5', 'r-4'])
  expect(first.total).toBe(5)
  await receive(SyncFailed, failedAt(6))
  const second = await entries({ kind: 'sync.failed', limit: 2, after: first.next! })
  expect(second.rows.map(({ recordId }) => recordId)).toEqual(['r-3', 'r-2'])
  const third = await entries({ kind: 'sync.failed', limit: 2, after: second.next! })
  expect([third.rows.map(({ recordId }) => recordId), third.next]).toEqual([['r-1'], null])
})

test('AUDIT-1: entries of one moment are each on one page', async () => {
  await receive(SyncFailed, ...['a', 'b', 'c'].map((id) => failedAt(1, id)))
  const seen: (string | undefined)[] = []
  let after: string | undefined
  do {
    const page = await entries({ kind: 'sync.failed', limit: 1, ...(after && { after }) })
    seen.push(...page.rows.map(({ recordId }) => recordId))
    after = page.next ?? undefined
  } while (after)
  expect(new Set(seen)).toEqual(new Set(['a', 'b', 'c']))
  expect(seen).toHaveLength(3)
})

test('AUDIT-2: a range of dates holds its beginning and not its end', async () => {
  for (const second of [1, 2, 3]) await receive(SyncFailed, failedAt(second))
  const [from, to] = ['2026-11-21T12:00:01+01:00', '2026-11-21T12:00:03+01:00']
  const { rows } = await entries({ kind: 'sync.failed', from, to })
  expect(rows.map(({ recordId }) => recordId)).toEqual(['r-2', 'r-1'])
  expect((await entries({ from: '9999-12-31T23:59:59Z' })).rows).toEqual([])
  expect((await entries({ to: '0000-01-01T00:00:00Z' })).rows).toEqual([])
})

test('AUDIT-3: the status failed shows failed attempts alone, with their error messages', async () => {
  await receive(SyncFailed, failedAt(1))
  await receive(SyncSucceeded, golden(SyncSucceeded, organizationId))
  const { rows } = await entries({ status: 'failed' })
  const { failure } = golden(SyncFailed, organizationId)
  expect(rows).toMatchObject([
    { kind: 'sync.failed', code: failure.code, message: failure.message },
  ])
})

test('AUDIT-1: the pages of all organisations are the newest entries of all, each once, busy and idle ones alike', async () => {
  const all = [organizationId, await log.open(), await log.open(), await log.open()]
  const told = all.flatMap((id, no) =>
    Array.from({ length: no * no * 3 }, (_, at) => ({
      ...failedAt((at * 7) % 10, `r-${at}`),
      organizationId: id,
    })),
  )
  await receive(SyncFailed, ...told)
  const page = async (query: Partial<LogQuery>) => {
    const found = await withinScope(all, () => list({ limit: 7, ...query }))
    if (!found.ok) throw new Error(found.error.code)
    return found.value
  }
  const rows = await withinScope(all, () =>
    orm.em
      .fork()
      .execute<{ id: string }[]>(
        'select id::text as id from sync_logs order by at desc, sync_logs.id desc',
      ),
  )
  expect(rows.length).toBe(told.length + all.length)
  const read: string[] = []
  for (let after: string | undefined; ;) {
    const { rows: some, next } = await page(after === undefined ? {} : { after })
    read.push(...some.map(({ id }) => id))
    if (next === null) break
    after = next
  }
  expect(read).toEqual(rows.map(({ id }) => id))
})

describe('AUDIT-4', () => {
  test('AUDIT-4: an attempt shows the voucher as it was asked for, when, the answer, its voucher, the mapping and the trace', async () => {
    const run = { ...golden(SyncStarted, organizationId), actor: 'user-7' }
    const succeeded = { ...golden(SyncSucceeded, organizationId), runId: run.runId }
    await receive(SyncStarted, run)
    await receive(PostingRequested.dynamics, requested())
    await receive(PostingCompleted, completed())
    await receive(SyncSucceeded, succeeded)
    const [row] = (await entries({ kind: 'sync.succeeded' })).rows
    const shown = await entry(row!.id)
    expect(shown).toMatchObject({
      status: 'posted',
      recordId: 'r-1',
      runId: run.runId,
      traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
      mappingVersion: succeeded.mappingVersion,
      sending: {
        attempt: 1,
        status: 'posted',
        connector: 'dynamics',
        reference: 'BB27842DZ3V0HVHP',
        requestedAt: '2026-11-21T10:00:00.600Z',
        answeredAt: '2026-11-21T10:00:01.900Z',
        amount: '1234.50',
        startedBy: 'user-7',
        voucher: {
          number: 'BB27842DZ3V0HVHP',
          date: '2026-11-21',
          url: expect.stringContaining('https'),
        },
        answers: [{ status: 'posted' }],
      },
    })
    const payload = JSON.parse(shown.sending!.payload!) as object
    expect(payload).toMatchObject({
      reference: 'BB27842DZ3V0HVHP',
      postingDate: '2026-11-21',
      lines: [
        {
          account: '7140',
          amount: '1000.00',
          dimensions: [{ code: 'AVDELING', value: '100' }, {}],
        },
        { account: '7160' },
        { account: '2990', amount: '-1234.50' },
      ],
    })
  })

  test('AUDIT-4: a straight attempt shows its answer by what its success tells, and a repeat adds nothing', async () => {
    const answer = { status: 204, correlationId: '7f1c2d9e-3a50-4c8b-9c57-0d1c1b7f5e21' }
    const answeredAt = '2026-11-21T10:00:01.900Z'
    const succeeded = { ...golden(SyncSucceeded, organizationId), answer, answeredAt }
    for (let time = 0; time < 2; time++) {
      await receive(PostingRequested.dynamics, requested())
      await receive(SyncSucceeded, succeeded)
    }
    const { rows } = await entries({ recordId: 'r-1' })
    expect(rows.map(({ kind }) => kind)).toEqual(['sync.succeeded', 'posting.requested'])
    const { sending } = await entry(rows[0]!.id)
    const { number, date } = succeeded.voucher
    const told = { status: 'posted', voucher: { number, date } }
    expect(sending).toMatchObject({ ...told, answeredAt, connector: 'dynamics' })
    expect(sending!.answers).toMatchObject([{ ...told, at: answeredAt, ledger: answer }])
  })

  test('AUDIT-4: an attempt that failed, and was found to be booked later, is told as booked', async () => {
    const succeeded = golden(SyncSucceeded, organizationId)
    const { attempt } = succeeded
    const failed = { ...failedAt(1, 'r-1'), attempt, at: '2026-01-01T00:00:00.000Z' }
    await receive(SyncFailed, failed)
    await receive(SyncSucceeded, succeeded)
    const { rows } = await entries({ recordId: 'r-1' })
    for (const { id } of rows) expect((await entry(id)).sending).toMatchObject({ status: 'posted' })
  })

  test('AUDIT-4: that the ledger holds a record twice is in the log, with the number of the other voucher', async () => {
    const doubled = golden(SyncDoubled, organizationId)
    for (let time = 0; time < 2; time++) await receive(SyncDoubled, doubled)
    const { rows } = await entries({ voucherNumber: doubled.vouchers.at(-1)! })
    expect(rows).toMatchObject([
      { kind: 'sync.doubled', status: 'doubled', code: doubled.kind, recordId: doubled.recordId },
    ])
  })

  test('AUDIT-4: what is not on the list is not kept, and a text of a claimant is masked', async () => {
    const { voucher } = requested()
    const lines = voucher.lines.map((line, at) => ({
      ...line,
      vatCode: 'MVA25',
      ...(at === 0 && { description: 'Taxi for Kari Nordmann', payeeName: 'Kari Nordmann' }),
    }))
    const told = { voucher: { ...voucher, lines, token: 'secret' }, apiKey: 'secret' }
    await receive(PostingRequested.xledger, requested(told))
    const [row] = (await entries({ kind: 'posting.requested' })).rows
    const { payload, line } = await entry(row!.id)
    expect(`${payload} ${line}`).not.toMatch(/Kari|secret|apiKey|payeeName/)
    expect(JSON.parse(payload!)).toMatchObject({
      lines: [{ description: '[masked]', vatCode: 'MVA25' }, {}, {}],
    })
  })

  test('AUDIT-4: an answer keeps its status, code and class, and its text without names', async () => {
    const failure = {
      class: 'data',
      code: 'payee.blocked',
      message: 'The supplier is blocked. (Vendor No. 88 Kari Nordmann is blocked.)',
    } as const
    await receive(PostingRequested.dynamics, requested())
    await receive(PostingCompleted, completed({ outcome: { kind: 'refused', failure } }))
    const [row] = (await entries({ kind: 'posting.completed' })).rows
    expect(row).toMatchObject({ status: 'refused', code: 'payee.blocked' })
    const { sending, line } = await entry(row!.id)
    const message = 'The supplier is blocked. (Vendor No. 88 [masked] is blocked.)'
    expect(sending).toMatchObject({ status: 'refused', answers: [{ class: 'data', message }] })
    expect(line).not.toContain('Kari')
  })

  test("AUDIT-4: an attempt shows the ledger's own answer: status, code and correlation id, where they are harmless", async () => {
    const correlationId = '7f1c2d9e-3a50-4c8b-9c57-0d1c1b7f5e21'
    const failure = { class: 'data', code: 'payee.blocked', message: 'x' } as const
    const refusal = { status: 400, code: 'Application_DialogException', correlationId }
    const naming = { status: 422, code: 'Kari Nordmann', correlationId: 'kari-nordmann-17' }
    for (const [attempt, answer] of [refusal, naming].entries())
      await receive(
        PostingCompleted,
        completed({
          recordId: `r-${attempt}`,
          outcome: { kind: 'refused', failure: { ...failure, answer } },
        }),
      )
    const { rows } = await entries({ kind: 'posting.completed' })
    const shown = await Promise.all(rows.map(({ id }) => entry(id)))
    const answers = new Map(shown.map(({ recordId, sending }) => [recordId, sending!.answers[0]]))
    expect(answers.get('r-0')!.ledger).toEqual(refusal)
    expect(answers.get('r-1')!.ledger).toEqual({
      status: 422,
      code: '[masked]',
      correlationId: '[masked]',
    })
    const answer = { status: 204, correlationId }
    await receive(SyncSucceeded, { ...golden(SyncSucceeded, organizationId), answer })
    await receive(SyncFailed, {
      ...failedAt(9, 'r-9'),
      failure: { ...failure, answer: refusal },
    })
    const facts = [
      await entries({ kind: 'sync.succeeded' }),
      await entries({ kind: 'sync.failed' }),
    ]
    const lines = await Promise.all(
      facts.map(async ({ rows: [row] }) => (await entry(row!.id)).line),
    )
    for (const line of lines) expect(line).toContain(`"correlationId":"${correlationId}"`)
  })

  test('AUDIT-4: a payload belongs to its line by its salted hash, and a person tells the reason apart from the line', async () => {
    const note = 'Betalt kontant til Kari Nordmann'
    await receive(PostingRequested.dynamics, requested())
    await receive(SyncHandled, { ...golden(SyncHandled, organizationId), note })
    for (const kind of ['posting.requested', 'sync.handled']) {
      const [row] = (await entries({ kind })).rows
      const { line, salt, payload } = await entry(row!.id)
      expect((JSON.parse(line!) as { payload: string }).payload).toBe(digestOf(salt!, payload!))
      expect(line).not.toContain('Kari')
      expect(row!.message).toBe(kind === 'sync.handled' ? note : undefined)
    }
  })

  test('AUDIT-4: asked again, and answered again, an attempt has each time in the log once', async () => {
    const later = '2026-11-21T10:10:00.600Z'
    for (let time = 0; time < 2; time++) {
      await receive(PostingRequested.dynamics, requested(), requested())
      await receive(PostingRequested.dynamics, requested({ requestedAt: later }))
      await receive(PostingCompleted, completed(), completed({ completedAt: later }))
    }
    const { rows } = await entries({ recordId: 'r-1' })
    expect(rows.map(({ kind }) => kind)).toEqual([
      'posting.completed',
      'posting.requested',
      'posting.completed',
      'posting.requested',
    ])
  })
})

test('AUDIT-2, AUDIT-4: the log is searched by record, run, person and voucher number', async () => {
  const run = { ...golden(SyncStarted, organizationId), actor: 'user-7' }
  await receive(SyncStarted, run)
  await receive(RecordApproved, { ...golden(RecordApproved, organizationId), approvedBy: 'user-8' })
  await receive(PostingCompleted, completed())
  await receive(SyncSucceeded, { ...golden(SyncSucceeded, organizationId), runId: run.runId })
  const kinds = async (query: Partial<LogQuery>) =>
    (await entries(query)).rows.map(({ kind }) => kind).toSorted()
  expect(await kinds({ runId: run.runId })).toEqual(['sync.started', 'sync.succeeded'])
  expect(await kinds({ actor: 'user-7' })).toEqual(['sync.started'])
  expect(await kinds({ actor: 'user-8' })).toEqual(['record.approved'])
  expect(await kinds({ voucherNumber: 'BB27842DZ3V0HVHP' })).toEqual([
    'posting.completed',
    'sync.succeeded',
  ])
  expect(await kinds({ recordId: 'r-1' })).toEqual([
    'posting.completed',
    'record.approved',
    'sync.succeeded',
  ])
  expect(await kinds({ recordId: run.runId })).toEqual([])
})

test('AUDIT-2: one text finds a record, its reference, a run, a voucher and a person, and none is found by a part', async () => {
  const runId = crypto.randomUUID()
  const run = { ...golden(SyncStarted, organizationId), runId, actor: 'user-7' }
  const succeeded = { ...golden(SyncSucceeded, organizationId), runId: run.runId, recordId: 'r-9' }
  await receive(SyncStarted, run)
  await receive(SyncSucceeded, { ...succeeded, voucher: { number: '1001', date: '2026-11-21' } })
  const kinds = async (q: string, of = organizationId) => {
    const found = await log.within(of, () => list({ organizationId: of, limit: 5, q }))
    return found.ok ? found.value.rows.map(({ kind }) => kind) : found.error.code
  }
  for (const q of ['r-9', ' 1001 ', succeeded.reference, succeeded.reference.toLowerCase()])
    expect([q, await kinds(q)]).toEqual([q, ['sync.succeeded']])
  expect(await kinds(run.runId)).toHaveLength(2)
  expect(await kinds('user-7')).toEqual(['sync.started'])
  for (const q of ['r-', '100', organizationId, succeeded.reference.replace(/.$/, 'Z')])
    expect([q, await kinds(q)]).toEqual([q, []])
  const other = await log.open()
  expect(await kinds(succeeded.reference, other)).toEqual([])
  const everywhere = await withinScope('all', () => list({ limit: 5, q: run.runId }))
  expect(everywhere.ok && everywhere.value.total).toBe(2)
})

test('AUDIT-3: other content of a revision that was known already is told as such', async () => {
  const first = golden(RecordApproved, organizationId)
  const second = { ...first, approvedAt: '2026-10-15T10:00:00.000Z' }
  await receive(RecordApproved, first)
  await receive(RecordApproved, first)
  await receive(RecordApproved, second)
  const { rows } = await entries({ kind: 'record.approved' })
  expect(rows.map(({ at, status, otherContent }) => [at, status, otherContent])).toEqual([
    [new Date(first.approvedAt).toISOString(), 'approved', undefined],
    [second.approvedAt, 'approved', true],
  ])
})

test('AUDIT-6: an organisation sees its own log alone, and a global administrator all of them', async () => {
  const other = await log.open()
  const ofOther = await log.within(organizationId, () => list({ organizationId: other, limit: 5 }))
  expect(ofOther).toEqual({ ok: false, error: { kind: 'missing', code: 'organization.not_found' } })
  const [row] = (await entries()).rows
  expect(await log.within(other, () => readEntry(other, row!.id))).toMatchObject({ ok: false })
  await receive(SyncFailed, { ...failedAt(1), at: '2126-01-01T00:00:00.000Z' })
  const ofOthers = { ...failedAt(2), organizationId: other, at: '2126-01-01T00:00:01.000Z' }
  await receive(SyncFailed, ofOthers)
  const all = await withinScope('all', () => list({ limit: 2 }))
  expect(all.ok && all.value.rows.map((one) => one.organizationId)).toEqual([other, organizationId])
  const next = all.ok ? all.value.next! : ''
  const behind = await withinScope('all', () => list({ limit: 2, after: next }))
  expect(behind.ok && behind.value.rows).toHaveLength(2)
})
